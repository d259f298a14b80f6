"""DB: debts against income, brought to each grade, and random figures against plain Python."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.securing.models import GuaranteeClaim
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import VisitPlace
from server.applications.visiting.states import VisitState
from server.customers.rating.models import ProfileFact
from server.customers.rating.vocabulary import FactSource
from server.kit.clock import start_of
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.factories.applications import application_row
from tests.factories.customers import Planted, plant_customer
from tests.factories.products import plant_product
from tests.server.risk.comparing import close
from tests.server.risk.histories import DAY
from tests.server.risk.measuring import measure
from tests.server.risk.telling import grade_of, misses, plant_answer

CODES = frozenset(f"DB-{number:02d}" for number in range(1, 15))
GRADED = CODES
RECKONED = CODES
CLOSE = 0.000001
YUAN = 100
RATE, MONTHS = 0.144, 36
Case = dict[str, int | None]

# an income of 10,000 yuan a month; a request over three years comes to 344 yuan a month for each 10,000
WARN: Case = {
    "official": 1_000_000,
    "visited": 1_100_000,
    "declared": 1_000_000,
    "dependants": 3,
    "asked": 13_000_000,
    "monthly": 100_000,
    "balance": 60_000_000,
    "unsecured": 15_000_000,
    "guaranteed": 24_000_000,
    "used": 75,
    "used_before": 45,
    "liabilities": 12_800_000,
    "assets": 30_000_000,
    "told": 40_000_000,
    "lenders": 4,
    "new": 2,
    "inflow": 180_000_000,
}
AT = start_of(DAY) - timedelta(days=3)


async def plant_case(owner: AsyncSession, version_id: UUID, case: Case) -> Planted:
    """A customer of whom a bureau, a tax office, an officer on the spot and he himself say what the case says."""
    customer = await plant_customer(owner, income_monthly_fen=case["declared"])
    report = {
        "bureau_monthly_fen": case["monthly"],
        "bureau_balance_fen": case["balance"],
        "bureau_unsecured_fen": case["unsecured"],
        "bureau_guaranteed_fen": case["guaranteed"],
        "bureau_lenders": case["lenders"],
        "bureau_new_accounts_6m": case["new"],
        "utilisation": case["used"] and Decimal(case["used"]) / 100,
    }
    await plant_answer(owner, customer, "credit_bureau", {code: v for code, v in report.items() if v is not None})
    before = DAY - timedelta(days=120)
    if case["used_before"] is not None:
        used = {"utilisation": Decimal(case["used_before"]) / 100}
        await plant_answer(owner, customer, "credit_bureau", used, observed_on=before)
    if case["official"] is not None:
        await plant_answer(owner, customer, "tax", {"income_monthly_fen": case["official"]})
        await plant_answer(owner, customer, "social_security", {"income_monthly_fen": case["official"] + 5})
    await plant_answer(owner, customer, "bank_flow", {"annual_inflow_fen": case["inflow"] or 0})
    told = (
        ("liabilities_fen", case["told"], FactSource.TOLD, 1),
        ("assets_fen", case["assets"], FactSource.DOCUMENT, 2),
    )
    for code, value, source, days in (*told, ("liabilities_fen", case["liabilities"], FactSource.DOCUMENT, 0)):
        if value is not None:
            await tell(owner, customer, code, value, source, DAY - timedelta(days=days))
    if case["asked"]:
        row = application_row(version_id, ApplicationState.IN_REVIEW, created_at=AT, term_months=MONTHS)
        own = {"started_by": customer.officer_id, "editors": [customer.officer_id]}
        amounts = {"amount_fen": case["asked"], "requested_amount_fen": case["asked"]}
        await owner.execute(insert(Application).values(**customer.owner_columns, **(row | own | amounts)))
    if case["visited"] is not None:
        await visit(owner, customer, version_id, case["visited"], case["dependants"])
    return customer


async def tell(owner: AsyncSession, customer: Planted, code: str, value: int, source: FactSource, on: date) -> None:
    row = {"id": uuid4(), "code": code, "number": Decimal(value), "source": source, "observed_on": on}
    told = {"recorded_by": customer.officer_id, "recorded_at": AT}
    await owner.execute(insert(ProfileFact).values(**customer.owner_columns, **row, **told))


async def visit(
    owner: AsyncSession, customer: Planted, version_id: UUID, income_fen: int, dependants: int | None
) -> None:
    """A visit that stands, of an application that was withdrawn since."""
    row = application_row(version_id, ApplicationState.WITHDRAWN, created_at=AT - timedelta(days=30))
    own = {"started_by": customer.officer_id, "editors": [customer.officer_id]}
    await owner.execute(insert(Application).values(**customer.owner_columns, **(row | own)))
    seen: dict[str, Any] = {
        "id": uuid4(),
        "application_id": row["id"],
        "state": VisitState.STANDING,
        "place": VisitPlace.SHOP,
        "visited_at": AT,
        "place_cipher": b"-",
        "content_hash": "-",
        "summary": "",
        "figures": {},
        "findings": [],
        "visited_by": customer.officer_id,
        "editors": [customer.officer_id],
        "saved_at": AT,
        "submitted_at": AT,
        "version": 2,
    }
    found = {"verified_income_fen": income_fen, "dependants": dependants}
    await owner.execute(insert(Visit).values(**customer.owner_columns, **seen, **found))


CRITICAL: Case = WARN | {
    "balance": 130_000_000,
    "unsecured": 30_000_000,
    "guaranteed": 60_000_000,
    "used": 95,
    "used_before": 40,
    "liabilities": 20_000_000,
    "told": 20_000_000,
    "asked": 25_000_000,
    "new": 4,
}
NOTHING: Case = WARN | {
    "monthly": 0,
    "balance": 10_000_000,
    "unsecured": 1_000_000,
    "guaranteed": 0,
    "used": 30,
    "used_before": 30,
    "liabilities": 1_000_000,
    "told": 10_000_000,
    "asked": 1_000_000,
    "new": 0,
}


async def test_debts_come_to_each_grade_and_are_unknown_without_a_report(owner: AsyncSession) -> None:
    version_id = await plant_product(owner)
    for case, wanted in ((WARN, Grade.WARN), (CRITICAL, Grade.CRITICAL), (NOTHING, Grade.NOTHING)):
        customer = await plant_case(owner, version_id, case)
        values = await measure(owner, Grain.CUSTOMER, DAY)
        assert misses(values[customer.customer_id], CODES, wanted) == {}, wanted
    nobody = await plant_customer(owner, income_monthly_fen=None)
    values = await measure(owner, Grain.CUSTOMER, DAY)
    unknown = {code: grade_of(code, values[nobody.customer_id][code]) for code in CODES}
    assert unknown == dict.fromkeys(CODES - {"DB-02", "DB-03"}, Grade.UNKNOWN) | dict.fromkeys(
        ("DB-02", "DB-03"), Grade.GAP
    )


def random_case(dice: Random) -> Case:
    def some(most: int) -> int | None:
        return dice.choice((None, 0, dice.randrange(most), dice.randrange(most), dice.randrange(most)))

    case: Case = {name: some(10**8) for name in ("monthly", "balance", "unsecured", "guaranteed", "assets")}
    case |= {name: some(10**7) for name in ("official", "visited", "declared", "liabilities", "told")}
    case |= {"used": some(100), "used_before": some(100), "lenders": some(6), "new": some(6)}
    case |= {"dependants": dice.choice((None, 0, 3)), "inflow": dice.randrange(2) * 10**8}
    return case | {"asked": dice.choice((0, dice.randrange(1, 10**8)))}


def reckoned(case: Case, guaranteed_here: int) -> dict[str, float | None]:
    """The indicators from the case alone; None where something that is needed was not told."""
    asked = case["asked"] or 0
    monthly_rate = RATE / 12
    instalment = asked * monthly_rate / (1 - (1 + monthly_rate) ** -MONTHS)
    household = case["visited"]
    income = case["official"] if case["official"] is not None else household
    monthly = None if case["monthly"] is None else case["monthly"] + instalment
    year = None if income is None else 12 * income
    guaranteed = max((each for each in (case["guaranteed"], guaranteed_here or None) if each is not None), default=None)
    heads = 1 + ((case["dependants"] or 0) if household is not None else 0)
    owned, owes, told = case["assets"], case["liabilities"], case["told"]
    newest = owes if owes is not None else told
    balance, lenders, new = case["balance"], case["lenders"], case["new"]
    used = [None if case[name] is None else Decimal(case[name] or 0) / 100 for name in ("used", "used_before")]
    return {
        "DB-01": over(monthly, income),
        "DB-02": over(plus(newest, asked), plus(owned, asked)),
        "DB-03": over(instalment, case["declared"]),
        "DB-04": over(monthly, household),
        "DB-05": over(balance, year),
        "DB-06": over(case["unsecured"], income),
        "DB-07": None if used[0] is None else float(used[0]),
        "DB-08": None if used[0] is None or used[1] is None else float(used[0] - used[1]),
        "DB-09": over(plus(balance, None if told is None else -told), balance),
        "DB-10": over(guaranteed, year),
        "DB-11": None if income is None or monthly is None else (income - monthly) / heads / YUAN,
        "DB-12": over(asked, year),
        "DB-13": 0 if (lenders, new) == (0, 0) else over(new, lenders),
        "DB-14": over(plus(balance, asked), case["inflow"]),
    }


def plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


async def test_random_debts_come_to_what_plain_python_says(owner: AsyncSession) -> None:
    dice, version_id = Random(1402), await plant_product(owner)
    wanted = {}
    for at in range(30):
        case = random_case(dice)
        customer = await plant_case(owner, version_id, case)
        guaranteed = at % 3 * 7_000_000
        for amount in [guaranteed] if guaranteed else []:
            claim = {"party_id": uuid4(), "person_id": customer.customer_id, "debtor_id": uuid4()}
            await owner.execute(insert(GuaranteeClaim).values(**claim, amount_fen=amount))
        wanted[customer.customer_id] = reckoned(case, guaranteed)
    values = await measure(owner, Grain.CUSTOMER, DAY)
    wrong = [
        (code, values[customer_id][code], told)
        for customer_id, figures in wanted.items()
        for code, told in figures.items()
        if not close(values[customer_id][code], told, within=CLOSE)
    ]
    assert wrong == []
    assert {code for figures in wanted.values() for code, told in figures.items() if told} == CODES
