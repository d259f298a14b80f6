"""Every select of sweeps and editions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.alerts.models import RiskAlert
from server.risk.alerts.rules import AlertState
from server.risk.formula import Subjects
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskEdition, RiskSweep, RiskTally, RiskTouched, SweepKind, SweepState
from server.risk.subjects import HIGHEST
from server.risk.sweeping.writing import bound_statement

SETTINGS = text(
    "SELECT set_config('jit', 'off', true), set_config('work_mem', :memory, true), "
    "set_config('random_page_cost', '1.1', true), set_config('max_parallel_workers_per_gather', '0', true), "
    "set_config('statement_timeout', :timeout, true)"
)
"""How PostgreSQL goes about a span.

Its statement is long and its rows are few, so compiling it would cost more than running it. The rows of its subjects
lie together, because ids are made in the order of time: each is found by its index, and no table is read as a whole
once for every span. The other processors are left to those who work meanwhile.
"""


async def running(session: AsyncSession) -> RiskSweep | None:
    """The sweep that is under way or was broken off, locked."""
    wanted = select(RiskSweep).where(RiskSweep.state == SweepState.RUNNING).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def by_id(session: AsyncSession, sweep_id: UUID, *, lock: bool = False) -> RiskSweep:
    """A sweep, which is there."""
    wanted = select(RiskSweep).where(RiskSweep.id == sweep_id)
    return (await session.execute(wanted.with_for_update() if lock else wanted)).scalar_one()


async def full_of(session: AsyncSession, day: date) -> RiskSweep | None:
    """The whole measuring of a day."""
    wanted = select(RiskSweep).where(RiskSweep.day == day, RiskSweep.kind == SweepKind.FULL)
    return (await session.execute(wanted)).scalar_one_or_none()


async def last_done(session: AsyncSession) -> tuple[date, datetime] | None:
    """The latest day that is measured, and up to when the last sweep had read."""
    done = select(func.max(RiskSweep.day), func.max(RiskSweep.read_until)).where(RiskSweep.state == SweepState.DONE)
    day, read_until = (await session.execute(done)).one()
    return None if day is None else (day, read_until)


async def living_codes(session: AsyncSession) -> set[str]:
    """Indicators of which an alert stands."""
    wanted = select(RiskAlert.code).where(RiskAlert.state != AlertState.CLOSED).distinct()
    return set((await session.execute(wanted)).scalars())


async def edition_of(
    session: AsyncSession, grain: Grain, codes: Sequence[str], *, versions: Sequence[int], new: tuple[UUID, datetime]
) -> UUID:
    """The edition of these formulas in this order; it is written down when it is seen for the first time."""
    mark = ",".join(f"{code}.{version}" for code, version in zip(codes, versions, strict=True))
    wanted = select(RiskEdition.id).where(RiskEdition.grain == grain, RiskEdition.mark == mark)
    found = (await session.execute(wanted)).scalar_one_or_none()
    if found is None:
        edition_id, made_at = new
        told = {"codes": list(codes), "versions": list(versions), "made_at": made_at}
        row = insert(RiskEdition).values(id=edition_id, grain=grain, mark=mark, **told)
        await session.execute(row.on_conflict_do_nothing())
        found = (await session.execute(wanted)).scalar_one()
    return found


async def bound(session: AsyncSession, subjects: Subjects, day: date, after: UUID, *, size: int) -> UUID | None:
    """The last id of the next span; None where no subject is left."""
    span = {"day": day, "low": after, "high": HIGHEST, "size": size}
    return (await session.execute(text(bound_statement(subjects)), span)).scalar_one_or_none()


async def touched(session: AsyncSession, sweep: RiskSweep, after: UUID, *, size: int) -> Sequence[UUID]:
    """The next subjects of a grain that something has happened to."""
    mine = (RiskTouched.sweep_id == sweep.id) & (RiskTouched.grain == sweep.grain) & (RiskTouched.subject_id > after)
    wanted = select(RiskTouched.subject_id).where(mine).order_by(RiskTouched.subject_id).limit(size)
    return (await session.execute(wanted)).scalars().all()


async def forget_touched(session: AsyncSession, sweep_id: UUID) -> None:
    """What is done needs no list."""
    await session.execute(delete(RiskTouched).where(RiskTouched.sweep_id == sweep_id))


async def tally(session: AsyncSession, sweep_id: UUID, codes: Sequence[str], grades: Mapping[str, int]) -> None:
    """Add a span's subjects, given by their letters, to what a sweep has counted."""
    rows = [_tallied(sweep_id, code, number, grades) for number, code in enumerate(codes)]
    add = insert(RiskTally)
    counted = ("subjects", "warnings", "criticals", "gaps", "unknowns")
    more: dict[str, Any] = {name: getattr(RiskTally, name) + getattr(add.excluded, name) for name in counted}
    await session.execute(add.on_conflict_do_update(index_elements=["sweep_id", "code"], set_=more), rows)


def _tallied(sweep_id: UUID, code: str, number: int, grades: Mapping[str, int]) -> dict[str, Any]:
    counts = dict.fromkeys(Grade, 0)
    for letters, subjects in grades.items():
        counts[Grade(letters[number])] += subjects
    return {
        "sweep_id": sweep_id,
        "code": code,
        "subjects": sum(counts.values()),
        "warnings": counts[Grade.WARN],
        "criticals": counts[Grade.CRITICAL],
        "gaps": counts[Grade.GAP],
        "unknowns": counts[Grade.UNKNOWN],
    }
