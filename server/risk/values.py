"""The values of one subject as its last sheet has them, for whoever has it in sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.identity.guard import read
from server.identity.operations import Operation
from server.identity.sights import sight
from server.kit.database import within
from server.kit.scope import Scope
from server.kit.work import Work
from server.risk.alerts.rules import Desk, desk_of
from server.risk.catalogue import Indicator, catalogue
from server.risk.grading import Grade
from server.risk.models import RiskEdition, RiskHit, RiskHouseSheet, RiskSheet

HITS = sight(RiskHit, Operation.THRESHOLD_READ, "Changes of grade that sweeps have found, of branches in sight.")
Kept = tuple[RiskSheet | RiskHouseSheet, RiskEdition]
TRIGGERED = frozenset({Grade.WARN, Grade.CRITICAL})


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator of a subject: its value, what it comes to, the day since which its sheet stands like this.

    `inputs` are the figures by name of the last hit, where the indicator has triggered.
    """

    indicator: Indicator
    value: Decimal | None
    grade: Grade
    version: int
    as_of: date
    inputs: Mapping[str, Any]


@read(Operation.INDICATOR_READ)
async def values_of(
    work: Work, *, subject_id: UUID, customer_id: UUID | None, grades: frozenset[Grade] | None = None
) -> Sequence[Value]:
    """The indicators of a customer, an application or a loan, or of an officer, a region or the house, by code.

    Nothing where it is out of sight or was not measured yet. Whoever sees his own customers alone is told what is the
    officer's to know, suspicion only who sees the whole house; nobody is told what is measured of himself.
    """
    rows = await (_of_customer(work, customer_id, subject_id) if customer_id else _of_house(work, subject_id))
    inputs = await _inputs(work, subject_id)
    told = []
    for sheet, edition in rows:
        measured = zip(edition.codes, sheet.values, map(Grade, sheet.grades), edition.versions, strict=True)
        for code, value, grade, version in measured:
            if (grades is None or grade in grades) and _may_know(work, code, has_officer=customer_id is not None):
                known = inputs.get(code, {}) if grade in TRIGGERED else {}
                told.append(Value(catalogue()[code], value, grade, version, sheet.as_of, known))
    return sorted(told, key=lambda one: one.indicator.code)


def _may_know(work: Work, code: str, *, has_officer: bool) -> bool:
    """As with alerts: what is another desk's takes the whole branch in sight, what is compliance's the whole house."""
    desk = desk_of(code, has_officer=has_officer)
    if work.scope == Scope.everywhere():
        return True
    return desk is Desk.OFFICER if work.scope.officers is not None else desk is not Desk.COMPLIANCE


async def _of_customer(work: Work, customer_id: UUID, subject_id: UUID) -> Sequence[Kept]:
    own = select(RiskSheet, RiskEdition).join(RiskEdition, RiskEdition.id == RiskSheet.edition)
    wanted = own.where(RiskSheet.customer_id == customer_id, RiskSheet.id == subject_id, within(RiskSheet, work.scope))
    return [(row[0], row[1]) for row in await work.session.execute(wanted)]


async def _of_house(work: Work, subject_id: UUID) -> Sequence[Kept]:
    if subject_id == work.actor.id:
        return []
    own = select(RiskHouseSheet, RiskEdition).join(RiskEdition, RiskEdition.id == RiskHouseSheet.edition)
    rows = await work.session.execute(own.where(RiskHouseSheet.id == subject_id))
    return [(row[0], row[1]) for row in rows if work.scope.allows_branch(row[0].branch_id)]


async def _inputs(work: Work, subject_id: UUID) -> Mapping[str, Mapping[str, Any]]:
    """The inputs of the newest hit of each code."""
    hits = select(RiskHit.code, RiskHit.inputs).where(RiskHit.subject_id == subject_id)
    return {row.code: row.inputs for row in await work.session.execute(hits.order_by(RiskHit.code, RiskHit.id))}
