"""Every statement about findings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select, text, update
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.desk.models import ComplianceFinding, ComplianceSweep, FindingState
from server.compliance.desk.rules import Found

LIVING = ComplianceFinding.state != FindingState.MENDED
LIVING_AS_INDEXED = "state <> 'mended'"
"""Without parameters: a plan that is kept for all values no longer knows which index is meant."""
BATCH = 1000
TOLD = ("rule_version", "severity", "outcome", "reason_zh", "reason_en", "facts")
WAIVER = tuple(f"waiver_{part}" for part in ("reason", "until", "proposed_by", "proposed_at", "agreed_by", "agreed_at"))


async def finding_for_update(session: AsyncSession, finding_id: UUID) -> ComplianceFinding | None:
    wanted = select(ComplianceFinding).where(ComplianceFinding.id == finding_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def counts(session: AsyncSession) -> Sequence[tuple[str, FindingState, int]]:
    """How many findings each rule has, by state."""
    wanted = select(ComplianceFinding.rule_code, ComplianceFinding.state, func.count()).group_by(
        ComplianceFinding.rule_code, ComplianceFinding.state
    )
    return [(code, state, count) for code, state, count in (await session.execute(wanted)).all()]


@dataclass(frozen=True, slots=True)
class Due:
    """Open findings of one branch and one owner that are due: how many, how many of them late, and the soonest."""

    branch_id: UUID
    owner_id: UUID | None
    count: int
    late: int
    soonest: UUID


async def due_by(session: AsyncSession, last: date, today: date) -> list[Due]:
    """What is open and due on a day or before it, counted by branch and owner."""
    table = ComplianceFinding
    first = func.array_agg(aggregate_order_by(table.id, table.due_on, table.id))
    counted = (
        select(table.branch_id, table.owner_id, func.count(), func.count().filter(table.due_on < today), first[1])
        .where(table.state == FindingState.OPEN, table.due_on <= last)
        .group_by(table.branch_id, table.owner_id)
        .order_by(table.branch_id, table.owner_id)
    )
    return [Due(*row) for row in (await session.execute(counted)).all()]


async def swept_parts(session: AsyncSession, day: date) -> set[str]:
    wanted = select(ComplianceSweep.part).where(ComplianceSweep.business_date == day)
    return set((await session.execute(wanted)).scalars())


async def last_swept(session: AsyncSession) -> date | None:
    return (await session.execute(select(func.max(ComplianceSweep.business_date)))).scalar_one()


async def upsert(session: AsyncSession, ids: Sequence[UUID], found: Sequence[Found], day: date) -> None:
    """Lay findings down: a new one opens, a living one is seen again, one whose waiver is over opens anew."""
    for at in range(0, len(found), BATCH):
        batch = zip(ids[at : at + BATCH], found[at : at + BATCH], strict=True)
        rows = [_row(row_id, each, day) for row_id, each in batch]
        fresh = insert(ComplianceFinding).values(rows)
        over = (ComplianceFinding.state == FindingState.WAIVED) & (ComplianceFinding.waiver_until < day)
        again = {name: fresh.excluded[name] for name in TOLD}
        kept = {name: case((over, None), else_=getattr(ComplianceFinding, name)) for name in WAIVER}
        await session.execute(
            fresh.on_conflict_do_update(
                index_elements=["rule_code", "subject_kind", "subject_id"],
                index_where=text(LIVING_AS_INDEXED),
                set_=again
                | kept
                | {
                    "seen_on": func.greatest(ComplianceFinding.seen_on, day),
                    "state": case((over, FindingState.OPEN.value), else_=ComplianceFinding.state),
                    "due_on": case((over, fresh.excluded.due_on), else_=ComplianceFinding.due_on),
                    "version": ComplianceFinding.version + 1,
                },
            )
        )


def _row(row_id: UUID, found: Found, day: date) -> dict[str, Any]:
    told = asdict(found)
    days = {"found_on": day, "seen_on": day, "due_on": day + timedelta(days=told.pop("due_days"))}
    return told | days | {"id": row_id, "state": FindingState.OPEN, "version": 1}


async def mend_unseen(session: AsyncSession, codes: Sequence[str], day: date, *, by: UUID) -> int:
    """Findings of these rules that were looked for and found no longer are mended. Returns how many."""
    gone = (
        update(ComplianceFinding)
        .where(ComplianceFinding.rule_code.in_(codes), LIVING, ComplianceFinding.seen_on < day)
        .values(state=FindingState.MENDED, mended_on=day, mended_by=by, version=ComplianceFinding.version + 1)
        .returning(ComplianceFinding.id)
    )
    return len((await session.execute(gone)).scalars().all())
