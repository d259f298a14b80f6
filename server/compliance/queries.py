"""Every select of compliance."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.models import ComplianceCheck, ComplianceRule
from server.compliance.rules import Trigger
from server.kit.database import within
from server.kit.rule_rows import in_force, rules_on
from server.kit.rulebook import Rule
from server.kit.scope import Scope


async def rule_set(session: AsyncSession, trigger: Trigger, day: date) -> Sequence[Rule]:
    """The rules in force on an event date that are asked before a step."""
    wanted = rules_on(ComplianceRule, day).where(literal(trigger.value) == ComplianceRule.triggers.any_())
    return await in_force(session, wanted)


async def checks_of(session: AsyncSession, scope: Scope, application_id: UUID) -> Sequence[ComplianceCheck]:
    """All checks of an application, the latest first."""
    wanted = select(ComplianceCheck).where(
        ComplianceCheck.application_id == application_id, within(ComplianceCheck, scope)
    )
    ordered = wanted.order_by(ComplianceCheck.recorded_at.desc(), ComplianceCheck.id.desc())
    return (await session.execute(ordered)).scalars().all()
