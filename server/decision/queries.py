"""Every select of decision."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.decision.models import Assessment, DecisionRule
from server.kit.database import within
from server.kit.rule_rows import in_force, rules_on
from server.kit.rulebook import Rule
from server.kit.scope import Scope


async def rule_set(session: AsyncSession, day: date) -> Sequence[Rule]:
    """The rules in force on an event date."""
    return await in_force(session, rules_on(DecisionRule, day))


async def assessments_of(session: AsyncSession, scope: Scope, application_id: UUID) -> Sequence[Assessment]:
    """All assessments of an application, the latest first."""
    wanted = select(Assessment).where(Assessment.application_id == application_id, within(Assessment, scope))
    return (await session.execute(wanted.order_by(Assessment.recorded_at.desc(), Assessment.id.desc()))).scalars().all()
