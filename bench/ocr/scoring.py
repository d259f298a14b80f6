"""Counting: what a reader answered against the truth, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SCOPE, AUTHORITY = "经营范围", "登记机关"
CHECKED = frozenset({"公民身份号码", "统一社会信用代码", "注册号"})
SURE = 0.9


@dataclass(frozen=True)
class Verdict:
    """One field of one picture. `wanted` None means that the paper does not print it and a value was invented."""

    case: str
    kind: str
    severity: str
    label: str
    wanted: str | None
    got: str | None
    confidence: float
    authority_printed: bool

    @property
    def right(self) -> bool:
        return self.got == self.wanted

    @property
    def state(self) -> str:
        if self.right:
            return "right"
        return "missing" if self.got is None else "wrong"


@dataclass(frozen=True)
class Outcome:
    """One picture: what it is and what it was taken for, its verdicts, its effects, the seconds taken."""

    case: str
    kind: str
    severity: str
    variant: str
    effects: tuple[str, ...]
    taken_for: str
    verdicts: tuple[Verdict, ...]
    seconds: float
    error: str | None

    @property
    def whole(self) -> bool:
        """Everything right, and taken for what it is."""
        return self.taken_for == self.kind and all(verdict.right for verdict in self.verdicts)


def judge(told: Mapping[str, Any], record: Mapping[str, Any]) -> Outcome:
    """One picture's outcome. `told` is the case with its truth, `record` the answer of a reader."""
    fields: Mapping[str, str | None] = record["fields"]
    confidence: Mapping[str, float] = record["confidence"]
    truth: Mapping[str, str | None] = told["truth"]
    labels = [label for label in {**truth, **fields} if truth.get(label) is not None or fields.get(label) is not None]
    verdicts = tuple(
        Verdict(
            told["name"], told["kind"], told["severity"], label, truth.get(label), fields.get(label),
            confidence.get(label, 0.0), told["authority_printed"],
        )
        for label in labels
    )  # fmt: skip
    return Outcome(
        told["name"], told["kind"], told["severity"], told["variant"], tuple(told["effects"]), record["kind"], verdicts,
        record["seconds"], record["error"] and record["error"]["code"],
    )  # fmt: skip


def distance(left: str, right: str) -> int:
    """Edits that turn one text into the other."""
    row = list(range(len(right) + 1))
    for index, character in enumerate(left, 1):
        before, row[0] = row[0], index
        for place, other in enumerate(right, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != other))
    return row[-1]


def share(hits: int, total: int) -> float | None:
    """A percentage, None of nothing."""
    return 100 * hits / total if total else None


def fields_right(verdicts: Iterable[Verdict]) -> float | None:
    """Percentage of right fields among those printed or invented."""
    all_of = list(verdicts)
    return share(sum(verdict.right for verdict in all_of), len(all_of))


def scope_error(verdicts: Iterable[Verdict]) -> float | None:
    """Character error of 经营范围, in percent of its characters; a missing one is all wrong."""
    scopes = [verdict for verdict in verdicts if verdict.label == SCOPE and verdict.wanted is not None]
    errors = sum(min(len(one.wanted or ""), distance(one.wanted or "", one.got or "")) for one in scopes)
    return share(errors, sum(len(one.wanted or "") for one in scopes))


def sure_wrong(verdicts: Iterable[Verdict]) -> float | None:
    """Percentage of wrong values among those that the reader is sure of."""
    sure = [verdict for verdict in verdicts if verdict.got is not None and verdict.confidence >= SURE]
    return share(sum(not verdict.right for verdict in sure), len(sure))


def coverage(verdicts: Iterable[Verdict]) -> float | None:
    """Percentage of printed fields for which the reader is sure of a value."""
    printed = [verdict for verdict in verdicts if verdict.wanted is not None]
    return share(sum(one.got is not None and one.confidence >= SURE for one in printed), len(printed))
