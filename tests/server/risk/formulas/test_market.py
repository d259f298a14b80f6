"""IP and MC: trades, policies, the country's figures brought to each grade, and random ones against plain Python."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest

from server.applications.visiting.sheet import Trade
from server.compliance.registers.kinds import SHAPES, RegisterKind, faults
from server.kit.embedded.endpoint import Endpoint
from server.loans.rules import ActKind
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.applicants import GRADES, measured, misgraded, unlike
from tests.server.risk.market import (
    SPRING,
    SUMMER,
    World,
    months_back,
    of_house,
    of_market,
    of_policy,
    of_region,
    product_id,
)
from tests.server.risk.planting import before
from tests.server.risk.portfolio import DAY

OF_HOUSE: Final = frozenset({"IP-01", "IP-02", "IP-05", "IP-10", "MC-08", "MC-09"})
OF_MARKET: Final = frozenset({"IP-03", "IP-04", "IP-06", "MC-01", "MC-03", "MC-04", "MC-05", "MC-06", "MC-07"})
GRADED: Final = OF_HOUSE | OF_MARKET | {"IP-07", "IP-08", "IP-09", "MC-02", "MC-10"}
RECKONED: Final = GRADED
GRAINS: Final = (Grain.HOUSE, Grain.MARKET, Grain.POLICY, Grain.PRODUCT, Grain.REGION)


def plant_book(book: World, at: int) -> None:
    """A hundred loans of one size: shares of the book are shares of their number."""
    rate = ("0.105", "0.13", "0.08")[at]
    version_id, touched, barred, bad = book.offer("one"), (6, 16, 5)[at], (3, 6, 2)[at], (3, 6, 1)[at]
    trades = [Trade.CATERING] * 50 + [Trade.APPAREL] * touched + [Trade.FARMING] * barred
    struck = (3, 6, 1)[at]
    for number in range(100):
        loan = book.borrow(
            1_000,
            late_days=91 if number < bad else 0,
            branch="east-1" if number >= 100 - struck else "west-1",
            rate_annual=Decimal(rate),
            product_version_id=version_id,
        )
        if number < len(trades):
            book.seen(loan, trades[number])
    book.act(loan, ActKind.WRITE_OFF, (400, 850, 1)[at], before(DAY, 10))
    book.act(loan, ActKind.RECOVERY, (50, 50, 1)[at], before(DAY, 3))


def plant_figures(book: World, at: int) -> None:
    book.prime(("0.031", "0.0325", "0.03")[at], SPRING)
    book.prime("0.03", SUMMER)
    for code, values in (
        ("unemployment", ("0.054", "0.061", "0.053")),
        ("youth_unemployment", ("0.161", "0.21", "0.16")),
        ("cpi_growth", ("-0.005", "-0.02", "0")),
        ("revenue_growth_catering", ("-0.05", "-0.11", "0")),
        ("restricted_farming", ("1", "1", "1")),
        ("npl_catering", ("0.03", "0.03", "0.01")),
    ):
        book.market(f"market_{code}", "0.5")
        book.market(f"market_{code}", values[at], SUMMER)
    book.market("market_revenue_growth_retail", "0.2")
    for code, lows in (("pmi", (3, 6, 2)), ("pmi_catering", (2, 4, 1))):
        for back in range(8):
            book.market(f"market_{code}", "49.9" if back < lows[at] else "50", months_back(back))
    for city in range(10):
        book.market(f"market_house_price_{city}", "-0.01" if city < (7, 9, 6)[at] else "0.01")
    for back, value in zip((70, 50, 30, 10), (100, 100 + (6, 12, 4)[at], 100, 100), strict=True):
        book.market("market_price_index_catering", value, before(DAY, back))
    book.market("funding_cost_annual", "0.04")
    book.market("funding_cost_annual", ("0.046", "0.051", "0.045")[at], SUMMER)
    for number in range(25):
        book.sued((1 if number < (1, 3, 0)[at] else 0) if number < 20 else None)


def plant_policies(book: World, at: int) -> dict[str, UUID]:
    """The policy that each indicator is looked up at."""
    done = {"implemented_on": "2026-01-01"}
    book.policy(-20, kind="disaster", branch_code="east-1", **done)
    book.policy(5, kind="disaster", branch_code="west-1", **done)
    open_policies = [book.policy(-10) for _ in range((1, 2, 0)[at])] or [book.policy(-10, **done)]
    return {
        "IP-07": book.policy((59, 14, 60)[at]),
        "IP-08": open_policies[0],
        "IP-09": book.policy(-1, trade=Trade.APPAREL.value, **done),
    }


@pytest.mark.parametrize("grade", GRADES)
async def test_house_and_market_come_to_each_grade(endpoint: Endpoint, database_name: str, grade: Grade) -> None:
    book, at = World(), GRADES.index(grade)
    plant_book(book, at)
    plant_figures(book, at)
    subjects = dict.fromkeys(OF_HOUSE | OF_MARKET, id_of("hq")) | plant_policies(book, at)
    subjects |= {"MC-02": product_id("one"), "MC-10": id_of("east")}
    values: dict[UUID, Any] = {}
    for grain in GRAINS:
        for key, found in (await measured(endpoint, database_name, book, grain)).items():
            values[key] = values.get(key, {}) | found
        book.rows.clear()
    assert set(subjects) == GRADED
    wrong = [misgraded(values, {grade: subjects[code]}, frozenset({code})) for code in sorted(GRADED)]
    assert [each for each in wrong if each] == []


def plant_random(dice: Random) -> World:
    book = World()
    versions = [book.offer(code) for code in ("one", "two")]
    for _ in range(120):
        loan = book.borrow(
            dice.randrange(1, 10**7),
            late_days=dice.choice((-5, 0, 90, 91, 200)),
            branch=dice.choice(("east-1", "east-2", "west-1")),
            rate_annual=Decimal(dice.randrange(50, 240)) / 1_000,
            product_version_id=dice.choice(versions),
        )
        if dice.random() < 0.8:
            book.seen(loan, dice.choice((Trade.CATERING, Trade.APPAREL, Trade.FARMING, Trade.RETAIL)))
        if dice.random() < 0.1:
            kind = dice.choice((ActKind.WRITE_OFF, ActKind.RECOVERY))
            book.act(loan, kind, dice.randrange(1, 10**5), before(DAY, dice.choice((0, 20, 29, 30, 50))))
    _random_figures(book, dice)
    for _ in range(12):
        told = {"trade": dice.choice(("catering", "apparel")), "branch_code": dice.choice(("east", "east-2", "west-1"))}
        facts = {name: value for name, value in told.items() if dice.random() < 0.6}
        if dice.random() < 0.4:
            facts["implemented_on"] = (DAY + timedelta(days=dice.choice((-3, 0, 1)))).isoformat()
        book.policy(dice.choice((-30, -1, 0, 1, 40)), kind=dice.choice(("rule", "disaster")), **facts)
    return book


def _random_figures(book: World, dice: Random) -> None:
    for on in (SPRING, date(2026, 6, 30), date(2026, 7, 1), SUMMER):
        book.prime(Decimal(dice.randrange(250, 400)) / 10_000, on)
        book.market("funding_cost_annual", Decimal(dice.randrange(300, 600)) / 10_000, on)
    for name in ("unemployment", "youth_unemployment", "cpi_growth"):
        for on in dice.sample((SPRING, SUMMER, DAY, date(2026, 10, 1)), 3):
            book.market(f"market_{name}", Decimal(dice.randrange(-100, 300)) / 1_000, on)
    _random_trades(book, dice)
    for back in range(6):
        book.market("market_pmi", Decimal(dice.choice((499, 500))) / 10, months_back(back))
    for city in range(9):
        book.market(f"market_house_price_{city}", dice.choice((-1, 0, 1)))
    for _ in range(30):
        book.sued(dice.choice((None, 0, 0, 1, 2)), before(DAY, dice.choice((0, 20, 100))))


def _random_trades(book: World, dice: Random) -> None:
    for trade in ("catering", "apparel", "farming"):
        book.market(f"market_revenue_growth_{trade}", Decimal(dice.randrange(-200, 300)) / 1_000)
        for back in range(6):
            book.market(f"market_pmi_{trade}", Decimal(dice.choice((490, 499, 500))) / 10, months_back(back))
        for back in (80, 61, 60, 59, 40, 20, 1):
            book.market(f"market_price_index_{trade}", dice.randrange(80, 120), before(DAY, back))
    for trade in ("catering", "apparel"):
        book.market(f"market_npl_{trade}", Decimal(dice.randrange(100)) / 1_000)
    book.market("market_restricted_farming", 1)
    book.market("market_restricted_retail", 1)
    book.market("market_restricted_retail", 0, SUMMER)


async def test_random_books_and_markets_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = plant_random(Random(20260930))
    [house] = [found[id_of("hq")] for found in [await measured(endpoint, database_name, book, Grain.HOUSE)]]
    rows, book.rows = book.rows, {}
    values = await measured(endpoint, database_name, book, *GRAINS[1:])
    book.rows = rows
    assert unlike(house, of_house(book)) == {}
    assert unlike(values[id_of("hq")], of_market(book)) == {}
    for entry in book.rows["compliance_entries"]:
        assert unlike(values[entry["id"]], of_policy(book, entry)) == {}
    prime = Fraction(max(book.rows["lpr_rates"], key=lambda row: row["effective_from"])["rate"])
    for version_id, code in book.versions.items():
        rates = [row["rate_annual"] for row in book.rows["loans"] if row["product_version_id"] == version_id]
        assert unlike(values[product_id(code)], {"MC-02": 4 * prime - Fraction(max(rates))}) == {}
    for region in ("east", "west"):
        assert unlike(values[id_of(region)], {"MC-10": of_region(book, region)}) == {}


def test_a_policy_needs_a_kind_and_its_days() -> None:
    assert SHAPES[RegisterKind.POLICY].zh
    assert faults(RegisterKind.POLICY, {"kind": "rule"}) == ["effective_on", "published_on"]
