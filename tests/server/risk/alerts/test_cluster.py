"""Ten applications from one address: the eleventh is refused, and the ten stand before the desk of risk as one."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.decision.errors import AddressBlocked
from server.decision.models import AddressBlock
from server.jobs.worker import make_app, open_queue
from server.kit.work import House
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from server.risk.alerts.rules import Desk, Severity
from server.risk.grain import Grain
from tests.factories.alerts import alerts, hit, sweep
from tests.factories.applications import plant_lender
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of
from tests.server.decision.test_arriving import at_home, begin

TEN = 10


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


async def work_off(house: House) -> None:
    """What the worker would do with the jobs that wait."""
    app = make_app(house, open_queue(house))
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False)
