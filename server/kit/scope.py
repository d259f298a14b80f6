"""Data scope: which rows an actor may see, as a value that becomes both a predicate and PostgreSQL settings.

A row is in sight when its branch, its officer and its customer are each in sight. `None` means "all of them"; an
empty set means none, so the empty scope sees nothing at all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self
from uuid import UUID

Ids = frozenset[UUID]
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Scope:
    """Branches, officers and customers in sight; None for all."""

    branches: Ids | None = frozenset()
    officers: Ids | None = frozenset()
    customers: Ids | None = frozenset()

    @classmethod
    def everywhere(cls) -> Self:
        return cls(None, None, None)

    @classmethod
    def nowhere(cls) -> Self:
        return cls()

    @classmethod
    def of_branches(cls, branches: Ids) -> Self:
        """Every officer's rows in these branches."""
        return cls(branches, None, None)

    @classmethod
    def of_officers(cls, officers: Ids) -> Self:
        """These officers' rows, in whatever branch they lie."""
        return cls(None, officers, None)

    @classmethod
    def of_customer(cls, customer_id: UUID) -> Self:
        """One customer's rows: what a signing link may see."""
        return cls(None, None, frozenset({customer_id}))

    def allows(self, branch_id: UUID, officer_id: UUID, customer_id: UUID) -> bool:
        return (
            (self.branches is None or branch_id in self.branches)
            and (self.officers is None or officer_id in self.officers)
            and (self.customers is None or customer_id in self.customers)
        )

    def allows_branch(self, branch_id: UUID) -> bool:
        """Whether all rows of a branch are in sight, whoever's they are."""
        return (
            self.officers is None and self.customers is None and (self.branches is None or branch_id in self.branches)
        )

    def covers(self, branch_ids: Collection[UUID]) -> bool:
        """Whether all of these branches, none meaning every one, are in sight."""
        return self.branches is None or (bool(branch_ids) and self.branches >= set(branch_ids))

    @property
    def bounds(self) -> dict[str, list[UUID]]:
        """The ids in sight by `branches`, `officers` and `customers`; what is not bounded is left out."""
        named = (("branches", self.branches), ("officers", self.officers), ("customers", self.customers))
        return {name: sorted(ids) for name, ids in named if ids is not None}

    @property
    def settings(self) -> dict[str, str]:
        """The three transaction-local settings that the row policies read."""
        return {
            "jiedai.branches": _setting(self.branches),
            "jiedai.officers": _setting(self.officers),
            "jiedai.customers": _setting(self.customers),
        }


def _setting(ids: Ids | None) -> str:
    return EVERYTHING if ids is None else ",".join(sorted(map(str, ids)))
