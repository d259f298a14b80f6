"""Handing customers over: whose a customer is stands on every row of his, and all of them change in one transaction.

The tables are asked of the database and not of the models: every table that carries customer_id, branch_id and
officer_id and on which the app role may change the latter two. So a new subject is included the day its migration
runs, rows that are added and never changed go along (`KEPT` in the migrations' helpers), and what the app role may
not touch at all, like the ledger, stays where it was entered.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, TableClause, Uuid, column, func, select, table, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.expression import bindparam

from server.kit.data_keys import CustomerKey
from server.kit.database import rows_written, within
from server.kit.errors import NotFound
from server.kit.work import Work

MOVABLE = text(
    "SELECT c.relname FROM pg_class c "
    "JOIN pg_attribute customer ON customer.attrelid = c.oid AND customer.attname = 'customer_id' "
    "JOIN pg_attribute branch ON branch.attrelid = c.oid AND branch.attname = 'branch_id' "
    "JOIN pg_attribute officer ON officer.attrelid = c.oid AND officer.attname = 'officer_id' "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
    "AND has_column_privilege(c.oid, branch.attnum, 'UPDATE') "
    "AND has_column_privilege(c.oid, officer.attnum, 'UPDATE') ORDER BY c.relname"
)


async def customers_of(work: Work, officer_id: UUID) -> Sequence[UUID]:
    """The customers of an officer that are in sight, oldest first."""
    wanted = select(CustomerKey.customer_id).where(
        CustomerKey.officer_id == officer_id, within(CustomerKey, work.scope)
    )
    return (await work.session.execute(wanted.order_by(CustomerKey.customer_id))).scalars().all()


async def counted(work: Work, customer_ids: Sequence[UUID]) -> dict[str, int]:
    """How many rows a hand-over of these customers would move, by table: its preview. Raises NotFound."""
    await _require_in_sight(work, customer_ids)
    counts = {}
    for rows in await _tables(work):
        wanted = select(func.count()).select_from(rows).where(_of(rows, customer_ids))
        counts[rows.name] = (await work.session.execute(wanted)).scalar_one()
    return {name: count for name, count in counts.items() if count}


async def hand_over(
    work: Work, customer_ids: Sequence[UUID], to_officer_id: UUID, to_branch_id: UUID
) -> dict[str, int]:
    """Give customers and every row of theirs to another officer; answers how many rows moved, by table.

    A building block: the caller checks that officer and branch belong together. Raises NotFound when a customer is
    out of sight; a receiver out of the actor's own scope is refused by the row policies, which reads the same.
    """
    await _require_in_sight(work, customer_ids)
    moved = {}
    for rows in await _tables(work):
        change = update(rows).where(_of(rows, customer_ids)).values(branch_id=to_branch_id, officer_id=to_officer_id)
        moved[rows.name] = await rows_written(work.session, change)
    for customer_id in customer_ids:
        work.touch("customer", customer_id)
    work.moved = True
    work.changes.update(officer_id=str(to_officer_id), branch_id=str(to_branch_id))
    return {name: count for name, count in moved.items() if count}


async def _require_in_sight(work: Work, customer_ids: Sequence[UUID]) -> None:
    wanted = select(func.count()).select_from(CustomerKey)
    seen = await work.session.execute(
        wanted.where(CustomerKey.customer_id == func.any(_array(customer_ids)), within(CustomerKey, work.scope))
    )
    if seen.scalar_one() != len(set(customer_ids)):
        raise NotFound(field="customerIds")


async def _tables(work: Work) -> list[TableClause]:
    names = (await work.session.execute(MOVABLE)).scalars().all()
    return [table(name, *(column(part, Uuid) for part in ("customer_id", "branch_id", "officer_id"))) for name in names]


def _of(rows: TableClause, customer_ids: Sequence[UUID]) -> ColumnElement[bool]:
    return rows.c.customer_id == func.any(_array(customer_ids))


def _array(ids: Sequence[UUID]) -> ColumnElement[Any]:
    return bindparam(None, list(ids), type_=ARRAY(Uuid), unique=True)
