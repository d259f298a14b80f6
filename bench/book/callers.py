"""Who asks the book: staff with living sessions, and what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from server.identity.tokens import new_access

LIFETIME = timedelta(hours=12)
"""Longer than any bench; a server's own tokens live for minutes."""


@dataclass(frozen=True)
class Sight:
    """Somebody, and the branches and officers in his sight; None for all."""

    login: str
    staff_id: UUID
    session_id: UUID
    branches: tuple[UUID, ...] | None
    officers: tuple[UUID, ...] | None

    @property
    def settings(self) -> dict[str, str]:
        """What the row policies read, by the names of their settings without `jiedai.`."""
        return {
            "branches": _joined(self.branches),
            "officers": _joined(self.officers),
            "customers": "*",
            "actor": str(self.staff_id),
        }

    def token(self, key: bytes, now: datetime) -> str:
        """An access token of his session, as the server itself would make it."""
        return new_access(key, staff_id=self.staff_id, session_id=self.session_id, now=now, lifetime=LIFETIME)


@dataclass(frozen=True)
class LoanKey:
    """A loan by its key, and the branch where it lies."""

    customer_id: UUID
    loan_id: UUID
    branch_id: UUID


def _joined(ids: tuple[UUID, ...] | None) -> str:
    return "*" if ids is None else ",".join(map(str, sorted(ids)))


_STAFF = """
SELECT staff.login, staff.id, session.id AS session_id, staff.branch_id, position.position_code,
       (SELECT array_agg(id) FROM branches below WHERE below.parent_id = staff.branch_id) AS below
FROM staff JOIN staff_sessions session ON session.staff_id = staff.id
JOIN staff_positions position ON position.staff_id = staff.id
ORDER BY staff.login
"""
_LONG_LOANS = """
SELECT customer_id, id AS loan_id, branch_id FROM loans WHERE term_months = 36 ORDER BY md5(id::text) LIMIT $1
"""


@dataclass(frozen=True)
class Callers:
    """Everybody by position, and loans with 36 instalments to ask for."""

    officers: Sequence[Sight]
    managers: Sequence[Sight]
    regional_managers: Sequence[Sight]
    long_loans: Sequence[LoanKey]

    def regional_manager_of(self, branch_id: UUID) -> Sight:
        """Who sees the region of a branch."""
        return next(each for each in self.regional_managers if each.branches and branch_id in each.branches)


async def read_callers(owner_url: str, *, loans: int) -> Callers:
    """Read staff and up to `loans` loans of 36 months, in an order that is no order."""
    connection: Any = await asyncpg.connect(owner_url)
    try:
        staff = [(row["position_code"], _sight(row)) for row in await connection.fetch(_STAFF)]
        keys = [LoanKey(*row.values()) for row in await connection.fetch(_LONG_LOANS, loans)]
    finally:
        await connection.close()
    by_position = {code: [sight for held, sight in staff if held == code] for code, _ in staff}
    return Callers(by_position["loan_officer"], by_position["branch_manager"], by_position["regional_manager"], keys)


def _sight(row: Any) -> Sight:
    """How far a position sees, as the server itself expands it."""
    branches: tuple[UUID, ...] | None = None
    officers: tuple[UUID, ...] | None = None
    if row["position_code"] == "loan_officer":
        officers = (row["id"],)
    elif row["position_code"] == "branch_manager":
        branches = (row["branch_id"],)
    elif row["position_code"] == "regional_manager":
        branches = (row["branch_id"], *row["below"])
    return Sight(row["login"], row["id"], row["session_id"], branches, officers)
