"""The law at real steps: the lists at application and at payment, and no clear birth date in what is kept."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import BlockedByRule
from server.applications.models import ApplicationFinding
from server.applications.rules import ApplicationState
from server.compliance.models import ComplianceCheck
from server.compliance.registers import service as registers
from server.compliance.registers.kinds import RegisterKind
from server.customers import sealing
from server.kit.work import House
from tests.factories.applications import apply_for, kept_application, plant_lender
from tests.factories.customers import Planted, plant_customer
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.world import MASTER_KEY
from tests.server.loans.conftest import Lender


async def enlist(as_staff: AsStaff, customer: Planted) -> None:
    """Put a customer on a special-prevention list."""
    facts = {"list_code": "UN-1267", "number_index": sealing.number_index(MASTER_KEY, customer.number).hex()}
    risk = await as_staff("risk.hq")
    await registers.enter(risk.keyed("list"), kind=RegisterKind.WATCH_LIST, name="联合国制裁名单", facts=facts)


async def test_an_applicant_on_a_list_is_rejected_with_the_reason(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    clean, listed = await plant_borrower(owner), await plant_borrower(owner)
    await enlist(as_staff, listed)
    accepted = await apply_for(officer, clean, version)
    rejected = await apply_for(officer, listed, version)
    assert (await kept_application(owner, accepted)).state is ApplicationState.APPROVED
    assert (await kept_application(owner, rejected)).state is ApplicationState.REJECTED
    wanted = select(ApplicationFinding).where(ApplicationFinding.application_id == rejected)
    [finding] = (await owner.execute(wanted)).scalars().all()
    assert (finding.code, finding.rule_version) == ("KY-04", 1)
    assert "UN-1267" in finding.reason_zh
    checks = select(ComplianceCheck).where(ComplianceCheck.trigger == "application")
    kept = (await owner.execute(checks)).scalars().all()
    assert len(kept) == 2
    assert all("birth_on" not in each.facts and each.facts["measures"]["age_years"] for each in kept)


async def test_nothing_is_paid_to_who_came_on_a_list_after_the_approval(
    lender: Lender, as_staff: AsStaff, house: House
) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    await enlist(as_staff, customer)
    with pytest.raises(BlockedByRule) as refusal:
        await lender.disburse(application_id)
    assert "KY-04" in refusal.value.message_en
    assert lender.bank.sent == []
    assert await lender.exposure(customer.customer_id) == (3_000_000, 0)
    assert house.settings.lender_kinds == frozenset()
