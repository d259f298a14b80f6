"""Paying out: who may, on what ground, to whom, and once."""

import asyncio
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from server.applications.errors import ApprovalVoid, WrongState
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.models import ApprovalCase, Vote
from server.contracts.errors import NotSigned
from server.contracts.models import ContractState
from server.custody.bank import Unanswered
from server.custody.errors import FundsInsufficient, NoFundingAccount
from server.custody.models import FundingAccount, FundingHold, FundingState
from server.custody.rules import OrderState
from server.customers.models import BankAccount, BankAccountState, Consent
from server.kit.errors import Denied, DomainError, NotFound, Stale, StepUpRequired
from server.kit.ports import PaymentState
from server.ledger.rules import Account
from server.loans.errors import AlreadyDisbursed, ContractDiffers, DisbursementRunning, NoVerifiedAccount, OwnEntry
from server.loans.rules import LoanState
from tests.factories.customers import plant_customer
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.loans.conftest import Lender

AMOUNT = 3_000_000


async def refused(lender: Lender, refusal: type[DomainError], call: object) -> DomainError:
    """The refusal, and the proof that nothing changed."""
    before = await lender.everything()
    with pytest.raises(refusal) as caught:
        await call  # type: ignore[misc]  # a coroutine
    assert await lender.everything() == before
    return caught.value


async def test_a_loan_is_paid_to_the_borrowers_account_and_runs_from_that_day(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    loan_id = await lender.disburse(application_id)
    pending = await lender.loan(loan_id)
    assert (pending.state, pending.outstanding_fen, pending.disbursed_on) == (LoanState.PENDING_DISBURSEMENT, 0, None)
    assert await lender.exposure(customer.customer_id) == (AMOUNT, 0)
    await lender.work()
    loan = await lender.loan(loan_id)
    assert (loan.state, loan.outstanding_fen) == (LoanState.ACTIVE, AMOUNT)
    assert (loan.disbursed_on, loan.next_due_on) == (date(2026, 3, 2), date(2026, 4, 2))
    assert [order.payee_account for order in lender.bank.sent] == [customer.account_number]
    assert await lender.exposure(customer.customer_id) == (0, AMOUNT)
    assert await lender.pools(loan_id) == {Account.PRINCIPAL: AMOUNT, Account.BANK: -AMOUNT}
    instalments = await lender.instalments(loan_id)
    assert [row.number for row in instalments] == list(range(1, 13))
    assert sum(row.principal_fen for row in instalments) == AMOUNT
    assert instalments[0].interest_fen == 36_000
    state = await lender.owner.scalar(text("SELECT state FROM applications"))
    assert state == "disbursed"


async def test_without_a_fresh_second_factor_nothing_is_paid(lender: Lender) -> None:
    application_id = await lender.ready()
    caller = await lender.caller(stepped_up=False)
    await refused(lender, StepUpRequired, lender.disburse(application_id, caller=caller))


@pytest.mark.parametrize("login", ["officer.east1", "manager.east", "committee1.hq", "admin1.hq", "auditor.hq"])
async def test_only_finance_pays_out(lender: Lender, login: str) -> None:
    application_id = await lender.ready()
    await refused(lender, Denied, lender.disburse(application_id, caller=await lender.caller(login)))


async def test_an_unknown_application_is_not_found(lender: Lender) -> None:
    error = await refused(lender, NotFound, lender.disburse(uuid4()))
    assert error.field == "applicationId"


async def test_a_stale_version_is_refused(lender: Lender) -> None:
    application_id = await lender.ready()
    await refused(lender, Stale, lender.disburse(application_id, version=2))


@pytest.mark.parametrize("state", [s for s in ApplicationState if s is not ApplicationState.CONTRACTED])
async def test_an_application_in_any_other_state_is_not_paid(lender: Lender, state: ApplicationState) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(Application).values(state=state, case_id=uuid4()))
    await lender.owner.commit()
    await refused(lender, WrongState, lender.disburse(application_id))


@pytest.mark.parametrize(
    "change", [{"amount_fen": AMOUNT - 1}, {"term_months": 11}, {"purpose": "renovation"}, {"approved_hash": "0" * 64}]
)
async def test_any_change_after_the_approval_voids_it(lender: Lender, change: dict[str, object]) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(Application).values(**change))
    await lender.owner.commit()
    await refused(lender, ApprovalVoid, lender.disburse(application_id))


@pytest.mark.parametrize("state", [ContractState.DRAWN, ContractState.SENT, ContractState.VOID])
async def test_without_a_signed_contract_nothing_is_paid(lender: Lender, state: ContractState) -> None:
    application_id = await lender.ready(state=state)
    await refused(lender, NotSigned, lender.disburse(application_id))


@pytest.mark.parametrize(
    "terms",
    [
        {"principal_fen": 1},
        {"term_months": 24},
        {"method": "bullet"},
        {"rate_annual": "0.2"},
        {"rows": [{"fee_fen": 1}]},
    ],
)
async def test_a_contract_over_something_else_is_not_paid(lender: Lender, terms: dict[str, object]) -> None:
    application_id = await lender.ready(terms=terms)
    await refused(lender, ContractDiffers, lender.disburse(application_id))


async def test_another_account_than_the_approved_one_gets_nothing(lender: Lender) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(BankAccount).values(number_index=b"other"))
    await lender.owner.commit()
    await refused(lender, ApprovalVoid, lender.disburse(application_id))


