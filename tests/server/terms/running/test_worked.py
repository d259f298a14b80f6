"""The worked cases of the house's repayment rules, to the fen."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.terms.allocation import NON_PERFORMING_ORDER
from server.terms.convention import PROFILES
from server.terms.model import Method, Terms
from server.terms.prepayment import Choice
from server.terms.running.acts import ChargedFee, Drawn, NewRate, PayOff, Prepayment, Receipt, Waiver
from server.terms.running.applying import apply
from server.terms.running.errors import ActRefused
from server.terms.running.model import Standing, accrued_interest_fen
from server.terms.running.opening import open_standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.policy import Ahead, Policy, PrepaymentRule
from server.terms.running.quoting import quote_pay_off, quote_prepayment

LOAN = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))
FIRST_DUE = date(2026, 2, 15)
FEE = Policy(prepayment=PrepaymentRule(fee_share=Decimal("0.01")))


def opened(terms: Terms = LOAN, **policy: object) -> Standing:
    return open_standing(terms, replace(Policy(), **policy))  # type: ignore[arg-type]  # fields of a policy


def test_seventeen_days_on_overdue_principal_cost_67_02_and_the_interest_bears_none() -> None:
    standing = opened()
    assert reckon_penalty(standing, FIRST_DUE + timedelta(days=17)) == 6_702
    assert standing.lines[0].open_interest_fen == 100_000  # compound interest would be 8.50 more
    assert standing.lines[0].overdue_fen_days == 788_488 * 17


def test_on_the_due_date_nothing_is_late() -> None:
    standing = opened()
    assert reckon_penalty(standing, FIRST_DUE) == 0
    assert reckon_penalty(standing, FIRST_DUE + timedelta(days=1)) == 394  # 7,884.88 x 18 % / 360


def test_penalty_never_costs_more_than_the_cap() -> None:
    standing = opened(replace(LOAN, rate_annual=Decimal("0.20")))
    assert standing.penalty_rate == Decimal("0.24")  # not 30 %
    uncapped = opened(replace(LOAN, rate_annual=Decimal("0.20")), cap_annual=None)
    assert uncapped.penalty_rate == Decimal("0.300")


def test_a_late_fee_fits_below_the_cap_with_the_penalty_or_is_refused() -> None:
    standing = opened()
    on = FIRST_DUE + timedelta(days=17)
    room = 788_488 * 17 * 24 // (100 * 360) - 6_702
    with pytest.raises(ActRefused) as refusal:
        apply(standing, ChargedFee(number=1, on=on, amount_fen=room + 1, late=True))
    assert refusal.value.code == "running.above_cap"
    effect = apply(standing, ChargedFee(number=1, on=on, amount_fen=room, late=True))
    assert effect.charged.penalty_fen == room
    assert standing.lines[0].penalty_fen == 6_702 + room


@pytest.mark.parametrize(
    ("days", "is_free", "fen"), [(3, False, 0), (4, False, 1_577), (4, True, 394), (17, False, 6_702)]
)
def test_paid_within_the_days_of_grace_nothing_is_charged(days: int, is_free: bool, fen: int) -> None:  # noqa: FBT001 - a table of cases
    standing = opened(grace_days=3, grace_is_free=is_free)
    assert reckon_penalty(standing, FIRST_DUE + timedelta(days=days)) == fen


def test_what_is_paid_within_the_grace_bears_nothing_later() -> None:
    standing = opened(grace_days=3)
    apply(standing, Receipt(number=1, on=FIRST_DUE + timedelta(days=2), amount_fen=500_000))
    reckon_penalty(standing, FIRST_DUE + timedelta(days=5))
    assert standing.lines[0].overdue_fen_days == (888_488 - 500_000) * 5


def test_a_due_date_rolled_over_days_without_work_is_not_late_in_between() -> None:
    standing = opened(replace(LOAN, non_working=frozenset({FIRST_DUE, FIRST_DUE + timedelta(days=1)})))
    assert standing.lines[0].due_on == FIRST_DUE + timedelta(days=2)
    assert reckon_penalty(standing, FIRST_DUE + timedelta(days=2)) == 0
    assert reckon_penalty(standing, FIRST_DUE + timedelta(days=3)) == 394
    assert standing.lines[0].interest_fen == 100_000


def test_drawn_as_needed_thirty_thousand_for_23_days_cost_207() -> None:
    terms = Terms(3_000_000, Decimal("0.108"), Method.DRAW_AS_YOU_GO, 12, date(2026, 1, 15))
    quote = quote_pay_off(opened(terms), date(2026, 2, 7))
    assert (quote.principal_fen, quote.interest_fen, quote.total_fen) == (3_000_000, 20_700, 3_020_700)


def test_further_drawings_bear_interest_from_their_day() -> None:
    terms = Terms(3_000_000, Decimal("0.108"), Method.DRAW_AS_YOU_GO, 12, date(2026, 1, 15))
    standing = opened(terms, credit_limit_fen=5_000_000)
    apply(standing, Drawn(number=1, on=date(2026, 1, 25), amount_fen=1_000_000))
    # 30,000 x 10 d and 40,000 x 21 d at 0.03 % a day
    assert standing.lines[0].interest_fen == 9_000 + 25_200
    assert accrued_interest_fen(standing.lines[0], date(2026, 1, 25)) == 9_000
    assert accrued_interest_fen(standing.lines[0], date(2026, 1, 26)) == 9_000 + 1_200
    assert quote_pay_off(standing, date(2026, 2, 7)).interest_fen == 9_000 + 13 * 1_200
    with pytest.raises(ActRefused) as refusal:
        apply(standing, Drawn(number=2, on=date(2026, 1, 26), amount_fen=1_000_001))
    assert refusal.value.code == "running.above_limit"


def test_drawn_repaid_and_drawn_again() -> None:
    terms = Terms(3_000_000, Decimal("0.108"), Method.DRAW_AS_YOU_GO, 3, date(2026, 1, 15))
    standing = opened(terms)
    total = quote_pay_off(standing, date(2026, 2, 7)).total_fen
    assert apply(standing, PayOff(number=1, on=date(2026, 2, 7), amount_fen=total)).settled
    apply(standing, Drawn(number=2, on=date(2026, 2, 20), amount_fen=1_000_000))
    assert [line.agreed_on for line in standing.lines[1:]] == [date(2026, 3, 15), date(2026, 4, 15)]
    assert standing.lines[1].interest_fen == 300 * 23
    assert standing.open_principal_fen == 1_000_000


@pytest.mark.parametrize(("profile", "interest"), [("prc_360", 603_333), ("prc_365", 595_068)])
def test_a_bullet_over_181_days(profile: str, interest: int) -> None:
    terms = Terms(10_000_000, Decimal("0.12"), Method.BULLET, 6, date(2026, 1, 15), convention=PROFILES[profile])
    standing = opened(terms)
    assert [(line.principal_fen, line.interest_fen) for line in standing.lines] == [(10_000_000, interest)]
    base = 360 if profile == "prc_360" else 365
    on = date(2026, 4, 15)
    assert quote_pay_off(standing, on).interest_fen == round(Decimal(10_000_000) * 12 * 90 / (100 * base))


def test_an_early_payment_costs_the_days_and_the_disclosed_fee_and_no_fen_is_left_over() -> None:
    standing = open_standing(LOAN, FEE)
    for number, line in enumerate(list(standing.lines[:3]), 1):
        apply(standing, Receipt(number=number, on=line.due_on, amount_fen=888_488))
    quote = quote_prepayment(standing, date(2026, 4, 25), 3_000_000)
    balance = 10_000_000 - 788_488 - 796_373 - 804_337
    assert quote.interest_fen == round(Decimal(balance) * 12 * 10 / 36_000)
    assert quote.fee_fen == round(Decimal(quote.principal_fen) / 100)
    assert quote.interest_fen + quote.fee_fen + quote.principal_fen == 3_000_000
    shorten, lower = quote.options
    assert len(shorten.lines) < len(lower.lines) == 12
    assert shorten.saved_fen > lower.saved_fen > 0
    instalments = {line.principal_fen + line.interest_fen for line in shorten.lines[4:-1]}
    assert instalments == {888_488}
    assert {line.principal_fen + line.interest_fen for line in lower.lines[4:-1]} == {
        lower.lines[4].principal_fen + lower.lines[4].interest_fen
    }


@pytest.mark.parametrize(
    ("terms", "on", "free"),
    [
        (LOAN, date(2026, 6, 20), False),  # five of twelve periods are over
        (LOAN, date(2026, 7, 15), True),  # half of them
        (replace(LOAN, periods=11), date(2026, 3, 1), True),  # shorter than a year
    ],
)
def test_the_fee_falls_away_after_half_the_term_and_for_short_loans(terms: Terms, on: date, free: bool) -> None:  # noqa: FBT001 - a table of cases
    quote = quote_pay_off(open_standing(terms, FEE), on)
    assert (quote.fee_fen == 0) is free


def test_the_fee_is_never_more_than_a_month_of_interest() -> None:
    quote = quote_pay_off(open_standing(replace(LOAN, rate_annual=Decimal("0.06")), FEE), date(2026, 1, 20))
    assert quote.fee_fen == 50_000  # a month at 6 %, not 1 %


def test_interest_to_the_day_is_never_more_than_the_whole_period_bears() -> None:
    standing = opened(replace(LOAN, periods=4, every=3))
    for number, line in enumerate(standing.lines[:2], 1):
        apply(standing, Receipt(number=number, on=line.due_on, amount_fen=line.open_fen))
    # a quarter is 90 days of 360 by name; on its 92nd day 91 are over
    quote = quote_pay_off(standing, date(2026, 10, 14))
    assert quote.interest_fen == standing.lines[2].interest_fen
    assert quote.interest_fen < round(Decimal(standing.lines[1].balance_after_fen) * 12 * 91 / 36_000)


def test_a_new_rate_splits_the_running_period_and_rounds_once() -> None:
    standing = opened()
    apply(standing, NewRate(number=1, on=date(2026, 1, 25), rate_annual=Decimal("0.09")))
    exact = Decimal(10_000_000) * (10 * 12 + 21 * 9) / 36_000
    assert standing.lines[0].interest_fen == round(exact)
    assert accrued_interest_fen(standing.lines[0], date(2026, 1, 25)) == 33_333
    assert standing.lines[1].interest_fen == round(Decimal(standing.lines[0].balance_after_fen) * 9 / 1200)
    assert standing.penalty_rate == Decimal("0.135")


def test_principal_comes_first_past_ninety_days_where_the_contract_says_so() -> None:
    money = Receipt(number=1, on=FIRST_DUE + timedelta(days=91), amount_fen=1_000_000)
    usual, late = opened(), opened(late_order=NON_PERFORMING_ORDER)
    first = apply(usual, money)
    assert first.splits[0].interest_fen == 100_000
    assert first.splits[0].penalty_fen > 0
    swept = apply(late, money)
    assert swept.paid.principal_fen == 1_000_000
    assert [split.principal_fen for split in swept.splits] == [788_488, 1_000_000 - 788_488]
    ninety = opened(late_order=NON_PERFORMING_ORDER)
    assert apply(ninety, replace(money, on=FIRST_DUE + timedelta(days=90))).paid.interest_fen > 0


@pytest.mark.parametrize(
    ("ahead", "paid", "excess"),
    [(Ahead.NOTHING, 888_488, 1_111_512), (Ahead.NEXT, 1_776_976, 223_024), (Ahead.ALL, 2_000_000, 0)],
)
def test_what_runs_beyond_the_agreed_reach_stands_in_suspense(ahead: Ahead, paid: int, excess: int) -> None:
    standing = opened(ahead=ahead)
    effect = apply(standing, Receipt(number=1, on=FIRST_DUE, amount_fen=2_000_000))
    assert (effect.paid.total_fen, effect.excess_fen, standing.excess_fen) == (paid, excess, excess)


def test_money_in_suspense_pays_what_falls_due_later() -> None:
    standing = opened(ahead=Ahead.NOTHING)
    apply(standing, Receipt(number=1, on=FIRST_DUE, amount_fen=1_000_000))
    effect = apply(standing, Receipt(number=2, on=date(2026, 3, 15), amount_fen=111_512, from_excess=True))
    assert (effect.paid.total_fen, effect.excess_fen, standing.excess_fen) == (111_512, -111_512, 0)


def test_what_is_waived_is_not_owed_and_principal_is_never_waived() -> None:
    standing = opened()
    on = FIRST_DUE + timedelta(days=17)
    effect = apply(standing, Waiver(number=1, on=on, penalty_fen=6_702, interest_fen=100))
    assert (effect.waived.penalty_fen, effect.waived.interest_fen, effect.waived.principal_fen) == (6_702, 100, 0)
    assert standing.lines[0].open_fen == 888_488 - 100
    with pytest.raises(ActRefused) as refusal:
        apply(standing, Waiver(number=2, on=on, penalty_fen=1))
    assert refusal.value.code == "running.more_than_open"


def test_paying_all_that_a_shortened_loan_asks_for_settles_it() -> None:
    standing = opened()
    apply(standing, Prepayment(number=1, on=date(2026, 3, 1), amount_fen=5_000_000, choice=Choice.SHORTEN_TERM))
    for number in range(2, 20):
        line = next((line for line in standing.lines if line.open_fen), None)
        if line is None:
            break
        reckon_penalty(standing, max(line.due_on, standing.last_on))
        on = max(line.due_on, standing.last_on)
        apply(standing, Receipt(number=number, on=on, amount_fen=line.open_fen))
    assert standing.is_settled
    assert standing.excess_fen == 0
