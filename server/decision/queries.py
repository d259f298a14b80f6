"""Every select of decision."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from server.decision.models import DecisionRule
from server.kit.rule_rows import in_force, rules_on
from server.kit.rulebook import Rule


async def rule_set(session: AsyncSession, day: date) -> Sequence[Rule]:
    """The rules in force on an event date."""
    return await in_force(session, rules_on(DecisionRule, day))
