"""The dice of the seeds: amounts, payers, names, places of staff."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.identity import catalogue as posts
from server.kit.clock import SHANGHAI
from server.kit.ids import is_number
from server.loans.models import Loan
from server.reference import number_formats
from server.seeds.copying import Rows
from server.seeds.dice import Ids, dice_of, later, moment, round_amount, working_day
from server.seeds.names import Namer
from server.seeds.places import BRANCHES
from server.seeds.repayments import payments
from server.seeds.staff import POSTS, holders
from server.seeds.stages import Stages
from server.terms.model import Method, Terms
from server.terms.schedules import schedule

seeds = st.integers(0, 2**32)
TODAY = date(2026, 3, 2)


@given(seeds, st.integers(0, 1000), st.integers(1, 36), st.integers(5_000, 5_000_000))
def test_payments_lie_in_the_past_and_never_exceed_what_is_owed_by_much(
    seed: int, age: int, periods: int, yuan: int
) -> None:
    from decimal import Decimal

    terms = Terms(yuan * 100, Decimal("0.144"), Method.EQUAL_INSTALMENT, periods, TODAY - timedelta(days=age))
    rows = schedule(terms)
    paid = payments(Random(seed), rows, TODAY)
    assert all(day < TODAY and fen > 0 for day, fen in paid)
    assert [day for day, _ in paid] == sorted(day for day, _ in paid)
    assert sum(fen for _, fen in paid) <= sum(row.total_fen for row in rows) + 9_900


@given(st.integers(0, 10**10))
def test_a_round_amount_is_never_above_the_wish_and_close_to_it(fen: int) -> None:
    shown = round_amount(fen)
    assert 0 <= fen - shown < max(10_000, fen // 5 + 1)
    assert shown % 10_000 == 0


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_working_day_is_no_weekend_and_not_later(day: date) -> None:
    assert working_day(day).weekday() < 5
    assert timedelta(0) <= day - working_day(day) <= timedelta(days=2)


@given(seeds, st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 3), st.integers(1, 300))
def test_the_next_step_follows_within_opening_hours(seed: int, day: date, days: int, minutes: int) -> None:
    dice = Random(seed)
    before = moment(dice, day)
    after = later(dice, before, days=days, minutes=(1, minutes))
    assert timedelta(0) < after - before <= timedelta(days=days + 1)
    assert 9 <= after.astimezone(SHANGHAI).hour < 18


@given(seeds)
def test_drawn_numbers_are_sound_and_each_is_drawn_once(seed: int) -> None:
    ids, namer = Ids(Random(seed)), Namer(Random(seed))
    numbers = [ids.number() for _ in range(20)]
    assert all(map(is_number, numbers))
    assert len(set(numbers)) == 20
    identities = [namer.identity("310104", date(1990, 5, 1)) for _ in range(15)]
    assert len(set(identities)) == 15
    assert all(number_formats.identity_problem(number, TODAY) is None for number in identities)
    assert number_formats.credit_code_problem(namer.credit_code("310104")) is None


def test_each_part_of_the_house_has_dice_of_its_own() -> None:
    assert dice_of(1, "people").random() == dice_of(1, "people").random()
    assert len({dice_of(1, "people").random(), dice_of(2, "people").random(), dice_of(1, "plans").random()}) == 3


def test_every_position_is_held_and_every_branch_has_other_eyes_for_its_officers() -> None:
    held = Counter(code for post in POSTS for code in post.positions)
    assert set(held) == {spec.code for spec in posts.POSITIONS}
    assert held[posts.ADMINISTRATOR] >= 2
    assert held[posts.COMMITTEE] >= 3
    assert held[posts.REGIONAL_MANAGER] == 3
    assert len({post.login for post in POSTS}) == len({post.name for post in POSTS}) == len(POSTS)
    for branch in BRANCHES:
        reviewers = {post.login for post in holders(posts.REVIEWER, branch.code)}
        for officer in holders(posts.OFFICER, branch.code):
            assert reviewers - {officer.login}


def test_a_column_that_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="no_such_column"):
        Rows().add(Loan, {"no_such_column": 1})


def test_stages_share_the_whole_by_their_weights() -> None:
    told: list[tuple[int, int, str]] = []
    stages = Stages(lambda *words: told.append(words), {"first": 3, "second": 1})
    stages.of("first")(1, 2)
    stages.of("second")(2, 2)
    assert told == [(0, 1000, "first"), (375, 1000, "first"), (750, 1000, "second"), (1000, 1000, "second")]
