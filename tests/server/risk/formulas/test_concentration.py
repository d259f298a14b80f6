"""CN: concentration brought to each grade, and random books against plain Python."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import md5
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from server.applications.visiting.sheet import Trade
from server.custody.models import FundingHold
from server.customers.models import CustomerExposure
from server.decision.models import Channel
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.comparing import close
from tests.server.risk.measuring import Values, measure
from tests.server.risk.planting import Row, all_of, before, differing, free_session
from tests.server.risk.portfolio import DAY, NET_ASSETS, OFFICER, Portfolio

OF_BORROWERS: Final = frozenset({"CN-01", "CN-02", "CN-03", "CN-04"})
OF_HOUSE: Final = frozenset({"CN-05", "CN-06", "CN-09", "CN-10", "CN-11", "CN-12", "CN-13", "CN-15"})
OF_PRODUCT: Final = frozenset({"CN-08", "CN-14"})
OF_REGION: Final = frozenset({"CN-07"})
GRADED: Final = OF_BORROWERS | OF_HOUSE | OF_PRODUCT | OF_REGION
RECKONED: Final = GRADED
TRADES: Final = tuple(Trade)
CONSUMED: Final = ("renovation", "education", "medical", "appliances")
TRADED: Final = ("working_capital", "equipment", "stock", "rent", "seed", "fertiliser", "livestock")


def product_id(code: str) -> UUID:
    return UUID(md5(code.encode(), usedforsecurity=False).hexdigest())


async def measured(endpoint: Endpoint, database_name: str, book: Portfolio, *grains: Grain) -> dict[UUID, Values]:
    async with free_session(endpoint, database_name) as session:
        await book.write(session)
        return {key: values for grain in grains for key, values in (await measure(session, grain, DAY)).items()}


def expose(book: Portfolio, customer_id: UUID, group_id: UUID | None, committed_fen: int = 0) -> None:
    own = {"customer_id": customer_id, "id": customer_id, "officer_id": OFFICER, "branch_id": id_of("east-1")}
    book.add(CustomerExposure, **own, group_id=group_id, outstanding_fen=0, committed_fen=committed_fen)


def borrower(book: Portfolio, amounts: dict[str, int], group_id: UUID | None) -> UUID:
    """A customer who owes these amounts for these purposes."""
    customer_id = uuid4()
    book.customer(customer_id, OFFICER, id_of("east-1"))
    expose(book, customer_id, group_id)
    for purpose, fen in amounts.items():
        book.asked_for(book.borrow(fen, customer_id=customer_id), purpose)
    return customer_id


async def test_borrowers_and_their_groups_come_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    book = Portfolio()
    book.figure(NET_ASSETS, 10_800_000_000)
    people = {}
    for wanted, consumed, traded, of_others in (
        (Grade.WARN, 19_000_000, 950_000_000, 520_000_000),
        (Grade.CRITICAL, 21_000_000, 1_100_000_000, 600_000_000),
        (Grade.NOTHING, 18_000_000, 700_000_000, 400_000_000),
    ):
        group_id = uuid4()
        people[wanted] = borrower(book, {"education": consumed, "stock": traded}, group_id)
        borrower(book, {"other": of_others}, group_id)
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER)
    for wanted, customer_id in people.items():
        assert differing(values[customer_id], all_of(OF_BORROWERS, wanted)) == {}, wanted


SIZES: Final = {Grade.WARN: 50, Grade.CRITICAL: 25, Grade.NOTHING: 100}
SHARES: Final[dict[str, dict[Grade, Any]]] = {
    "trades": {Grade.WARN: 5, Grade.CRITICAL: 3, Grade.NOTHING: 9},
    "east": {Grade.WARN: 0.4, Grade.CRITICAL: 0.6, Grade.NOTHING: 0.3},
    "product": {Grade.WARN: 0.6, Grade.CRITICAL: 0.8, Grade.NOTHING: 0.4},
    "staff": {Grade.WARN: 0.5, Grade.CRITICAL: 0.8, Grade.NOTHING: 0.35},
    "self": {Grade.WARN: 0.8, Grade.CRITICAL: 0.9, Grade.NOTHING: 0.7},
    "month": {Grade.WARN: 0.3, Grade.CRITICAL: 0.5, Grade.NOTHING: 0.1},
    "late": {Grade.WARN: (28, 29), Grade.CRITICAL: (18, 19), Grade.NOTHING: (0,)},
    "nonstandard": {Grade.WARN: 95, Grade.CRITICAL: 110, Grade.NOTHING: 90},
    "standard": {Grade.WARN: 380, Grade.CRITICAL: 420, Grade.NOTHING: 360},
    "committed": {Grade.WARN: 90, Grade.CRITICAL: 110, Grade.NOTHING: 50},
}


def brought_in() -> dict[str, Any]:
    return {"import_id": uuid4(), "brought_in_on": DAY, "application_id": None, "contract_id": None}


def plant_house(wanted: Grade) -> Portfolio:
    """Loans of one size, so that shares of the book are shares of their number."""
    book, size = Portfolio(), SIZES[wanted]
    share = {name: grades[wanted] for name, grades in SHARES.items()}
    products = (book.offer("one"), book.offer("other"))
    book.figure("target_npl_bp_one", 500)
    for code, value in ((NET_ASSETS, 100), ("funding_nonstandard_fen", share["nonstandard"])):
        book.figure(code, value)
    book.figure("funding_standard_fen", share["standard"])
    book.figure("funding_due_30_days_fen", 10)
    book.add(FundingHold, branch_id=id_of("hq"), allotted_fen=150, held_fen=20, paid_fen=20)
    expose(book, uuid4(), None, share["committed"])
    for number in range(size):
        soon = number < share["month"] * size
        imported = number >= share["self"] * size
        loan = book.borrow(
            50_000_000 + (number < 4),
            outstanding_fen=1_000_000,
            branch="east-1" if number < share["east"] * size else "west-1",
            product_version_id=products[number >= share["product"] * size],
            late_days=100 if number in share["late"] else 0,
            term_months=6 if soon else 24,
            **(brought_in() if imported else {}),
        )
        if not imported:
            book.came(loan, Channel.STAFF if number < share["staff"] * size else Channel.SELF_SERVICE)
            book.seen(loan, TRADES[number % share["trades"]])
    return book


@pytest.mark.parametrize("wanted", SIZES)
async def test_the_house_comes_to_each_grade(endpoint: Endpoint, database_name: str, wanted: Grade) -> None:
    book = plant_house(wanted)
    values = await measured(endpoint, database_name, book, Grain.HOUSE, Grain.PRODUCT, Grain.REGION)
    assert differing(values[id_of("hq")], all_of(OF_HOUSE, wanted)) == {}
    assert differing(values[product_id("one")], all_of(OF_PRODUCT, wanted)) == {}
    assert differing(values[id_of("east")], all_of(OF_REGION, wanted)) == {}


def plant_random(dice: Random) -> Portfolio:
    """A hundred loans of all kinds, some closed, some older, some in groups."""
    book = Portfolio()
    products = [book.offer(code) for code in ("one", "two", "three")]
    figures = (NET_ASSETS, "funding_nonstandard_fen", "funding_standard_fen", "funding_due_30_days_fen")
    for code in figures:
        book.figure(code, dice.randrange(10**9, 10**10))
    for code in ("one", "two"):
        book.figure(f"target_npl_bp_{code}", 400)
    book.add(FundingHold, branch_id=id_of("hq"), allotted_fen=10**10, held_fen=dice.randrange(10**9), paid_fen=7)
    groups = [uuid4(), uuid4(), None, None]
    people = [borrower(book, {}, dice.choice(groups)) for _ in range(30)]
    for _ in range(100):
        disbursed_on = before(DAY, dice.choice((3, 20, 29, 60, 200)))
        over: dict[str, Any] = {"closed_on": DAY} if dice.random() < 0.1 else {}
        loan = book.borrow(
            dice.choice((10_000_000, 50_000_000, 50_000_001)),
            outstanding_fen=0 if over else dice.randrange(1, 10**7),
            customer_id=dice.choice(people),
            branch=dice.choice(("east-1", "east-2", "west-1", "east")),
            product_version_id=dice.choice(products),
            late_days=dice.choice((-5, 0, 0, 31, 90, 91, 200)),
            term_months=dice.choice((7, 8, 9, 12, 18)),
            disbursed_on=disbursed_on,
            **over,
        )
        book.asked_for(loan, dice.choice((*CONSUMED, *TRADED, "other")))
        if dice.random() < 0.8:
            book.came(loan, dice.choice(tuple(Channel)))
        if dice.random() < 0.7:
            book.seen(loan, dice.choice(TRADES))
    return book


def sums(rows: Iterable[Row], of: Any, column: str = "outstanding_fen") -> dict[Any, int]:
    found: dict[Any, int] = defaultdict(int)
    for row in rows:
        found[of(row)] += row[column]
    return found


def reckoned_house(book: Portfolio) -> dict[str, float]:
    loans = [row for row in book.rows["loans"] if row["state"] == "active"]
    total = sum(row["outstanding_fen"] for row in loans)
    figure = {row["code"]: float(row["value"]) for row in book.rows["lender_figures"]}
    trade = {row["application_id"]: row["trade"] for row in book.rows["visits"]}
    channel = {row["application_id"]: row["channel"] for row in book.rows["decision_arrivals"]}
    owed = sorted(sums(loans, lambda row: row["customer_id"]).values(), reverse=True)
    trades = sums((row for row in loans if row["application_id"] in trade), lambda row: trade[row["application_id"]])
    recent = [row for row in book.rows["loans"] if row["disbursed_on"] > date(2026, 8, 30)]
    channels = sums(recent, lambda row: channel.get(row["application_id"], Channel.STAFF), "principal_fen")
    due = {row["id"]: months_later(row["disbursed_on"], row["term_months"]) for row in loans}
    year = [row for row in loans if DAY <= due[row["id"]] < date(2027, 9, 30)]
    months = sums(year, lambda row: (due[row["id"]].year, due[row["id"]].month))
    hold = book.rows["funding_holds"][0]
    cash = hold["allotted_fen"] - hold["held_fen"] - hold["paid_fen"]
    committed = sum(row["committed_fen"] for row in book.rows["customer_exposures"])
    return {
        "CN-05": sum(owed[:10]) / total,
        "CN-06": sum((fen / sum(trades.values())) ** 2 for fen in trades.values()),
        "CN-09": max(channels.values()) / sum(channels.values()),
        "CN-10": max(months.values()) / total,
        "CN-11": figure["funding_nonstandard_fen"] / figure[NET_ASSETS],
        "CN-12": figure["funding_standard_fen"] / figure[NET_ASSETS],
        "CN-13": cash / (committed + figure["funding_due_30_days_fen"]),
        "CN-15": sum(row["principal_fen"] > 50_000_000 for row in loans) / len(loans),
    }


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month."""
    number = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 27, -1):
        try:
            return date(number // 12, number % 12 + 1, last)
        except ValueError:
            continue
    return date(number // 12, number % 12 + 1, day.day)


def reckoned_parts(book: Portfolio) -> dict[tuple[str, UUID], float | None]:
    """Regions, products and customers."""
    loans = [row for row in book.rows["loans"] if row["state"] == "active"]
    total = sum(row["outstanding_fen"] for row in loans)
    regions = sums(loans, lambda row: id_of("west") if row["branch_id"] == id_of("west-1") else id_of("east"))
    found: dict[tuple[str, UUID], float | None] = {("CN-07", key): fen / total for key, fen in regions.items()}
    for version_id, code in book.versions.items():
        own = [row for row in loans if row["product_version_id"] == version_id]
        fen = sum(row["outstanding_fen"] for row in own)
        bad = sum(row["outstanding_fen"] for row in own if row["next_due_on"] < DAY - timedelta(days=90))
        found["CN-08", product_id(code)] = fen / total
        found["CN-14", product_id(code)] = None if code == "three" else bad / fen / 0.04
    net = next(float(row["value"]) for row in book.rows["lender_figures"] if row["code"] == NET_ASSETS)
    purpose = {row["id"]: row["purpose"] for row in book.rows["applications"]}
    owed = sums(loans, lambda row: row["customer_id"])
    group = {row["customer_id"]: row["group_id"] for row in book.rows["customer_exposures"]}
    grouped = sums(loans, lambda row: group[row["customer_id"]])
    kinds = sums(loans, lambda row: (row["customer_id"], purpose[row["application_id"]]))
    for customer_id, group_id in group.items():
        found["CN-01", customer_id] = owed[customer_id] / net
        found["CN-02", customer_id] = (grouped[group_id] if group_id else owed[customer_id]) / net
        found["CN-03", customer_id] = sum(kinds[customer_id, each] for each in CONSUMED) / 100
        found["CN-04", customer_id] = sum(kinds[customer_id, each] for each in TRADED) / 100
    return found


async def test_random_books_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = plant_random(Random(15))
    grains = (Grain.HOUSE, Grain.PRODUCT, Grain.REGION, Grain.CUSTOMER)
    values = await measured(endpoint, database_name, book, *grains)
    wanted = {(code, id_of("hq")): told for code, told in reckoned_house(book).items()} | reckoned_parts(book)
    wrong = {
        key: (values[key[1]][key[0]], told) for key, told in wanted.items() if not close(values[key[1]][key[0]], told)
    }
    assert wrong == {}
    assert {code for (code, _), told in wanted.items() if told} == RECKONED
