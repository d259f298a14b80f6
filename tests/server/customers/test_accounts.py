"""Binding an account, asking the bank, and what money may go to."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service
from server.customers.errors import AccountBound, AccountUnsound, NotRegistered, PhoneUnsound
from server.customers.models import BankAccount, BankAccountState
from server.customers.tasks import verify_account
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Denied, DomainError
from server.kit.ports import AccountCheck, Bank, PaymentAnswer, PaymentOrder, PaymentState
from server.kit.work import House, Work
from tests.factories.customers import Planted, plant_account, plant_customer, plant_prospect
from tests.fixtures.house import AsStaff, fresh

YES, SILENCE = AccountCheck(matches=True), AccountCheck(matches=None)
ACCOUNT, BANK_PHONE = "6217 0099 9900 0000 016", "13800000003"


@dataclass
class ScriptedBank:
    """Answers account checks from a list and remembers what it was asked; pays nothing."""

    answers: list[AccountCheck]
    asked: list[dict[str, str]] = field(default_factory=list)

    async def pay(self, order: PaymentOrder) -> PaymentAnswer:
        return PaymentAnswer(order.number, PaymentState.UNKNOWN)

    async def query(self, number: str) -> PaymentAnswer:
        return PaymentAnswer(number, PaymentState.UNKNOWN)

    async def statement(self, *, account: str, day: date) -> bytes | None:
        return None if account and day else b""

    async def verify_account(self, *, account: str, name: str, id_number: str, phone: str) -> AccountCheck:
        self.asked.append({"account": account, "name": name, "id_number": id_number, "phone": phone})
        return self.answers.pop(0)


@read(Operation.CUSTOMER_READ)
async def payable(work: Work, *, customer_id: UUID) -> tuple[UUID, str] | None:
    """What a disbursement would use: the verified account and its clear number."""
    account = await service.verified_account(work, customer_id)
    return (account.id, await service.clear_account(work, account.id)) if account else None


def with_bank(house: House, *answers: AccountCheck) -> tuple[House, ScriptedBank]:
    bank: Bank = ScriptedBank(list(answers))
    assert isinstance(bank, ScriptedBank)
    return replace(house, ports=replace(house.ports, bank=bank)), bank


async def jobs(owner: AsyncSession) -> list[tuple[str, dict[str, Any], timedelta | None]]:
    """Task, arguments and pause of each job, in the order in which they were left."""
    await owner.rollback()
    left = (
        "SELECT task_name, args, scheduled_at - left_at.at FROM procrastinate_jobs AS job "
        "JOIN procrastinate_events AS left_at ON left_at.job_id = job.id AND left_at.type = 'deferred' ORDER BY job.id"
    )
    return [(name, args, pause) for name, args, pause in await owner.execute(text(left))]


async def only_account(owner: AsyncSession) -> BankAccount:
    await owner.rollback()
    return (await owner.execute(select(BankAccount).execution_options(populate_existing=True))).scalar_one()


async def bound(as_staff: AsStaff, owner: AsyncSession) -> tuple[Planted, dict[str, str]]:
    """A customer with a pending account, and the arguments of the job that was left."""
    planted = await plant_customer(owner, account=False)
    officer = await as_staff("officer.east1")
    await service.bind_account(
        officer, customer_id=planted.customer_id, account=ACCOUNT, bank_name=" 工商银行 ", phone=BANK_PHONE
    )
    [(name, args, _)] = await jobs(owner)
    assert name == "verify_account"
    return planted, args


async def test_the_bank_is_asked_four_elements_and_its_yes_makes_the_account_payable(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    planted, args = await bound(as_staff, owner)
    officer = await as_staff("officer.east1")
    assert await payable(officer, customer_id=planted.customer_id) is None
    asking, bank = with_bank(house, YES)
    await verify_account(asking, **args)
    await verify_account(asking, **args)
    digits = ACCOUNT.replace(" ", "")
    assert bank.asked == [{"account": digits, "name": planted.name, "id_number": planted.number, "phone": BANK_PHONE}]
    account = await only_account(owner)
    assert (account.state, account.number_masked, account.bank_name) == (
        BankAccountState.VERIFIED,
        "621700*********0016",
        "工商银行",
    )
    assert await payable(officer, customer_id=planted.customer_id) == (account.id, digits)
    stored = (await owner.execute(text("SELECT t::text FROM bank_accounts AS t"))).scalar_one()
    trail = (await owner.execute(text("SELECT string_agg(t::text, '') FROM audit_records AS t"))).scalar_one()
    queued = (await owner.execute(text("SELECT string_agg(t::text, '') FROM procrastinate_jobs AS t"))).scalar_one()
    for clear in (digits, BANK_PHONE, planted.number, planted.name):
        assert clear not in stored + trail + queued


async def test_a_no_of_the_bank_fails_the_account_and_it_may_be_bound_again(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    planted, args = await bound(as_staff, owner)
    asking, bank = with_bank(house, AccountCheck(matches=False, reason="phone_differs"), YES)
    await verify_account(asking, **args)
    account = await only_account(owner)
    assert (account.state, account.reason, account.verified_at) == (BankAccountState.FAILED, "phone_differs", None)
    officer = await as_staff("officer.east1")
    assert await payable(officer, customer_id=planted.customer_id) is None
    again = await service.bind_account(
        fresh(officer), customer_id=planted.customer_id, account=ACCOUNT, bank_name="工商银行", phone="13800000004"
    )
    assert again == account.id
    await verify_account(asking, **(await jobs(owner))[-1][1])
    assert (await only_account(owner)).state is BankAccountState.VERIFIED
    assert [asked["phone"] for asked in bank.asked] == [BANK_PHONE, "13800000004"]


async def test_a_silent_bank_is_asked_again_with_growing_pauses(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    _, args = await bound(as_staff, owner)
    asking, _ = with_bank(house, SILENCE, SILENCE, YES)
    await verify_account(asking, **args)
    await verify_account(asking, **args)
    assert (await only_account(owner)).state is BankAccountState.PENDING
    pauses = [pause for _, _, pause in (await jobs(owner))[1:]]
    assert pauses == [timedelta(seconds=5), timedelta(seconds=10)]
    await verify_account(asking, **args)
    assert (await only_account(owner)).state is BankAccountState.VERIFIED
    assert len(await jobs(owner)) == 3


async def test_a_bank_that_stays_silent_fails_the_account_in_the_end(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    _, args = await bound(as_staff, owner)
    asking, _ = with_bank(house, *[SILENCE] * 30)
    for _ in range(30):
        await verify_account(asking, **args)
    account = await only_account(owner)
    assert (account.state, account.reason) == (BankAccountState.FAILED, "bank_silent")


async def test_an_answer_about_an_older_binding_changes_nothing(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    from server.identity.actors import WORKER
    from server.kit.work import Caller

    await bound(as_staff, owner)
    account = await only_account(owner)
    worker = Caller(house, WORKER, request_id="test")
    state = await service.settle_account(worker, account_id=account.id, expected_version=account.version - 1, check=YES)
    assert state is BankAccountState.PENDING
    assert (await only_account(owner)).state is BankAccountState.PENDING


@pytest.mark.parametrize(
    ("change", "error", "named"),
    [
        ({"account": "12345"}, AccountUnsound, "account"),
        ({"account": "621700999900000001X"}, AccountUnsound, "account"),
        ({"bank_name": "  "}, AccountUnsound, "bankName"),
        ({"phone": "12345"}, PhoneUnsound, "phone"),
    ],
)
async def test_an_unsound_account_is_refused_by_field_and_nothing_is_written(
    as_staff: AsStaff, owner: AsyncSession, change: dict[str, str], error: type[DomainError], named: str
) -> None:
    planted = await plant_customer(owner, account=False)
    sound: dict[str, Any] = {"account": ACCOUNT, "bank_name": "工商银行", "phone": BANK_PHONE}
    with pytest.raises(error) as refusal:
        await service.bind_account(await as_staff("officer.east1"), customer_id=planted.customer_id, **(sound | change))
    assert refusal.value.field == named
    assert (await owner.execute(select(BankAccount))).scalars().all() == []
    assert await jobs(owner) == []


async def test_an_account_is_bound_once_and_by_a_registered_customer_only(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    planted, prospect = await plant_customer(owner, account=False), await plant_prospect(owner)
    await plant_account(owner, planted, account_number=ACCOUNT.replace(" ", ""))
    officer = await as_staff("officer.east1")
    details: dict[str, Any] = {"account": ACCOUNT, "bank_name": "工商银行", "phone": BANK_PHONE}
    with pytest.raises(AccountBound):
        await service.bind_account(officer, customer_id=planted.customer_id, **details)
    with pytest.raises(NotRegistered):
        await service.bind_account(fresh(officer), customer_id=prospect.customer_id, **details)
    assert (await only_account(owner)).version == 1


async def test_staff_cannot_answer_for_the_bank(as_staff: AsStaff, owner: AsyncSession) -> None:
    await bound(as_staff, owner)
    account = await only_account(owner)
    for login in ("officer.east1", "finance.hq", "admin1.hq"):
        with pytest.raises(Denied):
            await service.settle_account(await as_staff(login), account_id=account.id, expected_version=1, check=YES)
    assert (await only_account(owner)).state is BankAccountState.PENDING
