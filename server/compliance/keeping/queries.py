"""What stands against an erasure, and what there is to destroy. By tables and not by models: every subject has some."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.keeping.models import Erasure, LegalHold
from server.kit.database import within
from server.kit.scope import Scope

STANDING = text(
    "SELECT EXISTS (SELECT FROM loans l WHERE l.customer_id = :customer "
    "AND l.state IN ('active', 'pending_disbursement', 'written_off')) "
    "OR EXISTS (SELECT FROM applications a WHERE a.customer_id = :customer "
    "AND a.state IN ('in_review', 'approved', 'contracted')) AS running, "
    "greatest((SELECT max(l.closed_on) FROM loans l WHERE l.customer_id = :customer), "
    "(SELECT max(r.paid_on) FROM repayments r WHERE r.customer_id = :customer), "
    "(SELECT max((coalesce(a.decided_at, a.created_at) AT TIME ZONE 'Asia/Shanghai')::date) FROM applications a "
    "WHERE a.customer_id = :customer), "
    "(SELECT (c.created_at AT TIME ZONE 'Asia/Shanghai')::date FROM customers c WHERE c.customer_id = :customer)"
    ") AS ended_on"
)
TRACES = text(
    "SELECT x.table_name, x.column_name, x.data_type = 'bytea' AS is_index, x.is_nullable = 'YES' AS may_go "
    "FROM information_schema.columns x JOIN information_schema.columns own ON own.table_schema = x.table_schema "
    "AND own.table_name = x.table_name AND own.column_name = 'customer_id' WHERE x.table_schema = 'public' "
    "AND x.column_name ~ '(_index|_masked|_last4|_sort)$' AND has_column_privilege("
    "format('%I.%I', x.table_schema, x.table_name)::regclass, x.column_name, 'UPDATE') ORDER BY 1, 2"
)
"""Blind indexes, masked forms and last digits: what tells of a person without his key."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a relation runs, and when the last one ended."""

    running: bool
    ended_on: date


@dataclass(frozen=True, slots=True)
class Trace:
    """A column that tells of a person. `is_index` is bytes; `may_go` says whether it may be empty."""

    table: str
    column: str
    is_index: bool
    may_go: bool


async def standing(session: AsyncSession, customer_id: UUID) -> Standing:
    row = (await session.execute(STANDING, {"customer": customer_id})).one()
    return Standing(row.running, row.ended_on)


async def traces(session: AsyncSession) -> list[Trace]:
    return [Trace(*row) for row in await session.execute(TRACES)]


async def hold_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> LegalHold | None:
    """The hold that stands, locked."""
    wanted = select(LegalHold).where(
        LegalHold.customer_id == customer_id, LegalHold.lifted_at.is_(None), within(LegalHold, scope)
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def erasure_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> Erasure | None:
    wanted = select(Erasure).where(Erasure.customer_id == customer_id, within(Erasure, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()
