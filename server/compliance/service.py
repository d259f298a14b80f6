"""Asking the law before a step, and keeping its answer (building blocks)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from server.compliance import catalogue, queries
from server.compliance.engine import Findings, concerns, put
from server.compliance.models import ComplianceCheck
from server.compliance.rules import (
    NET_ASSETS,
    Facts,
    LenderFigures,
    Trigger,
    as_facts,
    examined,
    is_of_loan,
    lenders_of,
)
from server.kit.rule_rows import Subject, stored
from server.kit.rulebook import ANYBODY
from server.kit.work import Work
from server.reference.service import figure, lpr

APPLICATION = "application"
NOT_KEPT = frozenset({"birth_on", "text"})
"""Facts that are personal: the check keeps what was worked out of them, and the reasons."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose and what a check is about: a customer's row, or the customer himself."""

    customer_id: UUID
    branch_id: UUID
    officer_id: UUID
    kind: str
    id: UUID

    @classmethod
    def application(cls, subject: Subject) -> "About":
        """An application."""
        return cls(subject.customer_id, subject.branch_id, subject.officer_id, APPLICATION, subject.application_id)

    @property
    def columns(self) -> dict[str, Any]:
        """As columns of a check."""
        return {
            "customer_id": self.customer_id,
            "branch_id": self.branch_id,
            "officer_id": self.officer_id,
            "subject_kind": self.kind,
            "subject_id": self.id,
            "application_id": self.id if self.kind == APPLICATION else None,
        }


async def check(work: Work, subject: Subject, trigger: Trigger, facts: Facts, *, on: date) -> Findings:
    """Ask the law of a loan before a step, by the rules of the event date, and keep the answer.

    Net assets and LPR are those of the house on that date. Stored: balances, cost, the figures used, each rule's
    version and result.
    """
    figures = LenderFigures(await figure(work, NET_ASSETS, on), await lpr(work, on))
    lenders = lenders_of(work.settings)
    asked = [each for each in await queries.rule_set(work.session, trigger, on) if is_of_loan(each)]
    found = examined(facts, figures, [each.rule for each in asked if concerns(each, facts.applies_to, lenders)])
    told = as_facts(facts, figures) | {"applies_to": facts.applies_to}
    _keep(work, About.application(subject), trigger, on, told, found)
    return found


async def ask(
    work: Work,
    about: About,
    trigger: Trigger,
    facts: Mapping[str, Any],
    *,
    kind: str,
    on: date | None = None,
    codes: frozenset[str] | None = None,
) -> Findings:
    """Put facts to the rules of the event date that are asked before a step, and keep the answer.

    The rules that a loan's own figures answer are not among them: those are `check`'s.

    `facts` are plain JSON values by the names of the catalogue; what is left out counts as missing. `kind` is person
    or company, `on` today where nothing else is told, `codes` the rules that this moment is about (all of the step's
    where none are named). Nothing is refused here: the caller looks at the outcome.
    """
    day = on or work.today
    found, told = await _put(work, trigger, facts, kind=kind, day=day, codes=codes)
    if found.results:
        _keep(work, about, trigger, day, told, found)
    return found


async def look(work: Work, trigger: Trigger, facts: Mapping[str, Any], *, codes: frozenset[str]) -> Findings:
    """Put facts of the house itself to rules of today; nothing is kept but what the audit trail tells."""
    return (await _put(work, trigger, facts, kind=ANYBODY, day=work.today, codes=codes))[0]


async def _put(
    work: Work, trigger: Trigger, facts: Mapping[str, Any], *, kind: str, day: date, codes: frozenset[str] | None
) -> tuple[Findings, dict[str, Any]]:
    told = {"event_date": day.isoformat(), "event_at": work.now.isoformat()} | dict(facts)
    asked = [
        each
        for each in await queries.rule_set(work.session, trigger, day)
        if not is_of_loan(each) and (codes is None or each.code in codes)
    ]
    return put(asked, told, kind=kind, lenders=lenders_of(work.settings), labels=catalogue.labels()), told


def _keep(work: Work, about: About, trigger: Trigger, day: date, told: dict[str, Any], found: Findings) -> None:
    measures = {name: None if each.value is None else str(each.value) for name, each in found.measures.items()}
    work.session.add(
        ComplianceCheck(
            **about.columns,
            id=work.new_id(),
            trigger=trigger,
            event_date=day,
            outcome=found.outcome,
            facts={name: value for name, value in told.items() if name not in NOT_KEPT} | {"measures": measures},
            results=stored(found.results),
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
