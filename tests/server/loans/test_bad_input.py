"""What verbs of a running loan can be given wrongly: refused with a code and its field, and nothing has changed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from graphql import GraphQLError
from sqlalchemy import text

from schema.kit import ids
from server.kit.errors import DomainError
from server.kit.money import LIMIT_FEN
from server.loans.rules import LoanState, outstanding_fen
from server.terms.prepayment import Choice
from tests.fixtures.asking import ask
from tests.server.loans.conftest import TODAY, Lender
from tests.server.loans.servicing import Desk

TOMORROW, BEFORE, CLOSED_DAY = TODAY + timedelta(days=1), date(2026, 2, 15), date(2026, 2, 20)
FAR = date(2199, 1, 1)
CLOSE_FEBRUARY = text(
    "WITH prepared AS (INSERT INTO ledger_preparations (id, month, entries, debit_fen, prepared_by, prepared_at) "
    "VALUES (gen_random_uuid(), '2026-02-01', 0, 0, gen_random_uuid(), now()) RETURNING *) "
    "INSERT INTO ledger_periods (month, preparation_id, entries, debit_fen, prepared_by, closed_by, closed_at) "
    "SELECT month, id, entries, debit_fen, prepared_by, gen_random_uuid(), now() FROM prepared"
)
Call = Callable[[Desk], Awaitable[Any]]
Answer = tuple[str, str | None]

AMOUNTS: dict[str, tuple[Call, Answer]] = {
    f"{verb} {fen}": (call, ("loan.amount_refused", "amount"))
    for fen in (0, -1, -LIMIT_FEN, LIMIT_FEN + 1, 10**40)
    for verb, call in {
        "repay": lambda desk, fen=fen: desk.repay(fen),
        "prepay": lambda desk, fen=fen: desk.prepay(fen),
        "charge": lambda desk, fen=fen: desk.charge(fen),
        "refund": lambda desk, fen=fen: desk.refund(fen),
    }.items()
}
DATES: dict[str, tuple[Call, Answer]] = {
    "repay tomorrow": (lambda desk: desk.repay(100, TOMORROW), ("loan.paid_in_future", "paidOn")),
    "repay far away": (lambda desk: desk.repay(100, FAR), ("loan.paid_in_future", "paidOn")),
    "repay before": (lambda desk: desk.repay(100, BEFORE), ("loan.paid_before_disbursement", "paidOn")),
    "repay long ago": (lambda desk: desk.repay(100, date.min), ("loan.paid_before_disbursement", "paidOn")),
    "repay closed": (lambda desk: desk.repay(100, CLOSED_DAY), ("ledger.period_closed", "paidOn")),
    "prepay tomorrow": (lambda desk: desk.prepay(10**6, on=TOMORROW), ("loan.paid_in_future", "paidOn")),
    "prepay closed": (lambda desk: desk.prepay(10**6, on=CLOSED_DAY), ("ledger.period_closed", "paidOn")),
    "pay off tomorrow": (lambda desk: desk.pay_off(10**6, TOMORROW), ("loan.paid_in_future", "paidOn")),
    "pay off closed": (lambda desk: desk.pay_off(10**6, CLOSED_DAY), ("ledger.period_closed", "paidOn")),
    "charge tomorrow": (lambda desk: desk.charge(100, TOMORROW), ("loan.day_in_future", "valueOn")),
    "charge before": (lambda desk: desk.charge(100, BEFORE), ("loan.day_before_disbursement", "valueOn")),
    "charge closed": (lambda desk: desk.charge(100, CLOSED_DAY), ("ledger.period_closed", "valueOn")),
    "waive tomorrow": (lambda desk: desk.waive(TOMORROW, interest_fen=1), ("loan.day_in_future", "valueOn")),
    "waive closed": (lambda desk: desk.waive(CLOSED_DAY, interest_fen=1), ("ledger.period_closed", "valueOn")),
    "rate tomorrow": (lambda desk: desk.change_rate("0.1", TOMORROW), ("loan.day_in_future", "valueOn")),
    "rate closed": (lambda desk: desk.change_rate("0.1", CLOSED_DAY), ("ledger.period_closed", "valueOn")),
    "write off tomorrow": (lambda desk: desk.write_off(TOMORROW), ("loan.day_in_future", "valueOn")),
    "write off closed": (lambda desk: desk.write_off(CLOSED_DAY), ("ledger.period_closed", "valueOn")),
    "reschedule tomorrow": (lambda desk: desk.reschedule(TOMORROW, skip=1), ("loan.day_in_future", "valueOn")),
    "holiday tomorrow": (lambda desk: desk.grant_holiday(1, TOMORROW), ("loan.day_in_future", "valueOn")),
}
CONTENTS: dict[str, tuple[Call, Answer]] = {
    "repay without paper": (lambda desk: desk.repay(100, reference=" "), ("loan.reference_missing", "reference")),
    "repay with a long paper": (
        lambda desk: desk.repay(100, reference="x" * 65),
        ("loan.reference_missing", "reference"),
    ),
    "pay off another amount": (lambda desk: desk.pay_off(12_345), ("loan.not_the_pay_off", "amount")),
    "prepay all": (lambda desk: desk.prepay(10**9), ("loan.prepayment_pays_off", "amount")),
    "recover of a running loan": (lambda desk: desk.recover(100), ("loan.not_written_off", "loanId")),
    "charge without reason": (lambda desk: desk.charge(100, reason=" "), ("loan.reason_missing", "reason")),
    "charge no such instalment": (
        lambda desk: desk.charge(100, instalment=99),
        ("loan.no_such_instalment", "instalment"),
    ),
    "waive nothing": (lambda desk: desk.waive(), ("loan.amount_refused", "interest")),
    "waive less than nothing": (lambda desk: desk.waive(interest_fen=-1), ("loan.amount_refused", "interest")),
    "waive what is not there": (lambda desk: desk.waive(penalty_fen=10**9), ("loan.more_than_open", "penalty")),
    "refund of nothing": (lambda desk: desk.refund(100), ("loan.no_excess", "amount")),
    "rate above the cap": (lambda desk: desk.change_rate("0.5"), ("loan.above_cap", "rateAnnual")),
    "rate below nothing": (lambda desk: desk.change_rate("-0.01"), ("loan.change_unsound", "rateAnnual")),
    "stale": (lambda desk: desk.waive(interest_fen=1, expected_version=0), ("object.stale", "expectedVersion")),
    "reverse of nothing": (lambda desk: desk.reverse(uuid4()), ("object.not_found", "actId")),
    "no such loan": (lambda desk: desk.lender.repay(uuid4(), 100), ("object.not_found", "loanId")),
}
WRITTEN = ("0.001", "1.005", "1e3", "1,000.00", "¥5", "", " 5", "+5", "NaN", "Infinity", "5.", ".5", "٥", 5, 5.5, True)
REPAY = "mutation M($input: RepayLoanInput!) { repayLoan(input: $input) { loan { id } } }"


@pytest.fixture
async def desk(lender: Lender) -> Desk:
    planted = await lender.running()
    await lender.owner.execute(CLOSE_FEBRUARY)
    await lender.owner.commit()
    return Desk(lender, planted.loan_id)


async def answer_to(desk: Desk, call: Call) -> Answer:
    """Code and field of the refusal, and the proof that nothing changed."""
    before = await desk.lender.everything()
    try:
        await call(desk)
    except DomainError as refusal:
        assert await desk.lender.everything() == before, "something changed"
        return refusal.code, refusal.field
    return "taken", None


@pytest.mark.parametrize("table", [AMOUNTS, DATES, CONTENTS], ids=["amounts", "dates", "contents"])
async def test_whatever_is_bad_is_refused_with_its_code_and_field(
    desk: Desk, table: dict[str, tuple[Call, Answer]]
) -> None:
    found = {name: await answer_to(desk, call) for name, (call, _) in table.items()}
    assert found == {name: expected for name, (_, expected) in table.items()}


CLOSED: dict[str, Call] = {
    "repay": lambda desk: desk.repay(100),
    "prepay": lambda desk: desk.prepay(100, Choice.SHORTEN_TERM),
    "pay off": lambda desk: desk.pay_off(100),
    "charge": lambda desk: desk.charge(100),
    "waive": lambda desk: desk.waive(interest_fen=1),
    "rate": lambda desk: desk.change_rate("0.1"),
    "reschedule": lambda desk: desk.reschedule(skip=1),
    "holiday": lambda desk: desk.grant_holiday(),
    "write off": lambda desk: desk.write_off(),
}


async def test_a_closed_loan_takes_nothing_more(desk: Desk) -> None:
    await desk.repay(await owed(desk))
    assert {name: await answer_to(desk, call) for name, call in CLOSED.items()} == dict.fromkeys(
        CLOSED, ("loan.closed", "loanId")
    )


async def owed(desk: Desk) -> int:
    return sum(outstanding_fen(row) for row in await desk.lender.instalments(desk.loan_id))


async def outcome(call: Awaitable[UUID]) -> str:
    try:
        await call
    except DomainError as refusal:
        return refusal.code
    return "taken"


async def test_of_two_who_repay_all_at_once_one_closes_the_loan_and_the_other_is_told(desk: Desk) -> None:
    whole = await owed(desk)
    both = await asyncio.gather(*(outcome(desk.repay(whole)) for _ in range(2)))
    assert sorted(both) == ["loan.closed", "taken"]
    loan = await desk.lender.loan(desk.loan_id)
    assert (loan.state, loan.outstanding_fen, loan.excess_fen) == (LoanState.CLOSED, 0, 0)
    assert sum((await desk.lender.pools(desk.loan_id)).values()) == 0


async def test_of_two_who_pay_an_application_out_at_once_one_does(lender: Lender) -> None:
    application_id = await lender.ready()
    both = await asyncio.gather(*(outcome(lender.disburse(application_id)) for _ in range(2)))
    assert max(both) == "taken"
    assert min(both) in {"loan.disbursement_running", "application.wrong_state"}
    await lender.work(2)
    late = await outcome(lender.disburse(application_id))
    assert late in {"loan.already_disbursed", "application.wrong_state"}
    assert len(lender.bank.sent) == 1


async def test_an_amount_that_is_no_money_in_yuan_reaches_no_verb(desk: Desk) -> None:
    before, loan = await desk.lender.everything(), await desk.lender.loan(desk.loan_id)
    about = {"loanId": str(ids.encode("Loan", loan.id, loan.customer_id)), "paidOn": TODAY.isoformat()}

    async def repay(written: Any) -> None:
        given = about | {"amount": written, "reference": "R", "idempotencyKey": uuid4().hex}
        await ask(await desk.lender.caller(), REPAY, input=given)

    for written in WRITTEN:
        with pytest.raises((GraphQLError, DomainError)):
            await repay(written)
    assert await desk.lender.everything() == before
    await repay("5.01")
    assert await desk.lender.everything() != before
