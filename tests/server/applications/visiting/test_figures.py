"""What follows from a sheet: exact arithmetic, missing stays missing, distances on the ground."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.applications.visiting.figures import distance_m, figures_of, photo_minutes
from server.applications.visiting.sheet import Line, LinePart, Photo, Position, Sheet
from tests.factories.visits import HERE, MONTHS, VISITED_AT, a_sheet

P = LinePart
AMOUNTS = st.integers(1, 10**12)
PAPERS = [uuid4() for _ in range(3)]


def by_month(part: LinePart, kind: str, amounts: list[int], *, proven: bool = False) -> list[Line]:
    paper = PAPERS[0] if proven else None
    return [Line(part, kind, amount, MONTHS[at % 3], None, "", paper) for at, amount in enumerate(amounts)]


def test_a_grocers_month_adds_up() -> None:
    found = figures_of(a_sheet(PAPERS))
    assert (found.turnover_fen, found.profit_fen, found.income_fen) == (8_000_000, 1_600_000, 2_200_000)
    assert (found.verified_income_fen, found.surplus_fen) == (2_200_000, 1_600_000)
    assert (found.gross_margin, found.net_margin) == (Decimal("0.3"), Decimal("0.2"))
    assert found.stock_turn == Decimal("9.6")
    assert (found.debt_monthly_fen, found.debt_balance_fen, found.assets_fen) == (100_000, 3_000_000, 80_000_000)
    assert found.debt_ratio == Decimal(100_000) / 2_200_000
    assert (found.income_proof_share, found.asset_proof_share) == (Decimal(1), Decimal(1))
    assert (found.photo_distance_m, found.photo_minutes) == (0, 0)


def test_an_empty_sheet_tells_nothing_and_nothing_is_nought() -> None:
    found = figures_of(Sheet())
    unknown = {name for name, value in found.as_json.items() if value is None}
    assert {"income_fen", "verified_income_fen", "expense_fen", "surplus_fen", "turnover_fen", "debt_ratio"} <= unknown
    assert {"gross_margin", "net_margin", "stock_turn", "photo_distance_m", "photo_minutes"} <= unknown


def test_what_a_shop_sells_is_verified_by_the_least_that_was_seen() -> None:
    bank = by_month(P.EVIDENCE, "bank_inflow", [6_000_000] * 3)
    tax = by_month(P.EVIDENCE, "tax_turnover", [4_000_000] * 3)
    lines = tuple(line for line in a_sheet(PAPERS).lines if line.part is not P.EVIDENCE)
    sheet = a_sheet(PAPERS)
    # of the shop's 16,000.00 three quarters and one half; the wage of 6,000.00 is proven by a paper
    assert figures_of(replace(sheet, lines=(*lines, *bank))).verified_income_fen == 600_000 + 1_200_000
    assert figures_of(replace(sheet, lines=(*lines, *bank, *tax))).verified_income_fen == 600_000 + 800_000
    assert figures_of(replace(sheet, lines=lines)).verified_income_fen is None


def test_a_loss_is_a_loss_however_little_was_seen_of_the_sales() -> None:
    lines = [
        *by_month(P.SHOP_INCOME, "sales", [1_000] * 3),
        *by_month(P.SHOP_EXPENSE, "rent", [5_000] * 3),
        *by_month(P.EVIDENCE, "bank_inflow", [500] * 3),
    ]
    assert figures_of(Sheet(lines=tuple(lines))).verified_income_fen == -4_000


@given(st.lists(AMOUNTS, max_size=9), st.lists(AMOUNTS, max_size=9), st.lists(AMOUNTS, max_size=4))
def test_the_surplus_is_income_less_expense_less_debts(earned: list[int], spent: list[int], debts: list[int]) -> None:
    lines = [
        *by_month(P.HOUSEHOLD_INCOME, "wage", earned),
        *by_month(P.HOUSEHOLD_EXPENSE, "food", spent),
        *(Line(P.DEBT, "bank", debt, None, debt // 7) for debt in debts),
    ]
    found = figures_of(Sheet(lines=tuple(lines)))
    if not earned or not spent:
        assert found.surplus_fen is None
        return
    income = Decimal(sum(earned)) / min(len(earned), 3)
    expense = Decimal(sum(spent)) / min(len(spent), 3)
    exact = income - expense - sum(debt // 7 for debt in debts)
    assert found.surplus_fen is not None
    assert found.surplus_fen <= exact < found.surplus_fen + 1


@given(st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=9))
def test_verified_household_income_is_the_proven_part_and_never_more_than_was_told(
    told: list[tuple[int, bool]],
) -> None:
    lines = tuple(
        Line(P.HOUSEHOLD_INCOME, "wage", amount, MONTHS[at % 3], None, "", PAPERS[0] if proven else None)
        for at, (amount, proven) in enumerate(told)
    )
    found = figures_of(Sheet(lines=lines))
    assert found.verified_income_fen is not None
    assert found.income_fen is not None
    assert 0 <= found.verified_income_fen <= found.income_fen
    proven = sum(amount for amount, is_proven in told if is_proven)
    months = min(len(told), 3)
    assert abs(found.verified_income_fen - proven // months) <= 1


@given(st.permutations(list(a_sheet(PAPERS).lines)))
def test_the_order_of_lines_does_not_matter(lines: list[Line]) -> None:
    assert figures_of(a_sheet(PAPERS, lines=tuple(lines))) == figures_of(a_sheet(PAPERS))


@pytest.mark.parametrize(
    ("latitude", "longitude", "metres"),
    [("30.572815", "104.066801", 0), ("30.582815", "104.066801", 1_112), ("31.572815", "104.066801", 111_195)],
)
def test_distances_are_those_on_the_ground(latitude: str, longitude: str, metres: int) -> None:
    there = Position(Decimal(latitude), Decimal(longitude), 10, VISITED_AT)
    assert abs(distance_m(HERE, there) - metres) <= metres / 200
    assert distance_m(HERE, there) == distance_m(there, HERE)


@given(st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6))
def test_no_place_is_farther_than_the_other_side_of_the_earth(latitude: Decimal, longitude: Decimal) -> None:
    there = Position(latitude, longitude, 10, VISITED_AT)
    assert 0 <= distance_m(HERE, there) <= 20_016_000


def test_minutes_are_counted_both_ways_and_begun_ones_count() -> None:
    for seconds, minutes in ((0, 0), (1, 1), (60, 1), (61, 2), (-3_600, 60)):
        photo = Photo(PAPERS[1], VISITED_AT + timedelta(seconds=seconds))
        assert photo_minutes(photo, VISITED_AT) == minutes
    assert photo_minutes(Photo(PAPERS[1]), VISITED_AT) is None


def test_a_mean_is_over_the_months_that_were_told() -> None:
    lines = (
        Line(P.HOUSEHOLD_INCOME, "wage", 100, date(2026, 1, 1)),
        Line(P.HOUSEHOLD_INCOME, "wage", 200, date(2026, 2, 1)),
        Line(P.HOUSEHOLD_INCOME, "rent", 300, date(2026, 2, 1)),
    )
    assert figures_of(Sheet(lines=lines)).income_fen == 300
