"""Sums of books by branch and by month: whatever is read from them is what the lines themselves come to."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from server.kit.scope import Scope
from server.reports.books import queries
from server.reports.books.keeping import keep_books
from server.reports.books.measures import FLOWS, NOBODY, STOCKS, Cells, Sums, Whose, added, whole_months
from server.reports.books.models import ReportDay, ReportStock
from server.reports.books.statements import WHOSE
from server.reports.books.summing import add_up
from tests.factories.closing import plant_closed_day
from tests.server.loans.conftest import TODAY, Lender

HOUSE = Scope.everywhere()
GRAINS = ((), ("branch_id",), ("officer_id",), ("product_code",), ("branch_id", "product_code"), WHOSE)


async def drawn(lender: Lender) -> None:
    """The books of what really happened, and beside them lines on days of more than a year, added up."""
    await plant_closed_day(lender.owner, TODAY)
    await lender.owner.commit()
    await keep_books(lender.house)
    await lender.owner.rollback()
    whose = (await lender.owner.execute(text("SELECT branch_id, officer_id FROM loans ORDER BY id LIMIT 1"))).one()
    dice = random.Random(3)
    days = [TODAY - timedelta(days=back) for back in range(2, 460) if dice.random() < 0.3]
    cell = {"branch_id": whose[0], "officer_id": whose[1], "product_code": "other"}
    planted = [cell | {"on_day": day} | {name: dice.randrange(1000) for name in FLOWS} for day in days]
    await lender.owner.execute(insert(ReportDay), planted)
    await add_up(lender.owner, days)
    await lender.owner.commit()


async def lines(lender: Lender, scope: Scope, first: date, last: date) -> list[Any]:
    wanted = select(ReportDay).where(ReportDay.on_day.between(first, last), queries.in_scope(ReportDay, scope))
    return list((await lender.owner.execute(wanted)).scalars())


def measured(row: Any, names: Iterable[str]) -> Sums:
    return Sums({name: getattr(row, name) for name in names})


def regrouped(rows: Sequence[Any], by: Sequence[str]) -> Cells:
    parts: dict[Whose, list[Any]] = {}
    for row in rows:
        told: list[Any] = [getattr(row, name) if name in by else none for name, none in zip(WHOSE, NOBODY, strict=True)]
        parts.setdefault(Whose(*told), []).append(measured(row, FLOWS))
    return {whose: added(each) for whose, each in parts.items()}


async def test_flows_of_any_days_told_apart_by_anything_are_the_sums_of_their_lines(lending: Lender) -> None:
    await drawn(lending)
    row = (await lending.owner.execute(text("SELECT branch_id, officer_id FROM loans ORDER BY id LIMIT 1"))).one()
    scopes = (HOUSE, Scope.of_branches(frozenset({row[0]})), Scope.of_officers(frozenset({row[1]})))
    dice = random.Random(11)
    seen = 0
    for number in range(60):
        first = TODAY - timedelta(days=dice.randrange(420))
        last = first + timedelta(days=dice.choice((0, 6, 29, 30, 31, 90, 400)))
        scope, by = scopes[number % len(scopes)], GRAINS[number % len(GRAINS)]
        rows = await lines(lending, scope, first, last)
        seen += len(rows)
        found = await queries.flows_kept(lending.owner, scope, first, last, by=by)
        assert +added(found.values()) == +added(measured(row, FLOWS) for row in rows)
        assert found == regrouped(rows, by) or not by
        days = await queries.flows_by_day(lending.owner, scope, (first, last), FLOWS, months=bool(number % 2))
        assert +added(days.values()) == +added(measured(row, FLOWS) for row in rows)
    assert seen


async def test_stocks_of_branches_are_the_sums_of_their_lines(lending: Lender) -> None:
    await drawn(lending)
    rows = list((await lending.owner.execute(select(ReportStock).where(ReportStock.on_day == TODAY))).scalars())
    whole = added(measured(row, STOCKS) for row in rows)
    assert whole["loans"]
    assert (await queries.stocks_on(lending.owner, HOUSE, [TODAY]))[TODAY] == whole
    for by in GRAINS[1:]:
        cells = await queries.stocks_at(lending.owner, HOUSE, TODAY, by=by)
        assert sum(sums["outstanding_fen"] for sums in cells.values()) == whole["outstanding_fen"]
        live = await queries.stocks_now(lending.owner, HOUSE, TODAY, by=by)
        assert {whose: sums["loans"] for whose, sums in live.items()} == {
            whose: sums["loans"] for whose, sums in cells.items() if sums["loans"]
        }


async def test_nobody_who_sees_officers_only_is_told_sums_of_branches(lending: Lender) -> None:
    await drawn(lending)
    stranger = Scope.of_officers(frozenset({NOBODY.officer_id}))
    for by in GRAINS[1:]:
        assert await queries.flows_kept(lending.owner, stranger, date(2000, 1, 1), TODAY, by=by) == {}
        assert await queries.stocks_at(lending.owner, stranger, TODAY, by=by) == {}


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), (date(2026, 1, 1), date(2026, 1, 31))),
        (date(2026, 1, 2), date(2026, 1, 31), None),
        (date(2026, 1, 1), date(2026, 1, 30), None),
        (date(2025, 12, 2), date(2026, 3, 1), (date(2026, 1, 1), date(2026, 2, 28))),
        (date(2025, 11, 30), date(2025, 12, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        (date(2026, 5, 5), date(2026, 5, 4), None),
    ],
)
def test_whole_months_lie_wholly_between_two_days(first: date, last: date, whole: tuple[date, date] | None) -> None:
    assert whole_months(first, last) == whole
