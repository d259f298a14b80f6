"""The three operations and what they are asked with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.book.callers import Callers, LoanKey, Sight

SAMPLES: Final = 200
"""Different requests of an operation at most; every contestant answers each of them before it is measured."""


@dataclass(frozen=True)
class Sample:
    """One request, whoever is asked: who asks, and for which loan where there is one."""

    sight: Sight
    loan: LoanKey | None = None


@dataclass(frozen=True)
class Operation:
    """A name that the documents of all contestants bear, and a sentence on what it is."""

    name: str
    about: str
    samples: Callable[[Callers], Sequence[Sample]]


def _desks(callers: Callers) -> list[Sample]:
    return [Sample(officer) for officer in callers.officers[:SAMPLES]]


def _loans(callers: Callers) -> list[Sample]:
    return [Sample(callers.regional_manager_of(key.branch_id), key) for key in callers.long_loans[:SAMPLES]]


def _lists(callers: Callers) -> list[Sample]:
    return [Sample(manager) for manager in callers.managers[:SAMPLES]]


OPERATIONS: Final = (
    Operation("dashboard", "an officer's figures, what waits and what runs, ten of each", _desks),
    Operation("loan", "a loan with its 36 instalments, asked for by the regional manager", _loans),
    Operation("loans", "the newest 100 loans of a branch, asked for by its manager", _lists),
)
