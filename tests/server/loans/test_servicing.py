"""Serving a running loan: every act to the fen, in the rows, in the books, and as a fresh replay would have it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from server.kit.clock import FixedClock
from server.ledger.rules import Account
from server.loans.journal.models import LoanPlan, Resharing
from server.loans.keeping import terms_kept
from server.loans.rules import ActKind, LoanState, outstanding_fen
from server.loans.standing import acts_of, line_of, policy_of
from server.terms.prepayment import Choice
from server.terms.running.applying import replay
from server.terms.running.quoting import quote_pay_off
from tests.fixtures.asking import ask
from tests.server.loans.conftest import TODAY, Lender
from tests.server.loans.proof import proved
from tests.server.loans.servicing import Desk


@pytest.fixture
async def desk(lender: Lender) -> Desk:
    """A loan of 30,000.00 over twelve months that runs since 16 February."""
    return Desk(lender, (await lender.running()).loan_id)


def at(clock: FixedClock, day: date) -> date:
    """Let the day come."""
    clock.advance(timedelta(days=(day - clock.now().date()).days))
    return day


async def pay_off_amount(desk: Desk, on: date) -> int:
    loan = await desk.lender.loan(desk.loan_id)
    assert loan.plan is not None
    standing, _ = replay(terms_kept(loan.plan), policy_of(loan), acts_of(await desk.journal()), on)
    return quote_pay_off(standing, on).total_fen


async def plans(desk: Desk) -> list[LoanPlan]:
    wanted = select(LoanPlan).where(LoanPlan.loan_id == desk.loan_id).order_by(LoanPlan.number)
    return list((await desk.lender.owner.execute(wanted)).scalars())


async def test_late_money_pays_the_penalty_of_actual_days(desk: Desk, clock: FixedClock) -> None:
    first = (await desk.lender.instalments(desk.loan_id))[0]
    day = at(clock, first.due_on + timedelta(days=17))
    await desk.repay(outstanding_fen(first), day)
    row = (await desk.lender.instalments(desk.loan_id))[0]
    # overdue principal x 14.4 % x 1.5 / 360 x 17 days, rounded once
    assert row.penalty_fen == round(first.principal_fen * Decimal("0.216") / 360 * 17)
    assert row.paid_penalty_fen == row.penalty_fen
    assert outstanding_fen(row) == row.penalty_fen
    pools = await desk.lender.pools(desk.loan_id)
    assert pools[Account.PENALTY_RECEIVABLE] == -row.penalty_fen
    await proved(desk)


async def test_a_payment_of_an_earlier_day_shares_later_money_out_anew(desk: Desk, clock: FixedClock) -> None:
    first = (await desk.lender.instalments(desk.loan_id))[0]
    day = at(clock, first.due_on + timedelta(days=20))
    late = await desk.repay(outstanding_fen(first), day)
    before = await desk.lender.repayment(late)
    assert before.penalty_fen > 0
    early = await desk.repay(outstanding_fen(first), first.due_on)
    after = await desk.lender.repayment(late)
    assert (after.penalty_fen, (await desk.lender.repayment(early)).penalty_fen) == (0, 0)
    assert after.interest_fen == (await desk.lender.instalments(desk.loan_id))[1].interest_fen
    told = (await desk.lender.owner.execute(select(Resharing))).scalar_one()
    assert (told.repayment_id, told.before_penalty_fen, told.after_penalty_fen) == (late, before.penalty_fen, 0)
    await proved(desk)


@pytest.mark.parametrize("choice", list(Choice))
async def test_principal_is_prepaid_and_the_rest_laid_down_anew(desk: Desk, choice: Choice) -> None:
    before = await desk.lender.instalments(desk.loan_id)
    paid = await desk.lender.repayment(await desk.prepay(1_000_000, choice))
    assert paid.excess_fen == 0
    assert paid.interest_fen == round(3_000_000 * Decimal("0.144") / 360 * 14)
    after = await desk.lender.instalments(desk.loan_id)
    assert sum(row.principal_fen for row in after) == 3_000_000
    assert (len(after) < len(before)) == (choice is Choice.SHORTEN_TERM)
    assert [plan.number for plan in await plans(desk)] == [1, 2]
    await proved(desk)


async def test_the_quoted_amount_pays_the_loan_off_with_interest_to_the_day(desk: Desk) -> None:
    amount = await pay_off_amount(desk, TODAY)
    assert amount == 3_000_000 + round(3_000_000 * Decimal("0.144") / 360 * 14)
    paid = await desk.lender.repayment(await desk.pay_off(amount))
    assert (paid.principal_fen, paid.excess_fen) == (3_000_000, 0)
    loan = await desk.lender.loan(desk.loan_id)
    assert (loan.state, loan.outstanding_fen, loan.closed_on) == (LoanState.CLOSED, 0, TODAY)
    await proved(desk)


async def test_a_fee_is_charged_and_paid_before_all_else(desk: Desk) -> None:
    await desk.charge(5_000)
    paid = await desk.lender.repayment(await desk.repay(6_000))
    assert (paid.fee_fen, paid.interest_fen) == (5_000, 1_000)
    pools = await desk.lender.pools(desk.loan_id)
    assert (pools[Account.FEE], pools.get(Account.FEE_RECEIVABLE, 0)) == (-5_000, 0)
    await proved(desk)


async def test_what_is_waived_is_owed_no_more_and_takes_income_back(desk: Desk) -> None:
    first = (await desk.lender.instalments(desk.loan_id))[0]
    await desk.waive(interest_fen=1_234)
    row = (await desk.lender.instalments(desk.loan_id))[0]
    assert (row.waived_interest_fen, outstanding_fen(row)) == (1_234, outstanding_fen(first) - 1_234)
    pools = await desk.lender.pools(desk.loan_id)
    assert (pools[Account.INTEREST], pools[Account.INTEREST_RECEIVABLE]) == (1_234, -1_234)
    await proved(desk)


async def test_a_new_rate_lays_down_what_is_not_due(desk: Desk) -> None:
    before = await desk.lender.instalments(desk.loan_id)
    await desk.change_rate("0.12")
    after = await desk.lender.instalments(desk.loan_id)
    loan = await desk.lender.loan(desk.loan_id)
    assert (loan.rate_annual, loan.penalty_rate) == (Decimal("0.12"), Decimal("0.18"))
    assert sum(row.interest_fen for row in after) < sum(row.interest_fen for row in before)
    assert len(await plans(desk)) == 2
    await proved(desk)


async def test_instalments_are_moved_and_the_term_grows(desk: Desk) -> None:
    before = await desk.lender.instalments(desk.loan_id)
    await desk.reschedule(skip=1, extra_periods=2)
    after = await desk.lender.instalments(desk.loan_id)
    assert (len(after), after[0].due_on) == (14, before[1].due_on)
    await desk.grant_holiday(2)
    holiday = await desk.lender.instalments(desk.loan_id)
    assert ([row.principal_fen for row in holiday[:2]], len(holiday)) == ([0, 0], 16)
    await proved(desk)


async def test_a_loan_is_written_off_and_what_comes_in_is_recovered(desk: Desk, clock: FixedClock) -> None:
    first = (await desk.lender.instalments(desk.loan_id))[0]
    day = at(clock, first.due_on + timedelta(days=100))
    await desk.write_off(day)
    loan = await desk.lender.loan(desk.loan_id)
    assert (loan.state, loan.outstanding_fen, loan.written_off_fen) == (LoanState.WRITTEN_OFF, 0, 3_000_000)
    pools = await desk.lender.pools(desk.loan_id)
    assert (pools[Account.ALLOWANCE], pools.get(Account.PRINCIPAL, 0)) == (3_000_000, 0)
    recovered = await desk.recover(500_000, day)
    assert (await desk.lender.repayment(recovered)).principal_fen == 500_000
    assert (await desk.lender.pools(desk.loan_id))[Account.ALLOWANCE] == 2_500_000
    assert (await desk.lender.loan(desk.loan_id)).written_off_fen == 2_500_000
    await proved(desk)


async def test_a_reversed_payment_never_was(desk: Desk) -> None:
    before = [line_of(row) for row in await desk.lender.instalments(desk.loan_id)]
    pools = await desk.lender.pools(desk.loan_id)
    paid = await desk.repay(700_000, reference="TWICE")
    await desk.reverse(paid)
    assert [line_of(row) for row in await desk.lender.instalments(desk.loan_id)] == before
    assert await desk.lender.pools(desk.loan_id) == pools
    assert (await desk.lender.repayment(paid)).reversed_by is not None
    await desk.repay(700_000, reference="TWICE")
    assert [act.kind for act in await desk.journal()][-2:] == [ActKind.REVERSAL, ActKind.REPAYMENT]
    figures = await ask(await desk.lender.caller(), "{ repaymentFigures(by: TOTAL) { count } }")
    assert figures["repaymentFigures"] == [{"count": 1}]
    await proved(desk)


async def test_the_reversal_of_the_last_payment_opens_a_closed_loan(desk: Desk) -> None:
    paid = await desk.pay_off(await pay_off_amount(desk, TODAY))
    rows = len(await desk.lender.instalments(desk.loan_id))
    await desk.reverse(paid)
    loan = await desk.lender.loan(desk.loan_id)
    assert (loan.state, loan.outstanding_fen, loan.closed_on) == (LoanState.ACTIVE, 3_000_000, None)
    assert (rows, len(await desk.lender.instalments(desk.loan_id))) == (1, 12)
    await proved(desk)


async def test_every_kind_of_act_can_be_taken_back(desk: Desk) -> None:
    start = [line_of(row) for row in await desk.lender.instalments(desk.loan_id)]
    pools = await desk.lender.pools(desk.loan_id)
    acts = [
        await desk.charge(5_000),
        await desk.waive(interest_fen=100),
        await desk.change_rate("0.12"),
        await desk.reschedule(extra_periods=2),
        await desk.grant_holiday(1),
        await desk.prepay(1_000_000),
        await desk.write_off(),
        await desk.recover(10_000),
    ]
    await proved(desk)
    for act_id in reversed(acts):
        await desk.reverse(act_id, login="checker.hq")
    assert [line_of(row) for row in await desk.lender.instalments(desk.loan_id)] == start
    assert await desk.lender.pools(desk.loan_id) == pools
    await proved(desk)


async def test_excess_goes_back_through_the_bank(desk: Desk) -> None:
    owed = sum(outstanding_fen(row) for row in await desk.lender.instalments(desk.loan_id))
    await desk.repay(owed + 4_321)
    await desk.refund(4_321)
    assert (await desk.lender.pools(desk.loan_id))[Account.SUSPENSE] == -4_321
    await desk.lender.work(2)
    assert Account.SUSPENSE not in await desk.lender.pools(desk.loan_id)
    await proved(desk)
