"""What reconciliation found beside what is true."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from bench.reconciliation.facts import Month


@dataclass(frozen=True)
class Verdict:
    """`found` planted breaks were found, `named` of them with their kind.

    `false_matches` are pairs that are not the same money, `missed` sound pairs that were not matched, `false_breaks`
    breaks of sound lines and events.
    """

    planted: int
    found: int
    named: int
    false_matches: int
    missed: int
    false_breaks: int
    kinds: dict[str, int]


def judge(month: Month, pairs: Iterable[tuple[str, UUID]], breaks: Mapping[str | UUID, str]) -> Verdict:
    """`pairs` are matched (line's reference, event), `breaks` the kind by line's reference or by event."""
    true = {(reference, event) for reference, events in month.matched.items() for event in events}
    matched = set(pairs)
    expected: dict[str | UUID, str] = {reference: kind.value for reference, kind in month.broken.items()}
    expected |= dict.fromkeys(month.missing, "missing_in_bank")
    found = expected.keys() & breaks.keys()
    named = [subject for subject in found if breaks[subject] == expected[subject]]
    return Verdict(
        planted=len(expected),
        found=len(found),
        named=len(named),
        false_matches=len(matched - true),
        missed=len(true - matched),
        false_breaks=len(breaks.keys() - expected.keys()),
        kinds=dict(Counter(expected[subject] for subject in named)),
    )