async def test_an_account_that_is_not_verified_gets_nothing(lender: Lender) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(BankAccount).values(state=BankAccountState.FAILED, verified_at=None))
    await lender.owner.commit()
    with pytest.raises((ApprovalVoid, NoVerifiedAccount)):
        await lender.disburse(application_id)
    assert lender.bank.sent == []


async def test_who_entered_the_file_does_not_pay_it_out(lender: Lender) -> None:
    application_id = await lender.ready()
    finance = id_of("finance.hq")
    await lender.owner.execute(update(Application).values(editors=[finance]))
    await lender.owner.commit()
    await refused(lender, OwnEntry, lender.disburse(application_id))
    await lender.owner.execute(update(Application).values(editors=[id_of("officer.east1")]))
    await lender.owner.execute(update(Consent).values(taken_by=finance))
    await lender.owner.commit()
    await refused(lender, OwnEntry, lender.disburse(application_id))
    await lender.disburse(application_id, caller=await lender.caller("checker.hq"))


async def test_who_voted_on_the_case_does_not_pay_it_out(lender: Lender) -> None:
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    case_id, editors = uuid4(), [customer.officer_id]
    about = customer.owner_columns | {"editors": editors, "tier": "regional"}
    now = lender.house.ports.clock.now()
    lender.owner.add(
        ApprovalCase(
            **about,
            id=case_id,
            subject_kind="application",
            subject_id=application_id,
            state="approved",
            tier_version=1,
            position="regional_manager",
            votes_needed=1,
            step_up=True,
            own_region=True,
            amount_fen=AMOUNT,
            exposure_after_fen=AMOUNT,
            content_hash="0",
            opened_by=customer.officer_id,
            opened_at=now,
            settled_at=now,
            version=2,
        )
    )
    await lender.owner.flush()
    vote = {"case_id": case_id, "decision": "approve", "reason": "可以", "decided_at": now, "vote_hash": "0"}
    lender.owner.add(Vote(**about, id=uuid4(), decided_by=id_of("finance.hq"), voice=id_of("finance.hq"), **vote))
    await lender.owner.commit()
    await refused(lender, OwnEntry, lender.disburse(application_id))


async def test_too_little_money_or_no_account_to_pay_from(lender: Lender) -> None:
    application_id = await lender.ready()
    await lender.owner.execute(update(FundingHold).values(allotted_fen=AMOUNT - 1))
    await lender.owner.commit()
    await refused(lender, FundsInsufficient, lender.disburse(application_id))
    await lender.owner.execute(update(FundingAccount).values(state=FundingState.CLOSED))
    await lender.owner.commit()
    await refused(lender, NoFundingAccount, lender.disburse(application_id))


async def test_the_same_key_pays_once_and_answers_the_same(lender: Lender) -> None:
    application_id = await lender.ready()
    caller = await lender.caller()
    from server.loans.disbursing import disburse

    answers = await asyncio.gather(
        *(disburse(caller, application_id=application_id, expected_version=1) for _ in range(5))
    )
    assert len(set(answers)) == 1
    await lender.work(3)
    assert len(lender.bank.sent) == 1


async def test_of_two_clerks_at_once_one_pays(lender: Lender) -> None:
    application_id = await lender.ready()
    callers = [await lender.caller("finance.hq"), await lender.caller("checker.hq")] * 3
    results = await asyncio.gather(
        *(lender.disburse(application_id, caller=fresh(caller)) for caller in callers), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["DisbursementRunning"] * 5 + ["UUID"]
    await lender.work(3)
    assert len(lender.bank.sent) == 1
    await refused(lender, AlreadyDisbursed, lender.disburse(application_id, version=2))


async def test_a_silent_bank_keeps_the_order_on_its_way_under_one_number(lender: Lender) -> None:
    lender.bank.script.append(Unanswered.NOT_RECEIVED)
    application_id = await lender.ready()
    loan_id = await lender.disburse(application_id)
    await lender.work()
    assert (await lender.order(loan_id)).state is OrderState.UNKNOWN
    await refused(lender, DisbursementRunning, lender.disburse(application_id))
    await lender.work(3)
    assert (await lender.loan(loan_id)).state is LoanState.ACTIVE
    assert {order.number for order in lender.bank.sent} == {(await lender.order(loan_id)).number}


async def test_after_a_failed_payment_the_same_loan_is_paid_under_a_new_number(lender: Lender) -> None:
    lender.bank.script.append(PaymentState.FAILED)
    customer = await plant_customer(lender.owner)
    application_id = await lender.ready(customer=customer)
    loan_id = await lender.disburse(application_id)
    await lender.work()
    assert (await lender.loan(loan_id)).state is LoanState.PENDING_DISBURSEMENT
    assert (await lender.order(loan_id)).state is OrderState.FAILED
    assert await lender.exposure(customer.customer_id) == (AMOUNT, 0)
    assert await lender.disburse(application_id) == loan_id
    await lender.work(2)
    assert (await lender.loan(loan_id)).state is LoanState.ACTIVE
    assert len({order.number for order in lender.bank.sent}) == 2
    assert await lender.pools(loan_id) == {Account.PRINCIPAL: AMOUNT, Account.BANK: -AMOUNT}
    holds = (await lender.owner.execute(text("SELECT held_fen, paid_fen FROM funding_holds"))).one()
    assert tuple(holds) == (0, AMOUNT)
