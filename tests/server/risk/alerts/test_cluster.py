"""Ten applications from one address: the eleventh is refused, and the ten stand before the desk of risk as one."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.decision.errors import AddressBlocked
from server.decision.models import AddressBlock
from server.jobs.worker import make_app, open_queue
from server.kit.work import House
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from server.risk.alerts.rules import Desk, Severity
from server.risk.alerts.standing import FIELDS, open_standing
from server.risk.alerts.switching import turn
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskHit
from tests.factories.alerts import DAY, alerts, hit, sweep
from tests.factories.applications import plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.fixtures.house import NOON, AsStaff
from tests.fixtures.world import id_of
from tests.server.decision.test_arriving import at_home, begin

TEN = 10
QUIET = "RB-07"


async def test_the_eleventh_from_one_address_is_refused_and_the_ten_stand_before_the_desk_of_risk_as_one_cluster(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    version = await plant_lender(owner)
    people = [await plant_borrower(owner) for _ in range(TEN)]
    self_service = at_home(await as_staff("officer.east1"))
    begun = [await begin(self_service, customer, version) for customer in people]
    with pytest.raises(AddressBlocked):
        await begin(self_service, await plant_borrower(owner), version)
    assert await alerts(owner) == [], "the worker opens it, and not who applies"
    await work_off(house)
    [one] = await alerts(owner)
    assert (one.code, one.desk, one.severity, one.value) == ("DV-01", Desk.RISK, Severity.CRITICAL, Decimal(TEN))
    assert one.cluster == begun
    wanted = select(Application.requested_amount_fen)
    assert one.money_fen == sum((await owner.execute(wanted)).scalars())
    told = select(StaffNotice.staff_id).where(StaffNotice.kind == StaffNoticeKind.ALERT_OPENED)
    assert list((await owner.execute(told)).scalars()) == [id_of("risk.hq")]
    assert len(list((await owner.execute(select(AddressBlock))).scalars())) == 1

    singly = [
        hit(customer, code="DV-01", grain=Grain.APPLICATION, subject_id=application_id)
        for customer, application_id in zip(people, begun, strict=True)
    ]
    assert await sweep(house, *singly) == 0, "the sweep adds none about any of them"
    assert [each.cluster for each in await alerts(owner)] == [begun]


async def test_what_stands_triggered_is_told_when_its_indicator_is_turned_on(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    standing, eased = await plant_borrower(owner), await plant_borrower(owner)
    for customer in (standing, eased):
        await plant_hit(owner, customer, Grade.WARN, DAY)
    await plant_hit(owner, eased, Grade.NOTHING, DAY + timedelta(days=1))
    await turn(await as_staff("risk.hq"), code=QUIET, on=True, reason="试运行")
    await work_off(house)
    [one] = await alerts(owner)
    assert (one.code, one.subject_id, one.measured_on) == (QUIET, standing.customer_id, DAY)
    await open_standing(house, QUIET)
    assert len(await alerts(owner)) == 1


async def plant_hit(owner: AsyncSession, customer: Planted, grade: Grade, day: date) -> None:
    """A change of grade that a sweep has kept and told nobody."""
    told = {name: getattr(hit(customer, code=QUIET, grade=grade, day=day), name) for name in FIELDS}
    kept = {"sweep_id": uuid4(), "former": Grade.NOTHING.value, "found_at": NOON}
    await owner.execute(insert(RiskHit).values(**told, **kept))
    await owner.commit()


async def work_off(house: House) -> None:
    """What the worker would do with the jobs that wait."""
    app = make_app(house, open_queue(house))
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False)
