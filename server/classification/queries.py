"""Every select of classification that is not a statement of the evening."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.classification.models import ClassificationEdition, ClassificationRun, LoanGround, RunState
from server.kit.database import within
from server.kit.scope import Scope


async def edition_on(session: AsyncSession, on: date) -> ClassificationEdition:
    """The edition in force on a day; before the first, the first."""
    newest = ClassificationEdition.effective_from
    wanted = select(ClassificationEdition).order_by((newest > on).asc(), func.abs(newest - on)).limit(1)
    return (await session.execute(wanted)).scalar_one()


async def edition_of(session: AsyncSession, run: ClassificationRun) -> ClassificationEdition:
    """The edition that a run began with."""
    wanted = select(ClassificationEdition).where(ClassificationEdition.version == run.edition)
    return (await session.execute(wanted)).scalar_one()


async def run_of(session: AsyncSession, business_date: date, *, lock: bool = False) -> ClassificationRun | None:
    """The run of a date; locked, it is this work's alone until the end of the transaction."""
    wanted = select(ClassificationRun).where(ClassificationRun.business_date == business_date)
    if lock:
        wanted = wanted.with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def last_done(session: AsyncSession) -> ClassificationRun | None:
    """The newest run that is done."""
    wanted = select(ClassificationRun).where(ClassificationRun.state == RunState.DONE)
    return (
        await session.execute(wanted.order_by(ClassificationRun.business_date.desc()).limit(1))
    ).scalar_one_or_none()


async def under_way(session: AsyncSession) -> date | None:
    """The date whose run has begun and not ended."""
    wanted = select(ClassificationRun.business_date).where(ClassificationRun.state != RunState.DONE)
    return (await session.execute(wanted)).scalar_one_or_none()


async def ground_for_update(session: AsyncSession, scope: Scope, ground_id: UUID) -> LoanGround | None:
    """A ground in sight, locked."""
    wanted = select(LoanGround).where(LoanGround.id == ground_id, within(LoanGround, scope)).with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()
