"""Every select of visits. A row out of scope does not exist."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.visiting.models import Visit, VisitLine, VisitPhoto, VisitRule
from server.applications.visiting.states import VisitState
from server.kit.database import within
from server.kit.rule_rows import in_force, rules_on
from server.kit.rulebook import Rule
from server.kit.scope import Scope

LIVING = (VisitState.WAITING, VisitState.STANDING)


async def draft_of(session: AsyncSession, scope: Scope, application_id: UUID) -> Visit | None:
    """The draft of an application, locked."""
    return await _one(session, scope, application_id, (VisitState.DRAFT,), lock=True)


async def living_of(session: AsyncSession, scope: Scope, application_id: UUID, *, lock: bool = False) -> Visit | None:
    """The visit that stands or waits for a second person."""
    return await _one(session, scope, application_id, LIVING, lock=lock)


async def _one(
    session: AsyncSession, scope: Scope, application_id: UUID, states: Sequence[VisitState], *, lock: bool
) -> Visit | None:
    wanted = select(Visit).where(Visit.application_id == application_id, Visit.state.in_(states), within(Visit, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=lock))).scalar_one_or_none()


async def visits_by_ids(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Sequence[Visit]:
    wanted = select(Visit).where(Visit.id.in_(ids), within(Visit, scope))
    return (await session.execute(wanted)).scalars().all()


async def lines_of(session: AsyncSession, scope: Scope, visit: Visit) -> Sequence[VisitLine]:
    """The lines of a visit, in their order."""
    return await _rows(session, scope, VisitLine, visit)


async def photos_of(session: AsyncSession, scope: Scope, visit: Visit) -> Sequence[VisitPhoto]:
    """The photos of a visit, in their order."""
    return await _rows(session, scope, VisitPhoto, visit)


async def _rows(session: AsyncSession, scope: Scope, model: Any, visit: Visit) -> Sequence[Any]:
    own = (model.customer_id == visit.customer_id, model.visit_id == visit.id, within(model, scope))
    return (await session.execute(select(model).where(*own).order_by(model.position))).scalars().all()


async def rules_in_force(session: AsyncSession, day: date) -> Sequence[Rule]:
    """The cross-checks of a day."""
    return await in_force(session, rules_on(VisitRule, day))
