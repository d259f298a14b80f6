"""The way back from a signed contract on which nothing is paid, and what it leaves behind."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from server.applications.errors import TextTooLong, WithdrawalReasonMissing, WrongState
from server.applications.models import Application
from server.applications.reasons import TEXT_LENGTH_MAX
from server.applications.rules import ApplicationState
from server.applications.service import start
from server.contracts.errors import NotSigned
from server.contracts.models import Contract, ContractState
from server.custody.rules import OrderState
from server.kit.errors import Denied, DomainError, NotFound, Stale
from server.kit.ports import PaymentState
from server.kit.work import Caller
from server.loans.errors import DisbursementRunning
from server.loans.rescinding import rescind
from server.loans.rules import LoanState
from server.loans.verifying.service import verify_books
from tests.factories.customers import plant_customer
from tests.fixtures.house import fresh
from tests.server.loans.conftest import Lender

WHY = "收款账户已销户，客户同意解除"


async def give_up(
    lender: Lender, application_id: UUID, *, caller: Caller | None = None, version: int = 1, reason: str = WHY
) -> UUID:
    caller = fresh(caller or await lender.caller("reviewer.east1"))
    return await rescind(caller, application_id=application_id, expected_version=version, reason=reason)


async def refused(lender: Lender, refusal: type[DomainError], application_id: UUID, **given: Any) -> None:
    """The refusal, and the proof that nothing changed."""
    before = await lender.everything(), await contract_state(lender)
    with pytest.raises(refusal):
        await give_up(lender, application_id, **given)
    assert (await lender.everything(), await contract_state(lender)) == before


async def contract_state(lender: Lender) -> ContractState | None:
    await lender.owner.rollback()
    return (await lender.owner.execute(select(Contract.state))).scalar_one_or_none()


async def application_of(lender: Lender) -> tuple[ApplicationState, str | None, int]:
    await lender.owner.rollback()
    wanted = select(Application.state, Application.withdrawal_reason, Application.version)
    row = (await lender.owner.execute(wanted)).one()
    return row[0], row[1], row[2]


async def test_after_a_payment_that_failed_the_contract_ends_and_the_customer_may_apply_anew(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    lender.bank.script.append(PaymentState.FAILED)
    loan_id = await lender.disburse(application_id)
    await lender.work()
    assert (await lender.order(loan_id)).state is OrderState.FAILED
    committed, _ = await lender.exposure(customer.customer_id)
    assert committed > 0
    await give_up(lender, application_id)
    assert await application_of(lender) == (ApplicationState.WITHDRAWN, WHY, 2)
    assert (await lender.loan(loan_id)).state is LoanState.VOID
    assert await contract_state(lender) is ContractState.VOID
    assert await lender.exposure(customer.customer_id) == (0, 0)
    assert (await verify_books(lender.verifier())).differences == []
    await start(
        fresh(await lender.caller("officer.east1")),
        customer_id=customer.customer_id,
        product_version_id=lender.version_id,
        amount_fen=3_000_000,
        term_months=12,
        purpose="working_capital",
    )


async def test_before_any_payment_was_asked_for_it_ends_too(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    await give_up(lender, application_id)
    assert (await application_of(lender))[0] is ApplicationState.WITHDRAWN
    assert await contract_state(lender) is ContractState.VOID
    assert await lender.exposure(customer.customer_id) == (0, 0)
    with pytest.raises(WrongState):
        await lender.disburse(application_id, version=2)


async def test_not_while_a_payment_is_on_its_way_and_not_after_it(lender: Lender) -> None:
    application_id = await lender.ready()
    await lender.disburse(application_id)
    await refused(lender, DisbursementRunning, application_id)
    await lender.work()
    await refused(lender, WrongState, application_id, version=2)


async def test_a_payment_and_a_rescission_at_once_are_one_of_the_two(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    done = await asyncio.gather(
        lender.disburse(application_id), give_up(lender, application_id), return_exceptions=True
    )
    assert sum(isinstance(each, (WrongState, Stale, DisbursementRunning)) for each in done) == 1
    state, _, _ = await application_of(lender)
    orders = (await lender.owner.execute(text("SELECT count(*) FROM payment_orders"))).scalar_one()
    assert (state, orders) in {(ApplicationState.WITHDRAWN, 0), (ApplicationState.CONTRACTED, 1)}


@pytest.mark.parametrize("state", [each for each in ApplicationState if each is not ApplicationState.CONTRACTED])
async def test_in_any_other_state_there_is_nothing_to_rescind(lender: Lender, state: ApplicationState) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(Application).values(state=state, case_id=uuid4()))
    await lender.owner.commit()
    await refused(lender, WrongState, application_id)


@pytest.mark.parametrize("login", ["officer.east1", "finance.hq", "branchmanager.east1", "admin1.hq", "auditor.hq"])
async def test_only_who_decides_rescinds(lender: Lender, login: str) -> None:
    await refused(lender, Denied, await lender.ready(), caller=await lender.caller(login))


async def test_what_is_out_of_sight_stale_or_without_a_reason_is_refused(lender: Lender) -> None:
    application_id = await lender.ready()
    await refused(lender, NotFound, application_id, caller=await lender.caller("reviewer.west1"))
    await refused(lender, NotFound, uuid4())
    await refused(lender, Stale, application_id, version=2)
    await refused(lender, WithdrawalReasonMissing, application_id, reason="  ")
    await refused(lender, TextTooLong, application_id, reason="长" * (TEXT_LENGTH_MAX + 1))
    await lender.owner.execute(update(Contract).values(state=ContractState.DRAWN))
    await lender.owner.commit()
    await refused(lender, NotSigned, application_id)
