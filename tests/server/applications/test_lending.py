"""From the approval to the money: what stands, and what voids it."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import lending
from server.applications.errors import ApprovalVoid, BlockedByRule, WrongState
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.customers.models import BankAccount, BankAccountState
from server.kit.errors import NotFound
from server.kit.work import Caller
from tests.factories.applications import apply_for, kept_application, plant_application, plant_lender
from tests.factories.customers import Planted, plant_account
from tests.factories.documents import plant_borrower
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room

S = ApplicationState
BLOCKS = (lending.approved, lending.approved_for_disbursement, lending.mark_contracted, lending.mark_disbursed)


async def approved(as_staff: AsStaff, owner: AsyncSession, customer: Planted) -> tuple[Caller, UUID]:
    officer = await as_staff("officer.east1")
    return officer, await apply_for(officer, customer, await plant_lender(owner))


async def asked(caller: Caller, block: object, application_id: UUID) -> ApplicationState:
    async with room(caller) as work:
        return (await block(work, application_id)).state  # type: ignore[no-any-return, operator]  # one of BLOCKS


async def test_an_approved_application_is_contracted_and_then_disbursed(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id = await approved(as_staff, owner, await plant_borrower(owner))
    assert await asked(officer, lending.approved, application_id) is S.APPROVED
    assert await asked(officer, lending.mark_contracted, application_id) is S.CONTRACTED
    assert await asked(officer, lending.approved_for_disbursement, application_id) is S.CONTRACTED
    assert await asked(officer, lending.mark_disbursed, application_id) is S.DISBURSED
    assert (await kept_application(owner, application_id)).version == 4


async def test_every_other_state_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    for state in ApplicationState:
        application_id = await plant_application(owner, customer, version, state=state)
        for block in BLOCKS:
            before_contract = block in (lending.approved, lending.mark_contracted)
            if state is (S.APPROVED if before_contract else S.CONTRACTED):
                continue  # the right state: the others of this file
            with pytest.raises(WrongState):
                await asked(officer, block, application_id)
        assert (await kept_application(owner, application_id)).state is state


async def test_out_of_sight_is_not_found(as_staff: AsStaff, owner: AsyncSession) -> None:
    _, application_id = await approved(as_staff, owner, await plant_borrower(owner))
    west = await as_staff("officer.west1")
    for block in BLOCKS:
        with pytest.raises(NotFound):
            await asked(west, block, application_id)


async def test_any_change_after_the_approval_voids_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id = await approved(as_staff, owner, await plant_borrower(owner))
    other = await plant_product(owner, "other", rate_annual=Decimal("0.20"))
    changes: list[dict[str, object]] = [
        {"amount_fen": 2_999_999},
        {"term_months": 13},
        {"purpose": "renovation"},
        {"product_version_id": other},
        {"account_id": None},
        {"account_id": uuid4()},
        {"approved_hash": "0" * 64},
    ]
    sound = await kept_application(owner, application_id)
    for change in changes:
        await owner.execute(update(Application).values(**change))
        await owner.commit()
        for block in (lending.approved, lending.mark_contracted):
            with pytest.raises(ApprovalVoid):
                await asked(officer, block, application_id)
        assert (await kept_application(owner, application_id)).state is S.APPROVED
        await owner.execute(update(Application).values({name: getattr(sound, name) for name in change}))
        await owner.commit()
    assert await asked(officer, lending.approved, application_id) is S.APPROVED


async def test_another_account_voids_the_approval_until_the_money_is_out(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner)
    officer, application_id = await approved(as_staff, owner, customer)
    await asked(officer, lending.mark_contracted, application_id)
    await owner.execute(update(BankAccount).values(number_index=b"another number under the same id"))
    await owner.commit()
    with pytest.raises(ApprovalVoid):
        await asked(officer, lending.approved_for_disbursement, application_id)


async def test_a_rule_of_law_may_forbid_the_payment_on_its_day(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id = await approved(as_staff, owner, await plant_borrower(owner))
    await asked(officer, lending.mark_contracted, application_id)
    assert await asked(officer, lending.approved_for_disbursement, application_id) is S.CONTRACTED
    await owner.execute(text("UPDATE lender_figures SET value = 29999999"))
    await owner.commit()
    with pytest.raises(BlockedByRule) as refusal:
        await asked(officer, lending.approved_for_disbursement, application_id)
    assert "MC-01" in refusal.value.message_en
    await owner.execute(text("UPDATE lender_figures SET value = 30000000"))
    await owner.commit()
    assert await asked(officer, lending.approved_for_disbursement, application_id) is S.CONTRACTED


async def test_a_second_account_verified_later_voids_it_too(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner)
    officer, application_id = await approved(as_staff, owner, customer)
    await plant_account(owner, customer)
    await owner.execute(
        text("UPDATE bank_accounts SET verified_at = now() WHERE id <> :id").bindparams(id=customer.account_id)
    )
    await owner.commit()
    with pytest.raises(ApprovalVoid):
        await asked(officer, lending.approved, application_id)


async def test_an_account_bound_after_the_approval_was_no_part_of_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, account=False)
    officer, application_id = await approved(as_staff, owner, customer)
    await plant_account(owner, customer, state=BankAccountState.VERIFIED)
    assert await asked(officer, lending.approved, application_id) is S.APPROVED
