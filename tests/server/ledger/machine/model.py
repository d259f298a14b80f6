"""The ledger as a dictionary: what was acknowledged, and nothing else."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from server.ledger.rules import Entry

Balances = dict[tuple[UUID | None, str, UUID | None], int]
APPLIED = None
"""The outcome of an attempt that was posted; any other is the code of its refusal."""


@dataclass(eq=False)
class Attempt:
    """One call of the ledger function, what may come of it, and what has.

    `rival` numbers attempts of which exactly one is posted.
    """

    given: Any
    may_be: frozenset[str | None] = frozenset({APPLIED})
    entries: tuple[Entry, ...] = ()
    rival: int | None = None
    outcome: str | None = "never sent"


@dataclass
class Model:
    """Balances and entries as they follow from the attempts that were posted."""

    balances: Counter[tuple[UUID | None, str, UUID | None]] = field(default_factory=Counter)
    posted: list[tuple[str, Entry]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    reversed: set[str] = field(default_factory=set)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)

    def learn(self, attempts: list[Attempt]) -> None:
        """Judge what came of the attempts and take in what was posted. Raises AssertionError."""
        winners: Counter[int] = Counter()
        rivals = {attempt.rival for attempt in attempts if attempt.rival is not None}
        for attempt in attempts:
            assert attempt.outcome in attempt.may_be, (attempt.outcome, attempt.may_be, attempt.given)
            if attempt.outcome is not APPLIED:
                continue
            if attempt.rival is not None:
                winners[attempt.rival] += 1
            for one, entry in zip(attempt.given, attempt.entries, strict=True):
                self._take(one, entry)
        assert all(winners[rival] == 1 for rival in rivals), "of rivals not exactly one was posted"

    def _take(self, one: dict[str, Any], entry: Entry) -> None:
        entry_id = one["id"]
        assert entry_id not in self.ids, "acknowledged twice"
        self.ids.add(entry_id)
        self.given[entry_id] = one
        if entry.reverses:
            self.reversed |= {str(entry.reverses), entry_id}
        self.posted.append((entry_id, entry))
        for line in entry.postings:
            self.balances[line.loan_id, line.account.value, line.funding_account_id] += line.amount_fen

    def standing(self) -> Balances:
        """Balances that are not nothing."""
        return {key: fen for key, fen in self.balances.items() if fen}
