"""Data, models and rules: each indicator at every grade, and most of them against plain Python."""

from datetime import timedelta
from itertools import pairwise
from math import exp, log
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.kit.clock import SHANGHAI
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.server.risk.comparing import close
from tests.server.risk.measuring import measure
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session
from tests.server.risk.records import DAY, EDGES, FACTOR, LEARNT, OFFSET, SHARES, Records, key

HOUSE: Final = frozenset({"DA-01", "DA-08", "DA-09", "DA-12"})
MODELS: Final = frozenset({f"DA-{number:02}" for number in range(2, 8)})
GRADED: Final = HOUSE | MODELS | {"DA-10", "DA-11"}
RECKONED: Final = GRADED - {"DA-03"}
GRADES: Final = (Grade.WARN, Grade.CRITICAL, Grade.NOTHING)
RULES: Final = {Grade.WARN: "CL-01", Grade.CRITICAL: "KY-05", Grade.NOTHING: "PI-02"}


def plant_models(records: Records) -> dict[str, dict[Grade, UUID]]:
    """Products by code and grade."""
    for code, share in (("moved_w", 7), ("moved_c", 8), ("moved_n", 5)):
        for number in range(10):
            records.scored(code, 400 if number < share else 600, 25 if number < share else 40)
    for apart in (5, 4, 3, 2):
        for number in range(10):
            records.came(f"apart_{apart}", 400 if number < 7 else 600, bad=True)
            records.came(f"apart_{apart}", 400 if number < 7 - apart else 600, bad=False)
    for code, shares in (("breaks_n", (9, 5, 1)), ("breaks_w", (5, 9, 1)), ("breaks_c", (1, 5, 9))):
        for score, bads in zip((400, 600, 800), shares, strict=True):
            for number in range(10):
                records.came(code, score, bad=number < bads)
    for code, bads in (("foretold_n", 30), ("foretold_w", 35), ("foretold_c", 45)):
        for number in range(100):
            records.came(code, 400, bad=number < bads)
    named = {
        "DA-02": ("moved_w", "moved_c", "moved_n"),
        "DA-03": ("moved_w", "moved_c", "moved_n"),
        "DA-04": ("apart_4", "apart_3", "apart_5"),
        "DA-05": ("apart_3", "apart_2", "apart_4"),
        "DA-06": ("breaks_w", "breaks_c", "breaks_n"),
        "DA-07": ("foretold_w", "foretold_c", "foretold_n"),
    }
    return {code: dict(zip(GRADES, map(key, products), strict=True)) for code, products in named.items()}


def plant_subjects(records: Records) -> dict[Grade, UUID]:
    """Applications by the age of the report on them, and what rules were hit."""
    found = {}
    for grade, days in zip(GRADES, (16, 31, 15), strict=True):
        application = records.asked(decided_at=at(before(DAY, 1)))
        records.reported(application, before(DAY, 1 + days))
        found[grade] = application["id"]
    for back in range(11):
        for _ in range(10):
            records.asked(submitted_at=at(before(DAY, back)))
        for grade, hits in zip(GRADES, (4, 8, 2), strict=True):
            for _ in range(2 if back else hits):
                records.hit(RULES[grade], before(DAY, back))
    return found


def phases() -> list[tuple[Grade, Records]]:
    """What is added to the house, after which it is at a grade."""
    found: list[tuple[Grade, Records]] = []
    for grade, whole, missing, doubled, wrong in (
        (Grade.NOTHING, 100, 0, 0, 1),
        (Grade.WARN, 0, 20, 2, 5),
        (Grade.CRITICAL, 0, 50, 10, 10),
    ):
        records, number = Records(DAY), uuid4()
        for _ in range(whole):
            records.record()
            records.record()
        for _ in range(missing):
            records.record(phone_index=None, income_monthly_fen=None)
        for _ in range(doubled):
            records.record(number)
        for place in range(50):
            records.called(len(found), failed=place < (0, 2, 10)[len(found)])
        for _ in range(0 if found else 19):
            records.confirmed(DAY, 0)
        for _ in range(wrong):
            records.confirmed(before(DAY, 6), 1)
        found.append((grade, records))
    return found


