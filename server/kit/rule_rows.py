"""Tables of dated rules and of their results: the columns that rules of law and rules of risk share."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Scoped, one_of
from server.kit.rulebook import Comparison, Condition, Finding, FindingOutcome, Rule, Severity, Unit


class RuleRow:
    """One version of a rule, from its first to its last day (both included; no last day means until further notice).

    `conditions` is a list of {fact, comparison, bound}: the rule holds only where all of them are so.
    """

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    source: Mapped[str]
    fact: Mapped[str]
    comparison: Mapped[Comparison] = mapped_column(one_of(Comparison))
    bound: Mapped[Decimal]
    unit: Mapped[Unit] = mapped_column(one_of(Unit))
    severity: Mapped[Severity] = mapped_column(one_of(Severity))
    applies_to: Mapped[str]
    conditions: Mapped[list[dict[str, Any]]]
    zh: Mapped[str]
    en: Mapped[str]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]

    @property
    def as_rule(self) -> Rule:
        """The row as a value that the rulebook evaluates."""
        return Rule(
            self.code,
            self.version,
            self.name_zh,
            self.name_en,
            self.fact,
            self.comparison,
            self.bound,
            self.unit,
            self.severity,
            self.zh,
            self.en,
            self.applies_to,
            tuple(
                Condition(each["fact"], Comparison(each["comparison"]), Decimal(each["bound"]))
                for each in self.conditions
            ),
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """The application that rules are put to, and whose row the result becomes."""

    customer_id: UUID
    branch_id: UUID
    officer_id: UUID
    application_id: UUID

    @property
    def columns(self) -> dict[str, UUID]:
        return asdict(self)


class RuleResult(Scoped):
    """What the rules said of a subject on a day: the facts, and every rule's version and result. Never changed."""

    event_date: Mapped[date]
    outcome: Mapped[FindingOutcome] = mapped_column(one_of(FindingOutcome))
    facts: Mapped[dict[str, Any]]
    results: Mapped[list[dict[str, Any]]]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]


def stored(results: Sequence[Finding]) -> list[dict[str, Any]]:
    """Every rule's result with its version, as it is kept."""
    return [finding.as_facts for finding in results]


R = TypeVar("R", bound=RuleRow)


def rules_on(model: type[R], day: date) -> Select[R]:
    """The rules in force on a day, by code and version."""
    return (
        select(model)
        .where(model.effective_from <= day, or_(model.effective_until.is_(None), model.effective_until >= day))
        .order_by(model.code, model.version)
    )


async def in_force(session: AsyncSession, wanted: Select[Any]) -> Sequence[Rule]:
    """Read rules; of two versions of one rule in force on the same day the later version counts."""
    rows = (await session.execute(wanted)).scalars()
    return tuple({row.code: row.as_rule for row in rows}.values())
