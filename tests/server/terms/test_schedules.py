"""Schedules: the worked cases, each method, each convention."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.kit.money import Rounding
from server.terms.convention import PROFILES, MonthEnd
from server.terms.model import Fee, FeeBasis, Method, RateChange, Row, Terms, Tranche
from server.terms.schedules import schedule

START = date(2026, 1, 15)


def terms(method: Method = Method.EQUAL_INSTALMENT, **changes: object) -> Terms:
    base = Terms(10_000_000, Decimal("0.12"), method, 12, START)
    return replace(base, **changes)  # type: ignore[arg-type]  # the names are the fields'


def interest_of(rows: tuple[Row, ...]) -> int:
    return sum(row.interest_fen for row in rows)


# domain/regulation, section 3: the worked cases of the four Chinese methods
@pytest.mark.parametrize(
    ("principal", "rate", "periods", "first", "last", "interest"),
    [
        (10_000_000, "0.12", 12, 888_488, 888_485, 661_853),
        (1_000_000, "0.078", 6, 170_479, 170_478, 22_873),
        (5_000_000, "0.144", 24, 241_010, 241_021, 784_251),
        (20_000_000, "0.12", 36, 664_286, 664_296, 3_914_306),
        (800_000, "0.24", 3, 277_404, 277_403, 32_211),
    ],
)
def test_equal_instalments_come_out_as_worked_by_hand(
    principal: int, rate: str, periods: int, first: int, last: int, interest: int
) -> None:
    rows = schedule(terms(principal_fen=principal, rate_annual=Decimal(rate), periods=periods))
    assert {row.total_fen for row in rows[:-1]} == {first}
    assert rows[-1].total_fen == last
    assert interest_of(rows) == interest
    assert rows[-1].balance_after_fen == 0


def test_the_rows_of_the_worked_case_are_right_to_the_fen() -> None:
    rows = schedule(terms())
    assert rows[0] == Row(1, date(2026, 2, 15), 31, 788_488, 100_000, 0, 9_211_512)
    assert rows[1] == Row(2, date(2026, 3, 15), 28, 796_373, 92_115, 0, 8_415_139)
    assert rows[11] == Row(12, date(2027, 1, 15), 31, 879_688, 8_797, 0, 0)


def test_equal_principal_comes_out_as_worked_by_hand() -> None:
    rows = schedule(terms(Method.EQUAL_PRINCIPAL))
    assert [row.total_fen for row in rows[:2]] == [933_333, 925_000]
    assert (rows[-1].principal_fen, rows[-1].interest_fen) == (833_337, 8_333)
    assert interest_of(rows) == 650_000


def test_interest_only_pays_interest_each_month_and_the_principal_at_the_end() -> None:
    rows = schedule(terms(Method.INTEREST_ONLY))
    assert [row.total_fen for row in rows] == [100_000] * 11 + [10_100_000]


@pytest.mark.parametrize(("profile", "interest"), [("prc_360", 603_333), ("prc_365", 595_068)])
def test_a_bullet_bears_interest_by_the_day_over_the_year_of_its_convention(profile: str, interest: int) -> None:
    rows = schedule(terms(Method.BULLET, periods=6, convention=PROFILES[profile]))
    assert rows == (Row(1, date(2026, 7, 15), 181, 10_000_000, interest, 0, 0),)


def test_draw_as_you_go_pays_interest_by_the_day_on_what_is_drawn() -> None:
    more = (Tranche(date(2026, 1, 25), 5_000_000),)
    rows = schedule(terms(Method.DRAW_AS_YOU_GO, periods=2, tranches=more))
    assert [row.interest_fen for row in rows] == [138_333, 140_000]
    assert rows[1].principal_fen == 15_000_000


def test_flat_interest_is_shared_equally_and_the_last_row_takes_the_rest() -> None:
    rows = schedule(terms(Method.FLAT, principal_fen=1_000_000, periods=7))
    assert [row.interest_fen for row in rows] == [10_000] * 7
    assert [row.principal_fen for row in rows] == [142_857] * 6 + [142_858]


def test_a_balloon_is_left_for_the_last_row() -> None:
    rows = schedule(terms(Method.BALLOON, balloon_fen=4_000_000))
    assert {row.total_fen for row in rows[:-1]} == {573_093}
    assert abs(rows[-1].total_fen - 573_093 - 4_000_000) <= 12
    assert sum(row.principal_fen for row in rows) == 10_000_000


def test_grace_on_principal_leaves_interest_and_spreads_the_rest() -> None:
    rows = schedule(terms(grace_principal=3))
    assert [row.principal_fen for row in rows[:3]] == [0, 0, 0]
    assert [row.interest_fen for row in rows[:4]] == [100_000] * 4
    assert {row.total_fen for row in rows[3:-1]} == {1_167_404}


def test_deferred_interest_falls_due_with_the_row_after_the_grace() -> None:
    rows = schedule(terms(grace_interest=2))
    plain = schedule(terms())
    assert [row.interest_fen for row in rows[:2]] == [0, 0]
    assert rows[2].interest_fen == sum(row.interest_fen for row in plain[:3])
    assert [row.principal_fen for row in rows] == [row.principal_fen for row in plain]


def test_interest_free_periods_bear_none() -> None:
    rows = schedule(terms(interest_free=2))
    assert [row.interest_fen for row in rows[:3]] != [0, 0, 0]
    assert [row.interest_fen for row in rows[:2]] == [0, 0]
    assert {row.total_fen for row in rows[:-1]} == {rows[0].total_fen}


def test_a_tranche_spreads_the_instalments_anew_from_its_period() -> None:
    rows = schedule(terms(tranches=(Tranche(date(2026, 4, 15), 2_000_000),)))
    plain = schedule(terms())
    assert rows[:3] == plain[:3]
    assert rows[3].total_fen > plain[3].total_fen
    assert {row.total_fen for row in rows[3:-1]} == {rows[3].total_fen}
    assert sum(row.principal_fen for row in rows) == 12_000_000


def test_a_tranche_inside_a_period_bears_interest_from_its_day() -> None:
    rows = schedule(terms(periods=2, convention=PROFILES["prc_360_daily"], tranches=(Tranche(date(2026, 1, 25), 600),)))
    whole = Decimal(10_000_000) * Decimal("0.12") * 31 / 360 + Decimal(600) * Decimal("0.12") * 21 / 360
    assert rows[0].interest_fen == round(whole)


def test_a_new_rate_keeps_the_rows_before_and_spreads_the_rest() -> None:
    change = RateChange(date(2026, 7, 15), Decimal("0.06"))
    rows = schedule(terms(rate_changes=(change,)))
    plain = schedule(terms())
    assert rows[:6] == plain[:6]
    assert rows[6].interest_fen == round(Decimal(plain[5].balance_after_fen) * Decimal("0.005"))
    assert {row.total_fen for row in rows[6:-1]} == {rows[6].total_fen}
    assert rows[6].total_fen < plain[6].total_fen


def test_a_long_first_period_bears_its_own_days_and_the_instalments_stay_level() -> None:
    rows = schedule(terms(first_due_on=date(2026, 2, 20)))
    assert (rows[0].days, rows[0].interest_fen) == (36, 120_000)
    assert [row.due_on for row in rows[:3]] == [date(2026, 2, 20), date(2026, 3, 20), date(2026, 4, 20)]
    assert {row.total_fen for row in rows[:-1]} == {rows[0].total_fen}


def test_money_drawn_after_the_first_period_began_bears_interest_from_its_day() -> None:
    rows = schedule(terms(drawn_on=date(2026, 1, 25), periods=3))
    assert rows[0].interest_fen == round(Decimal(10_000_000) * Decimal("0.12") * 21 / 360)
    assert sum(row.principal_fen for row in rows) == 10_000_000


def test_a_due_date_on_a_holiday_rolls_forward_and_costs_nothing_more() -> None:
    golden = frozenset({date(2026, 2, 15), date(2026, 2, 16)})
    rows, plain = schedule(terms(non_working=golden)), schedule(terms())
    assert rows[0].due_on == date(2026, 2, 17)
    assert rows[1:] == plain[1:]
    assert rows[0]._replace(due_on=plain[0].due_on) == plain[0]


@pytest.mark.parametrize(
    ("rule", "start", "dates"),
    [
        (MonthEnd.CLAMP, date(2026, 1, 31), ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (MonthEnd.CLAMP, date(2026, 2, 28), ["2026-03-28", "2026-04-28", "2026-05-28"]),
        (MonthEnd.LAST, date(2026, 2, 28), ["2026-03-31", "2026-04-30", "2026-05-31"]),
        (MonthEnd.NEXT_FIRST, date(2026, 1, 31), ["2026-03-01", "2026-03-31", "2026-05-01"]),
        (MonthEnd.CLAMP, date(2028, 1, 30), ["2028-02-29", "2028-03-30", "2028-04-30"]),
    ],
)
def test_month_ends_follow_their_rule(rule: MonthEnd, start: date, dates: list[str]) -> None:
    convention = replace(PROFILES["prc_360"], month_end=rule)
    rows = schedule(terms(start_on=start, periods=3, convention=convention))
    assert [row.due_on.isoformat() for row in rows] == dates
    assert {row.interest_fen for row in rows[:1]} == {100_000}


def test_fees_come_with_the_instalments_they_belong_to() -> None:
    fees = (
        Fee(FeeBasis.OPENING, amount_fen=500),
        Fee(FeeBasis.FIXED, amount_fen=100),
        Fee(FeeBasis.PRINCIPAL, share=Decimal("0.001")),
        Fee(FeeBasis.INTEREST, share=Decimal("0.1")),
        Fee(FeeBasis.INSTALMENT, share=Decimal("0.01")),
    )
    rows = schedule(terms(fees=fees))
    assert rows[0].fee_fen == 500 + 100 + 10_000 + 10_000 + 8_885
    assert rows[1].fee_fen == 100 + 10_000 + 9_212 + 8_885
    assert rows[0].total_fen == rows[0].principal_fen + rows[0].interest_fen + rows[0].fee_fen


def test_instalments_round_to_their_multiple() -> None:
    convention = replace(PROFILES["prc_360"], instalment_multiple_fen=100, instalment_rounding=Rounding.CEILING)
    rows = schedule(terms(convention=convention))
    assert {row.total_fen for row in rows[:-1]} == {888_500}
    assert sum(row.principal_fen for row in rows) == 10_000_000


def test_every_amount_rounds_to_the_multiple_of_the_currency() -> None:
    convention = replace(PROFILES["prc_360"], amount_multiple_fen=10_000)
    rows = schedule(terms(Method.EQUAL_PRINCIPAL, convention=convention))
    assert all(row.interest_fen % 10_000 == 0 for row in rows)
    assert all(row.principal_fen % 10_000 == 0 for row in rows)


def test_a_few_fen_of_flat_interest_never_leave_a_row_with_less_than_nothing() -> None:
    rows = schedule(terms(Method.FLAT, principal_fen=10_000, rate_annual=Decimal("0.0005"), periods=4))
    assert [row.interest_fen for row in rows] == [1, 1, 0, 0]
