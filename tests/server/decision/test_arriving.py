"""How fast applications come: the applicant's own address is blocked for a while, a branch never is."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import service
from server.applications.models import Application, ApplicationFinding
from server.decision import arriving
from server.decision.errors import AddressBlocked, AllowanceUnsound
from server.decision.models import AddressBlock, AllowedAddress, Arrival, Assessment
from server.kit.clock import FixedClock
from server.kit.work import ActorKind, Caller
from tests.factories.applications import apply_for, plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, fresh

ADDRESS = "203.0.113.7"


def at_home(officer: Caller, address: str = ADDRESS) -> Caller:
    """The applicant himself, on the self-service channel: no member of staff, his own address."""
    return replace(officer, actor=replace(officer.actor, kind=ActorKind.PARTNER), address=address)


async def begin(caller: Caller, customer: Planted, version: UUID) -> UUID:
    return await service.start(
        fresh(caller),
        customer_id=customer.customer_id,
        product_version_id=version,
        amount_fen=30_000_00,
        term_months=12,
        purpose="working_capital",
    )


async def count(owner: AsyncSession, model: type[Application | Arrival | AddressBlock | AllowedAddress]) -> int:
    await owner.rollback()
    return int((await owner.execute(select(func.count()).select_from(model))).scalar_one())


async def test_the_tenth_from_one_address_is_suspected_and_new_ones_wait_until_the_block_has_passed(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    self_service = at_home(await as_staff("officer.east1"))
    for _ in range(10):
        await begin(self_service, customer, version)
    assert (await count(owner, Application), await count(owner, AddressBlock)) == (10, 1)
    with pytest.raises(AddressBlocked) as refusal:
        await begin(self_service, customer, version)
    assert refusal.value.facts == {"retry_after_seconds": 86_401}
    assert (await count(owner, Application), await count(owner, Arrival)) == (10, 10)
    await begin(at_home(self_service, "203.0.113.8"), customer, version)
    clock.advance(timedelta(hours=24, seconds=1))
    await begin(self_service, customer, version)
    assert (await count(owner, Application), await count(owner, AddressBlock)) == (12, 1)


async def test_the_one_that_fills_the_measure_is_referred_as_suspected_fraud(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    self_service = at_home(await as_staff("officer.east1"))
    for _ in range(9):
        await begin(self_service, customer, version)
    await apply_for(self_service, customer, version)
    await owner.rollback()
    wanted = select(ApplicationFinding).where(ApplicationFinding.code == "DE-03")
    found = (await owner.execute(wanted)).scalar_one()
    assert found.outcome.value == "review"
    assert "10笔" in found.reason_zh
    assert "suspected fraud" in found.reason_en


async def test_forty_entries_from_one_branch_pass_and_are_only_warned_of(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officers = [replace(await as_staff(login), address=ADDRESS) for login in ("officer.east1", "officer2.east1")]
    mine = officers[0]
    for _ in range(39):
        await begin(mine, customer, version)
    application_id = await apply_for(mine, customer, version)
    assert (await count(owner, Application), await count(owner, AddressBlock)) == (40, 0)
    kept = (await owner.execute(select(Assessment).where(Assessment.application_id == application_id))).scalar_one()
    warned = {each["code"]: (each["violated"], each["outcome"]) for each in kept.results}
    assert (warned["DE-03"], warned["DE-04"]) == ((False, "pass"), (True, "pass"))
    assert (kept.facts["same_officer_last_hour"], kept.facts["same_address_last_hour"]) == (40, 0)


async def test_an_allowed_address_is_neither_counted_nor_blocked_and_a_block_ends_at_once(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    self_service, risk = at_home(await as_staff("officer.east1")), await as_staff("risk.hq")
    for _ in range(10):
        await begin(self_service, customer, version)
    with pytest.raises(AddressBlocked):
        await begin(self_service, customer, version)
    await arriving.allow_address(fresh(risk), address=ADDRESS, days=30, reason="market hall")
    for _ in range(3):
        await begin(self_service, customer, version)
    application_id = await apply_for(self_service, customer, version)
    await owner.rollback()
    kept = (await owner.execute(select(Assessment).where(Assessment.application_id == application_id))).scalar_one()
    assert (kept.facts["same_address_last_hour"], await count(owner, AddressBlock)) == (0, 1)


@pytest.mark.parametrize(("address", "days", "reason"), [(" ", 1, "x"), (ADDRESS, 0, "x"), (ADDRESS, 1, " ")])
async def test_an_allowance_says_which_address_how_long_and_why(
    address: str, days: int, reason: str, as_staff: AsStaff, owner: AsyncSession
) -> None:
    with pytest.raises(AllowanceUnsound):
        await arriving.allow_address(fresh(await as_staff("risk.hq")), address=address, days=days, reason=reason)
    assert await count(owner, AllowedAddress) == 0


async def test_of_an_address_only_its_blind_index_is_kept(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await begin(at_home(await as_staff("officer.east1")), customer, version)
    await owner.rollback()
    kept = (await owner.execute(select(Arrival))).scalar_one()
    assert kept.address_index is not None
    assert ADDRESS.encode() not in kept.address_index
    assert len(kept.address_index) == 32
