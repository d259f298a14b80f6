"""Every select of compliance."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.engine import LawRule
from server.compliance.models import ComplianceRule
from server.compliance.rules import Trigger
from server.kit.rule_rows import rules_on


async def rule_set(session: AsyncSession, trigger: Trigger, day: date) -> Sequence[LawRule]:
    """The rules in force on an event date that are asked before a step; of two versions the later counts."""
    wanted = rules_on(ComplianceRule, day).where(literal(trigger.value) == ComplianceRule.triggers.any_())
    rows = (await session.execute(wanted)).scalars()
    return tuple({row.code: row.as_law for row in rows}.values())
