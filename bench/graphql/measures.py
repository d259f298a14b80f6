"""Single measures, and the figures that are made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from bench.servers.handwritten import Handwritten, HandwrittenWithPolicies
from bench.servers.ours import Ours, OursWithoutPolicies
from bench.servers.postgraphile import PostGraphile, PostGraphileWithPolicies
from bench.wishes import Figure

RATE_TARGETS: Final = {"dashboard": ">= 3.0", "loan": ">= 2.25", "loans": ">= 3.0"}
FLOOR_TARGET: Final = ">= 0.9"
PROCESSOR_TARGET: Final = "<= 0.25"
PATIENCE_TARGET: Final = "< 1.0"


@dataclass(frozen=True)
class Measure:
    """One contestant, one operation, one round. Processor time is of the server and of PostgreSQL, by request."""

    operation: str
    contestant: str
    round: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    server_cpu_ms: float
    database_cpu_ms: float


class Measures:
    """All measures of a run."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._measures = list(measures)

    def middle(self, operation: str, contestant: str, value: Callable[[Measure], float]) -> float | None:
        """Median over the rounds; None when this contestant did not take part."""
        values = [value(each) for each in self._of(operation, contestant)]
        return median(values) if values else None

    def ratio(self, operation: str, one: str, other: str, value: Callable[[Measure], float]) -> float | None:
        """Median over the rounds of the ratio within a round."""
        others = {each.round: value(each) for each in self._of(operation, other)}
        values = [value(each) / others[each.round] for each in self._of(operation, one) if others.get(each.round)]
        return median(values) if values else None

    def _of(self, operation: str, contestant: str) -> list[Measure]:
        return [each for each in self._measures if each.operation == operation and each.contestant == contestant]


def figures(measures: Measures, operations: Sequence[str], contestants: Sequence[str]) -> list[Figure]:
    """Every contestant's own figures, then how ours stand to theirs, with the targets."""
    found = [figure for operation in operations for figure in _own(measures, operation, contestants)]
    return found + [figure for operation in operations for figure in _compared(measures, operation)]


def _own(measures: Measures, operation: str, contestants: Sequence[str]) -> Iterator[Figure]:
    shown: dict[str, tuple[Callable[[Measure], float], str]] = {
        "requests": (lambda each: each.requests_per_second, "1/s"),
        "p50": (lambda each: each.p50_ms, "ms"),
        "p99": (lambda each: each.p99_ms, "ms"),
        "server CPU": (lambda each: each.server_cpu_ms, "ms/request"),
        "PostgreSQL CPU": (lambda each: each.database_cpu_ms, "ms/request"),
    }
    for contestant in contestants:
        for name, (value, unit) in shown.items():
            middle = measures.middle(operation, contestant, value)
            if middle is not None:
                yield Figure(f"{operation}: {contestant}: {name}", round(middle, 3), unit)


def _compared(measures: Measures, operation: str) -> Iterator[Figure]:
    ours, plain = Ours.name, PostGraphile.name

    def rate(each: Measure) -> float:
        return each.requests_per_second

    pairs: dict[str, tuple[float | None, str | None]] = {
        f"requests by {plain}'s": (measures.ratio(operation, ours, plain, rate), RATE_TARGETS[operation]),
        f"requests by {PostGraphileWithPolicies.name}'s": (
            measures.ratio(operation, ours, PostGraphileWithPolicies.name, rate),
            None,
        ),
        f"p99 by {plain}'s p50": (
            _divided(
                measures.middle(operation, ours, lambda each: each.p99_ms),
                measures.middle(operation, plain, lambda each: each.p50_ms),
            ),
            PATIENCE_TARGET,
        ),
        f"server CPU by {plain}'s": (
            measures.ratio(operation, ours, plain, lambda each: each.server_cpu_ms),
            PROCESSOR_TARGET,
        ),
        f"requests by {HandwrittenWithPolicies.name}": (
            measures.ratio(operation, ours, HandwrittenWithPolicies.name, rate),
            FLOOR_TARGET,
        ),
        f"requests by {Handwritten.name}": (measures.ratio(operation, ours, Handwritten.name, rate), None),
        "requests with row policies by requests without": (
            measures.ratio(operation, ours, OursWithoutPolicies.name, rate),
            None,
        ),
    }
    for name, (value, target) in pairs.items():
        if value is not None:
            yield Figure(f"{operation}: {ours}: {name}", round(value, 3), "ratio", target)


def _divided(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
