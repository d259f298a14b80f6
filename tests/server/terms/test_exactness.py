"""Schedules of any terms: every row equals an exact model in fractions, and the principal always adds up."""

import os
import random
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.machine import describe
from bench.records import keep
from server.kit.money import Rounding
from server.terms.convention import PROFILES, Convention, Count, Year
from server.terms.model import Method, PeriodUnit, RateChange, Terms, Tranche
from server.terms.schedules import schedule
from tests.server.terms.exact import due_dates, exact_rows, factor

CASES = 3_000
CASES_LONG = 1_000_000
GRACE = 0.2
SEED_VARIABLE = "JIEDAI_SCHEDULES_SEED"
COUNT_VARIABLE = "JIEDAI_SCHEDULES"
PLAIN = (
    Method.EQUAL_INSTALMENT,
    Method.EQUAL_PRINCIPAL,
    Method.INTEREST_ONLY,
    Method.BULLET,
    Method.DRAW_AS_YOU_GO,
)

conventions = st.builds(
    Convention,
    name=st.just("made up"),
    count=st.sampled_from([Count.PERIOD, Count.ACTUAL]),
    year=st.sampled_from([Year.DAYS_360, Year.DAYS_364, Year.DAYS_365]),
    rounding=st.sampled_from(Rounding),
    instalment_multiple_fen=st.sampled_from([1, 1, 10, 100]),
) | st.builds(Convention, name=st.just("actual"), count=st.just(Count.ACTUAL), year=st.just(Year.ACTUAL))
plain_terms = st.builds(
    Terms,
    principal_fen=st.integers(1, 10**10),
    rate_annual=st.decimals(0, Decimal("0.6"), places=6),
    method=st.sampled_from(PLAIN),
    periods=st.integers(1, 24),
    start_on=st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    period_unit=st.sampled_from(PeriodUnit),
    every=st.integers(1, 3),
    convention=conventions,
)


@given(plain_terms)
def test_every_row_equals_the_exact_model_in_fractions(made: Terms) -> None:
    rows = schedule(made)
    assert [(row.principal_fen, row.interest_fen) for row in rows] == exact_rows(made)
    assert [row.due_on for row in rows] == due_dates(made)[-len(rows) :]


@given(plain_terms)
def test_the_principal_adds_up_and_no_amount_is_negative(made: Terms) -> None:
    rows = schedule(made)
    assert sum(row.principal_fen for row in rows) == made.principal_fen
    assert min(min(row.principal_fen, row.interest_fen, row.balance_after_fen) for row in rows) >= 0
    assert rows[-1].balance_after_fen == 0
    balance = made.principal_fen
    for number, row in enumerate(rows, 1):
        balance -= row.principal_fen
        assert (row.number, row.balance_after_fen) == (number, balance)


@given(plain_terms, st.data())
def test_principal_adds_up_with_tranches_grace_rate_changes_and_balloons_too(made: Terms, data: st.DataObject) -> None:
    method = data.draw(st.sampled_from([Method.EQUAL_INSTALMENT, Method.INTEREST_ONLY, Method.BALLOON]))
    days = (due_dates(made)[-1] - made.start_on).days
    some = st.lists(st.integers(1, max(1, days - 1)), max_size=3, unique=True)
    offsets = sorted(data.draw(some)) if days > 1 else []
    tranches = tuple(Tranche(made.start_on + timedelta(days=each), 1 + each * 997) for each in offsets)
    changes = tuple(RateChange(tranche.on, Decimal("0.05")) for tranche in tranches[:2])
    grace = 0 if method is Method.INTEREST_ONLY else data.draw(st.integers(0, made.periods - 1))
    balloon = made.principal_fen // 3 if method is Method.BALLOON else 0
    changed = replace(
        made, method=method, tranches=tranches, rate_changes=changes, grace_principal=grace, balloon_fen=balloon
    )
    rows = schedule(changed)
    assert sum(row.principal_fen for row in rows) == made.principal_fen + sum(each.amount_fen for each in tranches)
    assert min(min(row.principal_fen, row.interest_fen) for row in rows) >= 0
    assert rows[-1].balance_after_fen == 0


@settings(max_examples=50)
@given(plain_terms, st.integers(10**6, 10**10))
def test_level_instalments_differ_only_in_the_last_row(drawn: Terms, principal: int) -> None:
    convention = replace(drawn.convention, instalment_multiple_fen=1)
    made = replace(drawn, method=Method.EQUAL_INSTALMENT, principal_fen=principal, convention=convention)
    rows = schedule(made)
    assert len({row.total_fen for row in rows[:-1]}) <= 1
    # each row can be a fen off in its interest and one in its instalment, and that grows with the interest on it
    dates = [made.start_on, *due_dates(made)]
    grown = Fraction(0)
    for from_on, to_on in pairwise(dates):
        grown = grown * (1 + factor(made, from_on, to_on)) + 2
    assert abs(rows[-1].total_fen - rows[0].total_fen) <= grown + 2


def drawn_terms(dice: random.Random) -> Terms:
    """Terms of any ordinary kind, grace, balloons and interest-free periods among them."""
    method = dice.choice((*PLAIN, Method.EQUAL_INSTALMENT, Method.BALLOON))
    principal, periods = dice.randrange(1, 10 ** dice.randrange(3, 12)), dice.randrange(1, 37)
    level = method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.BALLOON)
    return Terms(
        principal,
        Decimal(dice.randrange(0, 360_001)) / 1_000_000,
        method,
        periods,
        date(2020, 1, 1) + timedelta(days=dice.randrange(4000)),
        period_unit=dice.choice(list(PeriodUnit)),
        every=dice.randrange(1, 4),
        convention=PROFILES[dice.choice(["prc_360", "prc_365", "prc_360_daily", "prc_365_daily", "actual_actual"])],
        grace_principal=dice.randrange(periods) if level and dice.random() < GRACE else 0,
        interest_free=dice.randrange(periods) if level and dice.random() < GRACE else 0,
        balloon_fen=dice.randrange(principal) if method is Method.BALLOON else 0,
    )


def check_terms(number: int, count: int) -> int:
    """Compare so many schedules with the exact model; answers how many rows were compared."""
    print(f"{SEED_VARIABLE}={number}")  # noqa: T201 - shown with a failure
    dice, rows = random.Random(number), 0
    for _ in range(count):
        made = drawn_terms(dice)
        found = [(row.principal_fen, row.interest_fen) for row in schedule(made)]
        assert found == exact_rows(made), made
        rows += len(found)
    return rows


def seed_of_the_day() -> int:
    return int(os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(1_000_000))


def test_thousands_of_schedules_equal_the_exact_model() -> None:
    assert check_terms(seed_of_the_day(), CASES) > CASES


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_a_million_schedules_equal_the_exact_model() -> None:
    number, began, machine = seed_of_the_day(), time.monotonic(), describe()
    count = int(os.environ.get(COUNT_VARIABLE) or CASES_LONG)
    rows = check_terms(number, count)
    told = {"machine": machine, "seed": number, "schedules": count, "rows": rows, "fen_off": 0}
    keep("schedules_exact", told | {"seconds": round(time.monotonic() - began)})
