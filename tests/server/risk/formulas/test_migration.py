"""DQ: rolls, tiers, vintages, losses, who is worse than others: at each grade, and random books in plain Python."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from random import Random
from statistics import mean, median
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from server.identity.models import Staff
from server.kit.embedded.endpoint import Endpoint
from server.loans.rules import ActKind
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.comparing import close
from tests.server.risk.formulas.test_concentration import measured, months_later, product_id
from tests.server.risk.planting import all_of, before, differing
from tests.server.risk.portfolio import DAY, Portfolio

OF_HOUSE: Final = frozenset({f"DQ-{number:02d}" for number in (5, 6, 7, 8, 9, 14, 15, 16, 17, 18, 21)})
OF_PRODUCT: Final = frozenset({"DQ-10", "DQ-11", "DQ-12", "DQ-13"})
OF_OTHERS: Final = frozenset({"DQ-19", "DQ-20"})
GRADED: Final = OF_HOUSE | OF_PRODUCT | OF_OTHERS
RECKONED: Final = GRADED
PRESENT, FORMER = date(2026, 9, 1), date(2026, 8, 1)
BUCKETS: Final = ("M0", "M1", "M2", "M3", "M4")
BAD: Final = ("substandard", "doubtful", "loss")
TIERS: Final = ("normal", "special_mention", *BAD)
ROLLS: Final = {
    Grade.WARN: (400, 3_500, 6_500, 8_000),
    Grade.CRITICAL: (600, 5_000, 8_000, 9_000),
    Grade.NOTHING: (200, 2_000, 3_000, 5_000),
}
# bad, watched, more than 90 days late, provision, restructured of which one is late, written off
BOOKS: Final = {
    Grade.WARN: (4_000, 6_000, 3_880, 5_200, 4, 333),
    Grade.CRITICAL: (6_000, 9_000, 6_300, 6_000, 2, 600),
    Grade.NOTHING: (1_000, 2_000, 900, 2_000, 10, 110),
}
# late at 3, 6 and 12 months of a vintage of 1,000, and at 3 months of the four before it
VINTAGES: Final = {Grade.WARN: (15, 30, 40, 10), Grade.CRITICAL: (30, 60, 60, 15), Grade.NOTHING: (5, 10, 10, 5)}


def roll(book: Portfolio, former: str, present: str | None, fen: int) -> None:
    """A loan that was in one bucket and is in another, or has ended."""
    loan_id = uuid4()
    book.booked(FORMER, loan_id, fen, bucket=former)
    if present:
        book.booked(PRESENT, loan_id, fen, bucket=present)


def plant_book(wanted: Grade) -> Portfolio:
    book = Portfolio()
    book.offer("one")
    for former, present, fen in zip(BUCKETS, BUCKETS[1:], ROLLS[wanted], strict=False):
        roll(book, former, present, fen)
        roll(book, former, former, 10_000 - fen)
    bad, watched, late, provision, restructured, lost = BOOKS[wanted]
    for fen, columns in (
        (min(late, bad), {"tier": "doubtful", "days_past_due": 91}),
        (max(bad - late, 0), {"tier": "loss", "days_past_due": 90}),
        (max(late - bad, 0), {"tier": "special_mention", "days_past_due": 120}),
        (watched - max(late - bad, 0), {"tier": "special_mention"}),
        (60_000 - bad - watched, {"provision_fen": provision}),
    ):
        if fen:
            book.booked(PRESENT, uuid4(), fen, **columns)
    for number in range(restructured):
        loan = book.borrow(100, late_days=31 if not number else 30)
        book.act(loan, ActKind.RESCHEDULE, None, before(DAY, 100))
    lost_loan = book.borrow(1_000)
    book.act(lost_loan, ActKind.WRITE_OFF, lost, before(DAY, 5))
    book.act(lost_loan, ActKind.RECOVERY, 100, before(DAY, 2))
    _vintages(book, VINTAGES[wanted])
    return book


def _vintages(book: Portfolio, late: Sequence[int]) -> None:
    """Of each age a loan that is late, and one that is not and has ended."""
    version_id = next(iter(book.versions))
    told = [(3, late[0], 3), (6, late[1], 6), (12, late[2], 12), *((age, late[3], 3) for age in (4, 5, 6, 7))]
    for age in (3, 4, 5, 6, 7, 12):
        first = months_later(PRESENT, -age)
        book.borrow(1_000, product_version_id=version_id, disbursed_on=first, closed_on=DAY, outstanding_fen=0)
        for _, fen, mob in (each for each in told if each[0] == age):
            days = {"days_past_due": 91 if mob == 12 else 31, "bucket": "M6+", "disbursed_on": first}
            book.booked(months_later(first, mob), uuid4(), fen, product_code="one", **days)


@pytest.mark.parametrize("wanted", ROLLS)
async def test_the_months_of_the_book_come_to_each_grade(endpoint: Endpoint, database_name: str, wanted: Grade) -> None:
    book = plant_book(wanted)
    values = await measured(endpoint, database_name, book, Grain.HOUSE, Grain.PRODUCT)
    assert differing(values[id_of("hq")], all_of(OF_HOUSE, wanted)) == {}
    assert differing(values[product_id("one")], all_of(OF_PRODUCT, wanted)) == {}


async def test_officers_are_measured_on_the_middle_of_them(endpoint: Endpoint, database_name: str) -> None:
    book = Portfolio()
    officers = [book.add(Staff, state="active", branch_id=id_of("east-1"))["id"] for _ in range(5)]
    for officer, late in zip(officers, (5, 5, 5, 8, 13), strict=True):
        for number in range(50):
            book.borrow(100, officer=officer, late_days=31 if number < late else 30, branch="east-1")
    values = await measured(endpoint, database_name, book, Grain.OFFICER)
    found = [differing(values[officers[at]], {"DQ-20": wanted}) for at, wanted in enumerate(WORSE)]
    assert found == [{}] * 5


WORSE: Final = (Grade.NOTHING, Grade.NOTHING, Grade.NOTHING, Grade.WARN, Grade.CRITICAL)
# loans in the east, and which of a hundred are late
REGIONS: Final = {Grade.WARN: (50, 10, 2), Grade.CRITICAL: (40, 10, 1), Grade.NOTHING: (60, 6, 4)}


@pytest.mark.parametrize("wanted", REGIONS)
async def test_regions_are_measured_on_the_house(endpoint: Endpoint, database_name: str, wanted: Grade) -> None:
    book, (size, east, west) = Portfolio(), REGIONS[wanted]
    for number in range(size):
        book.borrow(100, branch="east-1", late_days=31 if number < east else 0)
    for number in range(100 - size):
        book.borrow(100, branch="west-1", late_days=31 if number < west else 30)
    values = await measured(endpoint, database_name, book, Grain.REGION)
    assert differing(values[id_of("east")], {"DQ-19": wanted}) == {}


def plant_random(dice: Random) -> Portfolio:
    """Loans in the books of a year, of two products, with acts of all kinds."""
    book = Portfolio()
    versions = [book.offer("one"), book.offer("two")]
    officers = [book.add(Staff, state="active", branch_id=id_of("east-1"))["id"] for _ in range(6)]
    for _ in range(160):
        version_id, age = dice.choice(versions), dice.randrange(1, 13)
        first = months_later(PRESENT, -age)
        loan = book.borrow(
            dice.randrange(1_000, 9_000),
            outstanding_fen=dice.randrange(1, 900),
            officer=dice.choice(officers),
            branch=dice.choice(("east-1", "east-2", "west-1")),
            late_days=dice.choice((0, 0, 0, 20, 31, 95)),
            product_version_id=version_id,
            disbursed_on=first.replace(day=dice.randrange(1, 29)),
        )
        days = 0
        for mob in range(max(age - 4, 0), age + 1):
            if dice.random() < 0.95:
                days = dice.choice((0, 10, 31, days + 30, days + 30))
                columns = {"bucket": BUCKETS[min(-(-days // 30), 4)], "days_past_due": days}
                columns |= {"tier": dice.choice(TIERS), "provision_fen": dice.randrange(50)}
                columns |= {"product_code": book.versions[version_id], "disbursed_on": loan["disbursed_on"]}
                book.booked(months_later(first, mob), loan["id"], dice.randrange(1, 900), **columns)
        for _ in range(dice.choice((0, 0, 1, 2))):
            kind = dice.choice((ActKind.RESCHEDULE, ActKind.WRITE_OFF, ActKind.RECOVERY))
            fen = None if kind is ActKind.RESCHEDULE else dice.randrange(1, 500)
            act = book.act(loan, kind, fen, before(DAY, dice.choice((3, 25, 100, 250))))
            if dice.random() < 0.2:
                book.act(loan, ActKind.REVERSAL, None, DAY, reverses=act["id"])
    return book


def reckoned_house(book: Portfolio) -> dict[str, float | None]:
    rows = book.rows["classification_months"]
    now = {row["loan_id"]: row for row in rows if row["month"] == PRESENT}
    earlier = {row["loan_id"]: row for row in rows if row["month"] == FORMER}
    rolls = [rolled(now, earlier, former, present) for former, present in pairwise(BUCKETS)]
    total = sum(row["balance_fen"] for row in now.values())
    bad = sum(row["balance_fen"] for row in now.values() if row["tier"] in BAD)
    watched = sum(row["balance_fen"] for row in now.values() if row["tier"] == "special_mention")
    late = sum(row["balance_fen"] for row in now.values() if row["days_past_due"] > 90)
    undone = {row["reverses"] for row in book.rows["loan_acts"] if row["reverses"]}
    acts = [row for row in book.rows["loan_acts"] if row["id"] not in undone]
    restructured = {
        row["loan_id"] for row in acts if row["kind"] is ActKind.RESCHEDULE and row["value_on"] > date(2026, 3, 30)
    }
    due = {row["id"]: row["next_due_on"] for row in book.rows["loans"]}
    again = [loan_id for loan_id in restructured if (DAY - due[loan_id]).days > 30]
    month = [row for row in acts if row["value_on"] > date(2026, 8, 30)]
    lost = sum(row["amount_fen"] for row in month if row["kind"] is ActKind.WRITE_OFF)
    back = sum(row["amount_fen"] for row in month if row["kind"] is ActKind.RECOVERY)
    balances = (total, sum(row["balance_fen"] for row in earlier.values()))
    return {
        **{f"DQ-{number:02d}": rate for number, rate in enumerate(rolls, 5)},
        "DQ-09": rolls[0] * rolls[1] * rolls[2] * rolls[3],
        "DQ-14": bad / total,
        "DQ-15": late / bad,
        "DQ-16": watched / total,
        "DQ-17": sum(row["provision_fen"] for row in now.values()) / bad,
        "DQ-18": len(again) / len(restructured),
        "DQ-21": 12 * (lost - back) / mean(balances),
    }


def rolled(now: dict[UUID, Any], earlier: dict[UUID, Any], former: str, present: str) -> float:
    base = {loan_id: row for loan_id, row in earlier.items() if row["bucket"] == former}
    moved = [now[loan_id] for loan_id in base if loan_id in now and now[loan_id]["bucket"] == present]
    return float(sum(row["balance_fen"] for row in moved) / sum(row["balance_fen"] for row in base.values()))


def reckoned_product(book: Portfolio, code: str) -> dict[str, float]:
    own = [row for row in book.rows["loans"] if book.versions[row["product_version_id"]] == code]

    def rate(age: int, mob: int, days: int) -> float:
        vintage = months_later(PRESENT, -age)
        lent = sum(row["principal_fen"] for row in own if row["disbursed_on"].replace(day=1) == vintage)
        late = sum(
            row["balance_fen"]
            for row in book.rows["classification_months"]
            if row["product_code"] == code
            and row["disbursed_on"].replace(day=1) == vintage
            and row["month"] == months_later(vintage, mob)
            and row["days_past_due"] > days
        )
        return float(late / lent)

    return {
        "DQ-10": rate(3, 3, 30),
        "DQ-11": rate(6, 6, 30),
        "DQ-12": rate(12, 12, 90),
        "DQ-13": rate(3, 3, 30) / mean(rate(age, 3, 30) for age in (4, 5, 6, 7)),
    }


def late_share(rows: list[Any]) -> float:
    late = sum(row["outstanding_fen"] for row in rows if (DAY - row["next_due_on"]).days > 30)
    return float(late / sum(row["outstanding_fen"] for row in rows))


async def test_random_books_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = plant_random(Random(2117))
    grains = (Grain.HOUSE, Grain.PRODUCT, Grain.REGION, Grain.OFFICER)
    values = await measured(endpoint, database_name, book, *grains)
    wanted: dict[tuple[str, UUID], float | None] = {
        (code, id_of("hq")): told for code, told in reckoned_house(book).items()
    }
    for code in ("one", "two"):
        wanted |= {(name, product_id(code)): told for name, told in reckoned_product(book, code).items()}
    loans = book.rows["loans"]
    west = [row for row in loans if row["branch_id"] == id_of("west-1")]
    wanted["DQ-19", id_of("west")] = late_share(west) / late_share(loans)
    shares = {
        row["id"]: late_share([each for each in loans if each["officer_id"] == row["id"]]) for row in book.rows["staff"]
    }
    for officer_id, share in shares.items():
        wanted["DQ-20", officer_id] = share / (median(shares.values()) or mean(shares.values()))
    wrong = {
        key: (values[key[1]][key[0]], told) for key, told in wanted.items() if not close(values[key[1]][key[0]], told)
    }
    assert wrong == {}
    assert {code for (code, _), told in wanted.items() if told} == RECKONED
