"""What is refused of serving a loan: each with a code and the field, and nothing changes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from server.kit.errors import Denied, DomainError, NotFound, Stale, StepUpRequired
from server.kit.ports import PaymentState
from server.ledger.errors import PeriodClosed
from server.ledger.periods.models import LedgerPeriod, PeriodPreparation
from server.loans.ending import write_off
from server.loans.errors import (
    AboveCap,
    AlreadyClosed,
    AlreadyRecorded,
    AlreadyReversed,
    AmountRefused,
    ChangeUnsound,
    DayBeforeDisbursement,
    DayInFuture,
    LaterActDepends,
    MoreThanOpen,
    NoExcess,
    NoSuchInstalment,
    NotActive,
    NotReversible,
    NotThePayOff,
    NotWrittenOff,
    OwnAct,
    PaidInFuture,
    PaysOff,
    PrepaymentTooSmall,
    ReasonMissing,
    RefundRunning,
    WrittenOff,
)
from server.loans.rules import LoanState, outstanding_fen
from server.loans.verifying.service import verify_books
from tests.fixtures.house import NOON, fresh
from tests.fixtures.world import id_of
from tests.server.loans.conftest import TODAY, Lender
from tests.server.loans.servicing import Desk
from tests.server.loans.test_repaying import refused

DISBURSED_ON = date(2026, 2, 16)
TOMORROW, TOO_EARLY = TODAY + timedelta(days=1), DISBURSED_ON - timedelta(days=1)
Call = Callable[[Desk], Awaitable[Any]]


@pytest.fixture
async def desk(lender: Lender) -> Desk:
    return Desk(lender, (await lender.running()).loan_id)


BAD_INPUT: list[tuple[Call, type[DomainError], str]] = [
    (lambda desk: desk.prepay(0), AmountRefused, "amount"),
    (lambda desk: desk.prepay(-1), AmountRefused, "amount"),
    (lambda desk: desk.prepay(10**15 + 1), AmountRefused, "amount"),
    (lambda desk: desk.prepay(3_000_000 * 2), PaysOff, "amount"),
    (lambda desk: desk.prepay(100), PrepaymentTooSmall, "amount"),
    (lambda desk: desk.prepay(1_000_000, on=TOMORROW), PaidInFuture, "paidOn"),
    (lambda desk: desk.pay_off(1), NotThePayOff, "amount"),
    (lambda desk: desk.pay_off(3_000_000), NotThePayOff, "amount"),
    (lambda desk: desk.charge(0), AmountRefused, "amount"),
    (lambda desk: desk.charge(-5), AmountRefused, "amount"),
    (lambda desk: desk.charge(10**40), AmountRefused, "amount"),
    (lambda desk: desk.charge(1, TOMORROW), DayInFuture, "valueOn"),
    (lambda desk: desk.charge(1, TOO_EARLY), DayBeforeDisbursement, "valueOn"),
    (lambda desk: desk.charge(1, instalment=13), NoSuchInstalment, "instalment"),
    (lambda desk: desk.charge(1, reason=" "), ReasonMissing, "reason"),
    (lambda desk: desk.charge(1, reason="x" * 201), ReasonMissing, "reason"),
    (lambda desk: desk.charge(100, is_late_fee=True), NoSuchInstalment, "instalment"),
    (lambda desk: desk.waive(), AmountRefused, "interest"),
    (lambda desk: desk.waive(penalty_fen=-1, interest_fen=5), AmountRefused, "penalty"),
    (lambda desk: desk.waive(fee_fen=1), MoreThanOpen, "fee"),
    (lambda desk: desk.waive(penalty_fen=1), MoreThanOpen, "penalty"),
    (lambda desk: desk.waive(interest_fen=10**9), MoreThanOpen, "interest"),
    (lambda desk: desk.waive(TOMORROW, interest_fen=1), DayInFuture, "valueOn"),
    (lambda desk: desk.change_rate("0.25"), AboveCap, "rateAnnual"),
    (lambda desk: desk.change_rate("-0.01"), ChangeUnsound, "rateAnnual"),
    (lambda desk: desk.change_rate("NaN"), ChangeUnsound, "rateAnnual"),
    (lambda desk: desk.change_rate("0.1200001"), ChangeUnsound, "rateAnnual"),
    (lambda desk: desk.change_rate("0.12", TOO_EARLY), DayBeforeDisbursement, "valueOn"),
    (lambda desk: desk.reschedule(), ChangeUnsound, "dueOn"),
    (lambda desk: desk.reschedule(skip=-1), ChangeUnsound, "skip"),
    (lambda desk: desk.reschedule(extra_periods=10**6), ChangeUnsound, "extraPeriods"),
    (lambda desk: desk.reschedule(due_on=TODAY), ChangeUnsound, "dueOn"),
    (lambda desk: desk.reschedule(skip=1, from_instalment=99), NoSuchInstalment, "fromInstalment"),
    (lambda desk: desk.grant_holiday(0), ChangeUnsound, "periods"),
    (lambda desk: desk.grant_holiday(121), ChangeUnsound, "periods"),
    (lambda desk: desk.write_off(TOMORROW), DayInFuture, "valueOn"),
    (lambda desk: desk.write_off(reason=""), ReasonMissing, "reason"),
    (lambda desk: desk.recover(100), NotWrittenOff, "loanId"),
    (lambda desk: desk.refund(0), AmountRefused, "amount"),
    (lambda desk: desk.refund(1), NoExcess, "amount"),
    (lambda desk: desk.reverse(uuid4()), NotFound, "actId"),
]


async def test_what_makes_no_sense_is_refused_with_its_field(desk: Desk) -> None:
    for number, (call, refusal, field) in enumerate(BAD_INPUT):
        error = await refused(desk.lender, refusal, call(desk))
        assert error.field == field, f"row {number}"


WITHOUT: list[Call] = [
    lambda desk: desk.charge(100, login="officer.east1"),
    lambda desk: desk.waive(interest_fen=1, login="finance.hq"),
    lambda desk: desk.waive(interest_fen=1, login="officer.east1"),
    lambda desk: desk.change_rate("0.1", login="finance.hq"),
    lambda desk: desk.reschedule(skip=1, login="checker.hq"),
    lambda desk: desk.grant_holiday(login="branchmanager.east1"),
    lambda desk: desk.write_off(login="finance.hq"),
    lambda desk: desk.refund(1, login="finance.hq"),
    lambda desk: desk.reverse(uuid4(), login="manager.east"),
]


async def test_who_does_not_hold_the_operation_changes_nothing(desk: Desk) -> None:
    for call in WITHOUT:
        await refused(desk.lender, Denied, call(desk))


async def test_a_manager_elsewhere_finds_no_such_loan(desk: Desk) -> None:
    for call in (
        desk.waive(interest_fen=1, login="manager.west"),
        desk.change_rate("0.1", login="manager.west"),
        desk.write_off(login="manager.west"),
    ):
        await refused(desk.lender, NotFound, call)


async def test_a_write_off_wants_a_fresh_second_factor(desk: Desk) -> None:
    caller = fresh(await desk.lender.caller("manager.east", stepped_up=False))
    call = write_off(caller, loan_id=desk.loan_id, value_on=TODAY, reason="呆账", expected_version=2)
    await refused(desk.lender, StepUpRequired, call)


async def test_who_has_seen_an_older_version_is_told(desk: Desk) -> None:
    await desk.repay(100)
    for call in (
        desk.pay_off(100, expected_version=2),
        desk.charge(100, expected_version=2),
        desk.waive(interest_fen=1, expected_version=2),
        desk.reverse(uuid4(), expected_version=2),
    ):
        assert (await refused(desk.lender, Stale, call)).field == "expectedVersion"


async def test_a_closed_loan_takes_nothing_more(desk: Desk) -> None:
    await desk.repay(sum(outstanding_fen(row) for row in await desk.lender.instalments(desk.loan_id)))
    for call in (
        desk.prepay(1_000),
        desk.pay_off(1_000),
        desk.charge(1_000),
        desk.waive(interest_fen=1),
        desk.change_rate("0.1"),
        desk.write_off(),
    ):
        await refused(desk.lender, AlreadyClosed, call)


async def test_a_loan_that_is_written_off_takes_recoveries_only(desk: Desk) -> None:
    await desk.write_off()
    for call in (desk.repay(1_000), desk.charge(1_000), desk.change_rate("0.1"), desk.write_off()):
        await refused(desk.lender, WrittenOff, call)
    await desk.recover(1_000)


async def test_a_loan_on_its_way_takes_nothing(lender: Lender) -> None:
    desk = Desk(lender, await lender.disburse(await lender.ready()))
    await refused(lender, NotActive, desk.charge(100))
    await refused(lender, NotActive, desk.refund(100))


async def test_an_act_is_reversed_once_and_by_somebody_else(desk: Desk) -> None:
    paid = await desk.repay(1_000, caller=await desk.lender.caller("checker.hq"))
    await refused(desk.lender, OwnAct, desk.reverse(paid, login="checker.hq"))
    other = await desk.repay(1_000)
    reversal = await desk.reverse(other)
    await refused(desk.lender, AlreadyReversed, desk.reverse(other))
    await refused(desk.lender, NotReversible, desk.reverse(reversal))
    disbursement = (await desk.journal())[0]
    await refused(desk.lender, NotReversible, desk.reverse(disbursement.id))


async def test_an_act_of_another_loan_is_not_found(desk: Desk) -> None:
    other = Desk(desk.lender, (await desk.lender.running()).loan_id)
    paid = await other.repay(1_000)
    await refused(desk.lender, NotFound, desk.reverse(paid))


async def test_a_day_in_a_closed_month_comes_too_late(desk: Desk) -> None:
    month, told = date(2026, 2, 1), {"entries": 1, "debit_fen": 3_000_000, "prepared_by": id_of("finance.hq")}
    seen = {"id": uuid4(), "month": month, "prepared_at": NOON}
    await desk.lender.owner.execute(insert(PeriodPreparation).values(**seen, **told))
    closed = {"month": month, "preparation_id": seen["id"], "closed_by": id_of("checker.hq"), "closed_at": NOON}
    await desk.lender.owner.execute(insert(LedgerPeriod).values(**closed, **told))
    await desk.lender.owner.commit()
    day = date(2026, 2, 20)
    for call, field in (
        (desk.repay(1_000, day), "paidOn"),
        (desk.pay_off(1_000, day), "paidOn"),
        (desk.charge(1_000, day), "valueOn"),
        (desk.write_off(day), "valueOn"),
    ):
        assert (await refused(desk.lender, PeriodClosed, call)).field == field
    await desk.repay(1_000)


async def test_the_same_reference_counts_once_however_the_money_came(desk: Desk) -> None:
    await desk.repay(100, reference="B-1")
    await refused(desk.lender, AlreadyRecorded, desk.pay_off(100, reference="B-1"))


async def test_what_a_later_waiver_rests_on_is_not_taken_away(desk: Desk) -> None:
    first = (await desk.lender.instalments(desk.loan_id))[0]
    await desk.charge(5_000)
    fee = (await desk.journal())[-1]
    await desk.waive(fee_fen=5_000)
    await refused(desk.lender, LaterActDepends, desk.reverse(fee.id))
    assert (await desk.lender.instalments(desk.loan_id))[0].fee_fen == first.fee_fen + 5_000


async def test_money_is_refunded_once_and_its_payment_not_reversed_meanwhile(desk: Desk) -> None:
    owed = sum(outstanding_fen(row) for row in await desk.lender.instalments(desk.loan_id))
    paid = await desk.repay(owed + 1_000)
    await refused(desk.lender, NoExcess, desk.refund(1_001))
    await desk.refund(600)
    await refused(desk.lender, RefundRunning, desk.refund(400))
    await refused(desk.lender, RefundRunning, desk.reverse(paid))
    await desk.lender.work(2)
    await refused(desk.lender, LaterActDepends, desk.reverse(paid))
    await desk.refund(400)
    await desk.lender.work(2)
    await refused(desk.lender, NoExcess, desk.refund(1))
    assert (await verify_books(desk.lender.verifier())).differences == []


async def test_a_refund_that_the_bank_refuses_stands_in_suspense_again(desk: Desk) -> None:
    owed = sum(outstanding_fen(row) for row in await desk.lender.instalments(desk.loan_id))
    await desk.repay(owed + 1_000)
    desk.lender.bank.script.append(PaymentState.FAILED)
    await desk.refund(1_000)
    assert (await desk.lender.loan(desk.loan_id)).excess_fen == 0
    await desk.lender.work(2)
    assert (await desk.lender.loan(desk.loan_id)).excess_fen == 1_000
    assert (await verify_books(desk.lender.verifier())).differences == []


async def _at_once(*calls: Awaitable[Any]) -> list[str]:
    results = await asyncio.gather(*calls, return_exceptions=True)
    return sorted(type(result).__name__ for result in results)


async def test_a_repayment_and_the_reversal_of_another_at_once_are_both_right(desk: Desk) -> None:
    paid = await desk.repay(700_000)
    kinds = await _at_once(desk.repay(300_000), desk.reverse(paid, expected_version=3), desk.repay(200_000))
    assert set(kinds) <= {"UUID", "Stale"}
    assert kinds.count("UUID") >= 2
    assert (await verify_books(desk.lender.verifier())).differences == []


async def test_of_a_repayment_and_a_pay_off_at_once_one_sees_the_other(desk: Desk) -> None:
    amount = 3_000_000 + 16_800
    kinds = await _at_once(desk.pay_off(amount, expected_version=2), desk.repay(100_000))
    assert kinds in (["AlreadyClosed", "UUID"], ["Stale", "UUID"])
    closed = (await desk.lender.loan(desk.loan_id)).state is LoanState.CLOSED
    assert closed == ("AlreadyClosed" in kinds)
    assert (await verify_books(desk.lender.verifier())).differences == []


async def test_two_pay_offs_at_once_close_the_loan_once(desk: Desk) -> None:
    amount = 3_000_000 + 16_800
    kinds = await _at_once(*(desk.pay_off(amount, expected_version=2) for _ in range(3)))
    assert kinds.count("UUID") == 1
    assert set(kinds) <= {"UUID", "Stale", "AlreadyClosed"}
    assert (await verify_books(desk.lender.verifier())).differences == []