async def test_data_and_models_are_graded(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        records = Records(DAY)
        models, asked = plant_models(records), plant_subjects(records)
        await records.write(session)
        products = await measure(session, Grain.PRODUCT, DAY)
        applications = await measure(session, Grain.APPLICATION, DAY)
        policies = await measure(session, Grain.POLICY, DAY)
        houses = {}
        for grade, more in phases():
            more.rows.pop("decision_editions")
            await more.write(session)
            houses[grade] = next(iter((await measure(session, Grain.HOUSE, DAY)).values()))
    for grade in GRADES:
        for code, named in models.items():
            assert differing(products[named[grade]], all_of(frozenset({code}), grade)) == {}
        assert differing(applications[asked[grade]], all_of(frozenset({"DA-10"}), grade)) == {}
        assert differing(policies[key(RULES[grade])], all_of(frozenset({"DA-11"}), grade)) == {}
        assert differing(houses[grade], all_of(HOUSE, grade)) == {}


def plant_random(records: Records, dice: Random) -> None:
    for _ in range(250):
        records.came(dice.choice(("one", "two")), dice.randrange(300, 900, 25), bad=dice.random() < 0.3)
        records.scored(dice.choice(("one", "two")), dice.randrange(300, 900))
    numbers = [uuid4() for _ in range(5)]
    for _ in range(60):
        absent: dict[str, Any] = {"phone_index": None} if dice.random() < 0.3 else {}
        records.record(dice.choice((None, *numbers)), income_monthly_fen=dice.choice((None, 1)), **absent)
        records.called(dice.randrange(4), failed=dice.random() < 0.2)
        records.confirmed(before(DAY, dice.randrange(10)), dice.randrange(2))
        decided = dice.choice((None, at(before(DAY, dice.randrange(9)))))
        application = records.asked(decided_at=decided, submitted_at=at(before(DAY, dice.randrange(35))))
        for _ in range(dice.randrange(3)):
            records.reported(application, before(DAY, dice.randrange(50)))
    for _ in range(120):
        records.hit(dice.choice(list(RULES.values())), before(DAY, dice.choice((0, *range(35)))))
    for _ in range(4):
        records.asked(submitted_at=at(DAY))


def reckoned_product(records: Records, code: str) -> dict[str, float]:
    of_product = {
        row["id"] for row in records.rows["applications"] if row["product_version_id"] == records.versions[code]
    }
    scores = {row["application_id"]: row["score"] for row in records.rows["decision_assessments"]}
    loans = {row["application_id"]: row["next_due_on"] < before(DAY, 90) for row in records.rows["loans"]}
    came = [(scores[one], loans[one]) for one in of_product if one in loans]
    bads = [score for score, bad in came if bad]
    goods = [score for score, bad in came if not bad]
    wins = sum((good > bad) + 0.5 * (good == bad) for good in goods for bad in bads)
    apart = max(
        abs(sum(bad <= score for bad in bads) / len(bads) - sum(good <= score for good in goods) / len(goods))
        for score, _ in came
    )
    rates = [[bad for score, bad in came if band(score) == place] for place in range(len(SHARES))]
    means = [sum(rate) / len(rate) for rate in rates if rate]
    foretold = sum(1 / (1 + exp((score - OFFSET) / FACTOR)) for score, _ in came)
    month = [scores[one] for one in of_product if one in scores and one not in loans]
    return {
        "DA-02": psi([sum(band(score) == place for score in month) / len(month) for place in range(len(SHARES))]),
        "DA-04": LEARNT - apart,
        "DA-05": wins / (len(goods) * len(bads)),
        "DA-06": sum(later > former for former, later in pairwise(means)),
        "DA-07": len(bads) / foretold,
    }


def band(score: float) -> int:
    return sum(score >= edge for edge in EDGES)


def psi(shares: list[float]) -> float:
    pairs = [(max(share, 1e-4), max(expected, 1e-4)) for share, expected in zip(shares, SHARES, strict=True)]
    return sum((share - expected) * log(share / expected) for share, expected in pairs)


def reckoned_house(records: Records) -> dict[str, float]:
    people = records.rows["customers"]
    missing = sum((row["phone_index"] is None) + (row["income_monthly_fen"] is None) for row in people)
    hours: dict[int, list[bool]] = {}
    for row in records.rows["connector_inquiries"]:
        moment = row["asked_at"].astimezone(SHANGHAI)
        if moment.date() == DAY:
            hours.setdefault(moment.hour, []).append(row["state"] == "unknown")
    papers = [
        row["corrected"] for row in records.rows["document_confirmations"] if row["confirmed_at"] > at(before(DAY, 7))
    ]
    return {
        "DA-01": missing / (4 * len(people)),
        "DA-08": len(people) - len({row["number_index"] for row in people}),
        "DA-09": max(sum(failed) / len(failed) for failed in hours.values()),
        "DA-12": sum(map(bool, papers)) / len(papers),
    }


def reckoned_age(records: Records, application: Row) -> int | None:
    until = application["decided_at"] or at(DAY + timedelta(days=1), 0)
    days = [
        row["observed_on"]
        for row in records.rows["connector_inquiries"]
        if row["customer_id"] == application["customer_id"] and row["answered_at"] and row["answered_at"] <= until
    ]
    last = application["decided_at"].date() if application["decided_at"] else DAY
    return (last - max(days)).days if days else None


def reckoned_drift(records: Records, code: str) -> float:
    days = [row["submitted_at"].date() for row in records.rows["applications"] if row["submitted_at"]]
    handed = {day: days.count(day) for day in days if before(DAY, 28) <= day <= DAY}
    found = [row["found_at"].date() for row in records.rows["application_findings"] if row["code"] == code]
    rates = {day: found.count(day) / count for day, count in handed.items()}
    usual = [rate for day, rate in rates.items() if day < DAY]
    return abs(rates[DAY] / (sum(usual) / len(usual)) - 1)


async def test_data_and_models_are_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        records = Records(DAY)
        plant_random(records, Random(20260930))
        await records.write(session)
        grains = (Grain.HOUSE, Grain.PRODUCT, Grain.APPLICATION, Grain.POLICY)
        house, products, asked, policies = [await measure(session, grain, DAY) for grain in grains]
    told: list[tuple[str, Any, float | None]]
    told = [(code, next(iter(house.values()))[code], value) for code, value in reckoned_house(records).items()]
    for product in ("one", "two"):
        told += [
            (code, products[key(product)][code], value) for code, value in reckoned_product(records, product).items()
        ]
    rows = {row["id"]: row for row in records.rows["applications"] if row["id"] in asked}
    told += [("DA-10", asked[one]["DA-10"], reckoned_age(records, row)) for one, row in rows.items()]
    told += [("DA-11", policies[key(code)]["DA-11"], reckoned_drift(records, code)) for code in RULES.values()]
    assert [each for each in told if not close(each[1], each[2], within=1e-6)] == []
    assert {code for code, _, value in told if value} == RECKONED
