"""Every select of compliance."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.models import ComplianceRule
from server.compliance.rules import Trigger
from server.kit.rule_rows import in_force, rules_on
from server.kit.rulebook import Rule


async def rule_set(session: AsyncSession, trigger: Trigger, day: date) -> Sequence[Rule]:
    """The rules in force on an event date that are asked before a step."""
    wanted = rules_on(ComplianceRule, day).where(literal(trigger.value) == ComplianceRule.triggers.any_())
    return await in_force(session, wanted)
