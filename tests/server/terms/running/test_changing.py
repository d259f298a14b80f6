"""Later due dates, holidays, methods with rules of their own, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.terms.errors import TermsError
from server.terms.model import Method, Terms, Tranche
from server.terms.prepayment import Choice
from server.terms.running.acts import (
    Act,
    ChargedFee,
    Drawn,
    Holiday,
    NewRate,
    PayOff,
    Prepayment,
    Receipt,
    Recovered,
    Rescheduled,
    Waiver,
)
from server.terms.running.applying import apply, needs_replay
from server.terms.running.errors import ActRefused
from server.terms.running.model import Standing
from server.terms.running.opening import open_standing
from server.terms.running.policy import Policy
from server.terms.running.quoting import quote_pay_off, quote_prepayment
from server.terms.schedules import schedule

LOAN = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))
HOUSE = Policy()


def totals(standing: Standing) -> list[int]:
    return [line.principal_fen + line.interest_fen for line in standing.lines]


def test_a_holiday_repays_no_principal_and_lengthens_the_term() -> None:
    standing = open_standing(LOAN, HOUSE)
    effect = apply(standing, Holiday(number=1, on=date(2026, 2, 15), periods=2))
    assert effect.plan_changed
    assert len(standing.lines) == 14
    balance = standing.lines[0].balance_after_fen
    assert [line.principal_fen for line in standing.lines[1:3]] == [0, 0]
    assert [line.interest_fen for line in standing.lines[1:3]] == [round(Decimal(balance) / 100)] * 2
    assert len(set(totals(standing)[3:-1])) == 1


def test_interest_of_a_holiday_falls_due_with_the_instalment_after_it() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, Holiday(number=1, on=date(2026, 2, 15), periods=2, interest_too=True))
    balance = standing.lines[0].balance_after_fen
    assert totals(standing)[1:3] == [0, 0]
    assert standing.lines[3].interest_fen == 3 * round(Decimal(balance) / 100)
    quote = quote_pay_off(standing, date(2026, 4, 5))  # two periods over but 21 days of the second one
    whole = round(Decimal(balance) / 100)
    assert quote.interest_fen == whole + round(Decimal(balance) * 12 * 21 / 36_000)


def test_skipping_moves_all_later_dates_and_keeps_the_instalment() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, Rescheduled(number=1, on=date(2026, 2, 20), skip=1))
    assert [line.agreed_on for line in standing.lines[:3]] == [date(2026, 2, 15), date(2026, 4, 15), date(2026, 5, 15)]
    assert set(totals(standing)[:-1]) == {888_488}
    assert standing.lines[0].open_fen == 888_488 + standing.lines[0].penalty_fen


def test_another_due_day_from_an_instalment_on() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, Rescheduled(number=1, on=date(2026, 2, 20), from_line=4, due_on=date(2026, 5, 28)))
    assert [line.agreed_on.day for line in standing.lines] == [15, 15, 15, *[28] * 9]
    with pytest.raises(ActRefused) as refusal:
        apply(standing, Rescheduled(number=2, on=date(2026, 2, 20), from_line=1, skip=1))
    assert refusal.value.code == "running.no_such_line"


def test_more_periods_lower_the_instalment() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, Rescheduled(number=1, on=date(2026, 2, 20), extra_periods=6))
    assert len(standing.lines) == 18
    assert totals(standing)[5] < 888_488


def test_an_overdue_instalment_stays_overdue_when_the_rest_is_rescheduled() -> None:
    standing = open_standing(LOAN, HOUSE)
    apply(standing, Rescheduled(number=1, on=date(2026, 3, 4), skip=2))
    assert standing.lines[0].penalty_fen == 6_702
    assert standing.days_past_due(date(2026, 3, 4)) == 17


@pytest.mark.parametrize("method", list(Method))
def test_every_method_is_paid_off_on_any_day_by_its_quote(method: Method) -> None:
    terms = replace(LOAN, method=method, balloon_fen=3_000_000 if method is Method.BALLOON else 0)
    for days in (0, 1, 40, 200, 364, 365, 366, 500):
        standing = open_standing(terms, HOUSE)
        quote = quote_pay_off(standing, LOAN.start_on + timedelta(days=days))
        apply(standing, PayOff(number=1, on=quote.on, amount_fen=quote.total_fen))
        assert standing.is_settled
        assert standing.outstanding_fen == 0


def test_flat_interest_to_the_day_stands_on_the_principal_first_lent() -> None:
    terms = replace(LOAN, method=Method.FLAT)
    standing = open_standing(terms, HOUSE)
    apply(standing, Receipt(number=1, on=date(2026, 2, 15), amount_fen=standing.lines[0].open_fen))
    assert quote_pay_off(standing, date(2026, 2, 25)).interest_fen == 33_333
    with pytest.raises(TermsError) as refusal:
        quote_prepayment(standing, date(2026, 2, 25), 1_000_000)
    assert refusal.value.code == "terms.not_for_method"


def test_flat_interest_at_a_new_rate_stands_on_it_as_well() -> None:
    standing = open_standing(replace(LOAN, method=Method.FLAT), HOUSE)
    apply(standing, NewRate(number=1, on=date(2026, 7, 15), rate_annual=Decimal("0.06")))
    assert [line.interest_fen for line in standing.lines] == [100_000] * 6 + [50_000] * 6
    assert sum(line.principal_fen for line in standing.lines) == 10_000_000


@pytest.mark.parametrize(("choice", "lowers"), [(Choice.LOWER_INSTALMENT, 0), (Choice.SHORTEN_TERM, -1)])
def test_prepaying_a_balloon_lowers_the_instalment_or_the_balloon(choice: Choice, lowers: int) -> None:
    terms = replace(LOAN, method=Method.BALLOON, balloon_fen=3_000_000)
    standing = open_standing(terms, HOUSE)
    before = totals(standing)
    apply(standing, Prepayment(number=1, on=date(2026, 2, 15), amount_fen=before[0] + 1_000_000, choice=choice))
    after = totals(standing)
    assert len(after) == len(before)
    assert after[5] == before[5] if lowers else after[5] < before[5]
    assert after[-1] < before[-1]


def test_foreseen_tranches_are_owed_when_they_are_paid_out() -> None:
    terms = replace(LOAN, tranches=(Tranche(date(2026, 3, 20), 5_000_000),))
    standing = open_standing(terms, HOUSE)
    assert standing.open_principal_fen == 10_000_000
    apply(standing, Drawn(number=1, on=date(2026, 3, 20), amount_fen=5_000_000))
    assert [line.principal_fen for line in standing.lines] == [row.principal_fen for row in schedule(terms)]
    assert [line.interest_fen for line in standing.lines] == [row.interest_fen for row in schedule(terms)]


def test_without_the_plan_only_acts_that_keep_it_are_done() -> None:
    standing = open_standing(LOAN, HOUSE)
    standing.plan = None
    apply(standing, Receipt(number=1, on=date(2026, 2, 15), amount_fen=1_000))
    rate = NewRate(number=2, on=date(2026, 2, 16), rate_annual=Decimal("0.1"))
    assert needs_replay(standing, rate)
    with pytest.raises(ActRefused):
        quote_pay_off(standing, date(2026, 2, 16))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Receipt(number=1, on=date(2026, 1, 14), amount_fen=1), "running.replay_needed"),
        (Receipt(number=1, on=date(2026, 2, 1), amount_fen=0), "running.amount_not_positive"),
        (Receipt(number=1, on=date(2026, 2, 1), amount_fen=10**15 + 1), "running.amount_too_large"),
        (Waiver(number=1, on=date(2026, 2, 1)), "running.amount_not_positive"),
        (Waiver(number=1, on=date(2026, 2, 1), fee_fen=1, line=13), "running.no_such_line"),
        (ChargedFee(number=1, on=date(2026, 2, 1), amount_fen=1, line=13), "running.no_such_line"),
        (Holiday(number=1, on=date(2026, 2, 1), periods=0), "running.unknown_value"),
        (Holiday(number=1, on=date(2027, 2, 1), periods=1), "running.nothing_left"),
        (Rescheduled(number=1, on=date(2026, 2, 1)), "running.unknown_value"),
        (Rescheduled(number=1, on=date(2026, 2, 1), due_on=date(2026, 1, 20)), "running.unknown_value"),
        (Drawn(number=1, on=date(2027, 2, 1), amount_fen=1), "running.nothing_left"),
        (Recovered(number=1, on=date(2026, 2, 1), amount_fen=1), "running.not_written_off"),
        (NewRate(number=1, on=date(2026, 2, 1), rate_annual=Decimal(11)), "terms.rate_out_of_range"),
        (
            Prepayment(number=1, on=date(2026, 3, 1), amount_fen=1, choice=Choice.SHORTEN_TERM),
            "running.covers_no_principal",
        ),
        (
            Prepayment(number=1, on=date(2026, 3, 1), amount_fen=10**9, choice=Choice.SHORTEN_TERM),
            "running.pays_off",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code_and_changes_nothing(act: Act, code: str) -> None:
    standing = open_standing(LOAN, HOUSE)
    before = standing.copy()
    with pytest.raises(TermsError) as refusal:
        apply(standing, act)
    assert refusal.value.code == code
    assert refusal.value.message_zh
    assert standing == before
