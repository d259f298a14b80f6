"""Hits as a sweep finds them, alerts as it opens them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.risk.alerts.models import RiskAlert, RiskDigest
from server.risk.alerts.opening import open_for
from server.risk.alerts.rules import AlertState, Desk, Severity
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.hits import Hit
from tests.factories.customers import Planted
from tests.fixtures.house import NOON
from tests.fixtures.rooms import room

DAY = date(2026, 3, 1)


def hit(
    customer: Planted | None = None,
    *,
    code: str = "RB-01",
    grain: Grain = Grain.CUSTOMER,
    subject_id: UUID | None = None,
    grade: Grade = Grade.WARN,
    **over: Any,
) -> Hit:
    """A change of grade: of a customer, or of what belongs to none."""
    told: dict[str, Any] = {
        "id": uuid4(),
        "code": code,
        "grain": grain,
        "subject_id": subject_id or (customer.customer_id if customer else uuid4()),
        "label": "王**",
        "customer_id": customer.customer_id if customer else None,
        "branch_id": customer.branch_id if customer else None,
        "officer_id": customer.officer_id if customer else None,
        "grade": grade,
        "former": Grade.NOTHING,
        "value": Decimal(3),
        "version": 1,
        "day": DAY,
        "inputs": {"months": 3},
    }
    return Hit(**told | over)


async def sweep(house: House, *hits: Hit, **more: Any) -> int:
    """What the sweep does with its hits: they are turned into alerts in a transaction of the worker's."""
    async with room(Caller(house, WORKER, request_id="sweep")) as work:
        opened = await open_for(work, hits, **more)
    house.hints.tell(work.subjects)
    return opened


async def alerts(owner: AsyncSession, **where: Any) -> list[RiskAlert]:
    """The alerts of the database, the first opened first."""
    owner.expunge_all()
    wanted = select(RiskAlert).filter_by(**where).order_by(RiskAlert.opened_at, RiskAlert.id)
    return list((await owner.execute(wanted)).scalars())


async def plant_alert(owner: AsyncSession, customer: Planted, **over: Any) -> UUID:
    """An open alert of a customer, as a sweep would have opened it."""
    row: dict[str, Any] = {
        **customer.owner_columns,
        "id": uuid4(),
        "code": "RB-01",
        "name_zh": "连续三期实还不足应还80%",
        "name_en": "Paid <80% of due in 3 consecutive months",
        "action": "预警客户经理",
        "unit": "months",
        "operator": ">=",
        "grain": Grain.CUSTOMER,
        "subject_id": customer.customer_id,
        "desk": Desk.OFFICER,
        "severity": Severity.CRITICAL,
        "state": AlertState.OPEN,
        "value": Decimal(3),
        "warn": Decimal(2),
        "critical": Decimal(3),
        "inputs": [{"name": "months", "value": "3"}],
        "formula_version": 1,
        "measured_on": DAY,
        "money_fen": 3_000_000,
        "cluster": [],
        "opened_at": NOON,
        "due_at": NOON.replace(day=3),
        "story": [{"at": NOON.isoformat(), "what": "opened", "by": None, "note": None}],
        "version": 1,
    }
    await owner.execute(insert(RiskAlert).values(row | over))
    await owner.commit()
    alert_id: UUID = (row | over)["id"]
    return alert_id


async def plant_digest(owner: AsyncSession, customer: Planted) -> UUID:
    """What the officer of a customer had beyond his measure."""
    digest_id = uuid4()
    row = {
        "id": digest_id,
        "branch_id": customer.branch_id,
        "officer_id": customer.officer_id,
        "desk": Desk.OFFICER,
        "day": DAY,
        "alerts": 4,
        "money_fen": 12_000_000,
    }
    await owner.execute(insert(RiskDigest).values(row))
    await owner.commit()
    return digest_id
