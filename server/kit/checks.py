"""Checks of the books: questions to the database whose right answer is no row.

A check is one SELECT of three columns: what it is about, what was expected, what was found. All checks run as one
statement, so they look at one snapshot and users may go on working meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class Check:
    """One question. `sql` selects `subject`, `expected`, `found`, as text."""

    code: str
    zh: str
    en: str
    sql: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree, about one subject."""

    code: str
    subject: str
    expected: str
    found: str


async def differences(session: AsyncSession, checks: Sequence[Check]) -> list[Difference]:
    """What differs, at most a hundred rows a check, by code and subject (a building block).

    Each check is materialised: the planner would else count on meeting its hundred rows early, where books that agree
    have none.
    """
    parts = [
        f"(WITH answer AS MATERIALIZED ({check.sql}) SELECT '{check.code}' AS code, subject::text, "  # noqa: S608 - our own constants
        f"coalesce(expected::text, '-'), coalesce(found::text, '-') FROM answer ORDER BY 2 LIMIT {SHOWN_MAX})"
        for check in checks
    ]
    rows = await session.execute(text(" UNION ALL ".join(parts) + " ORDER BY 1, 2, 3"))
    return [Difference(*row) for row in rows]
