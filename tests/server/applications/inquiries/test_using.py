"""What answers are used for: ratings, decisions, law, evidence; and what a source that says nothing leaves unknown."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.inquiries.facts import DECIDING
from server.applications.inquiries.informing import SOURCES
from server.applications.models import Application, ApplicationFinding
from server.applications.rules import ApplicationState
from server.connectors.kinds import SourceKind
from server.connectors.vocabulary import TERMS, FactKind
from server.customers.rating import vocabulary
from server.customers.rating.doors import FactTold, tell
from server.customers.rating.models import CustomerRating, ProfileFact
from server.customers.rating.tasks import rate_customers
from server.customers.rating.vocabulary import FactSource, Value
from server.decision.editions import propose_rules, publish
from server.decision.facts import FACTS, FactType
from server.kit.work import House
from tests.factories.applications import hand_in, kept_application, plant_application, plant_lender
from tests.factories.connectors import Sources, consented, learn
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room

PERSON = ("name_id", "liveness", "bank_card", "sanctions", "credit_bureau", "tax", "social_security", "commerce")


CLEAN = {
    "found": True,
    "overdues": [],
    "months": 30,
    "inquiries_3m": 0,
    "lines": {"used_percent": 30, "full_months": 0},
}
BY_STAFF: dict[str, tuple[Value, FactSource]] = {
    "dependants": (Decimal(1), FactSource.TOLD),
    "earners": (Decimal(2), FactSource.TOLD),
    "education": ("college", FactSource.DOCUMENT),
    "address_verified": (True, FactSource.VISIT),
    "home_owned": (True, FactSource.VISIT),
    "residence_months": (Decimal(60), FactSource.VISIT),
    "occupation": ("sole_trader", FactSource.DOCUMENT),
    "work_months": (Decimal(40), FactSource.DOCUMENT),
    "assets_fen": (Decimal(50_000_000), FactSource.DOCUMENT),
    "liabilities_fen": (Decimal(5_000_000), FactSource.DOCUMENT),
    "requested_fen": (Decimal(5_000_000), FactSource.CHANNEL),
    "flow_fabricated": (False, FactSource.BANK_FLOW),
    "application_flags": (Decimal(0), FactSource.CHANNEL),
}
"""What staff and the house know of themselves: all that no source is asked for."""


def rule(code: str, expression: str, severity: str) -> dict[str, Any]:
    return {
        "code": code,
        "name_zh": code,
        "name_en": code,
        "source": "house",
        "applies_to": "any",
        "severity": severity,
        "expression": expression,
        "value": None,
        "limit": "0",
        "unit": "count",
        "zh": f"{code}不通过",
        "en": f"{code} does not pass",
    }


RULES = {
    "rules": [
        rule("SX-01", "sanctions_hits > 0", "block"),
        rule("SX-02", "!name_id_matched", "block"),
        rule("SX-03", "bureau_overdue_24m >= 3", "review"),
    ],
    "velocity": {"applications": 10, "window_minutes": 60, "cool_down_minutes": 1440},
}


async def put_in_force(as_staff: AsStaff) -> None:
    """Rules that name what sources say, published by a second person."""
    proposed = await propose_rules(
        (await as_staff("risk.hq")).keyed("p"), content=RULES, effective_from=date(2026, 3, 2), note="来源核验"
    )
    await publish((await as_staff("committee1.hq")).keyed("q"), edition_id=proposed)


async def submitted(as_staff: AsStaff, owner: AsyncSession, customer: Planted, version_id: UUID) -> Application:
    """Submit an application of the customer; it as it stands then."""
    officer = await as_staff("officer.east1")
    application_id = await plant_application(owner, customer, version_id)
    await hand_in(officer, application_id)
    return await kept_application(owner, application_id)


async def findings(owner: AsyncSession, application: Application) -> dict[str, str]:
    wanted = select(ApplicationFinding.code, ApplicationFinding.reason_en)
    rows = (await owner.execute(wanted.where(ApplicationFinding.application_id == application.id))).all()
    return {row.code: row.reason_en for row in rows}


async def test_answers_come_down_to_the_rating_which_is_no_longer_thin(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_borrower(owner)
    await consented(as_staff, owner, customer)
    officer = await as_staff("officer.east1")
    async with room(officer) as work:
        await tell(work, customer.owner_columns, [FactTold(code, *told) for code, told in BY_STAFF.items()])
    ids = [str(customer.customer_id)]
    await rate_customers(asking, customer_ids=ids, cause="profile")
    sources.desk.tell("credit_bureau", customer.number, CLEAN)
    await learn(asking, owner, officer, customer, *PERSON)
    await rate_customers(asking, customer_ids=ids, cause="profile")
    order = (CustomerRating.rated_at, CustomerRating.id)
    before, after = (await owner.execute(select(CustomerRating).order_by(*order))).scalars()
    known = [{part["code"] for part in each.parts if part["known"]} for each in (before, after)]
    assert known[1] - known[0] == {"A10", "A11", "A12", "B2", "B3", "B4"}
    assert ("thin" in before.flags, "thin" in after.flags) == (True, False)
    assert {"bureau_m1", "phone_months", "inquiries", "social_security_months"} <= set(after.facts)
    told = (await owner.execute(select(ProfileFact).where(ProfileFact.code == "income_monthly_fen"))).scalars()
    assert {each.source.value for each in told} == {"tax", "social_security"}


async def test_rules_that_name_a_source_review_what_it_has_not_said_and_pass_what_it_has(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    version_id = await plant_lender(owner)
    await put_in_force(as_staff)
    unasked, clean = await plant_borrower(owner), await plant_borrower(owner)
    application = await submitted(as_staff, owner, unasked, version_id)
    assert application.state is ApplicationState.IN_REVIEW
    assert {"SX-01", "SX-02", "SX-03"} <= set(await findings(owner, application))
    await consented(as_staff, owner, clean)
    sources.desk.tell("credit_bureau", clean.number, CLEAN)
    await learn(asking, owner, await as_staff("officer.east1"), clean, "name_id", "sanctions", "credit_bureau")
    application = await submitted(as_staff, owner, clean, version_id)
    assert (application.state, await findings(owner, application)) == (ApplicationState.APPROVED, {})


@pytest.mark.parametrize("kind", ["down", "garbage", "late"])
async def test_a_source_that_is_down_wrong_or_late_means_review_and_never_nought(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources, kind: str
) -> None:
    version_id = await plant_lender(owner)
    await put_in_force(as_staff)
    customer = await plant_borrower(owner)
    await consented(as_staff, owner, customer)
    sources.fault(kind, source="sanctions")
    await learn(asking, owner, await as_staff("officer.east1"), customer, "name_id", "credit_bureau", "sanctions")
    application = await submitted(as_staff, owner, customer, version_id)
    assert application.state is ApplicationState.IN_REVIEW
    found = await findings(owner, application)
    assert "SX-01" in found
    assert "SX-02" not in found


@pytest.mark.parametrize(
    ("source", "said", "codes"),
    [
        ("name_id", {"matched": False}, ["SX-02"]),
        ("sanctions", {"hits": [{"list_code": "UN", "entry": "7"}]}, ["SX-01", "KY-04"]),
    ],
)
async def test_a_mismatch_or_a_hit_blocks(
    as_staff: AsStaff,
    owner: AsyncSession,
    asking: House,
    sources: Sources,
    source: str,
    said: dict[str, Any],
    codes: list[str],
) -> None:
    version_id = await plant_lender(owner)
    await put_in_force(as_staff)
    customer = await plant_borrower(owner)
    sources.desk.tell(source, customer.number, said)
    await learn(asking, owner, await as_staff("officer.east1"), customer, "name_id", "sanctions")
    application = await submitted(as_staff, owner, customer, version_id)
    assert application.state is ApplicationState.REJECTED
    assert set(codes) <= set(await findings(owner, application))


def test_facts_have_one_name_and_one_type_everywhere() -> None:
    kinds = {FactKind.NUMBER: FactType.INT, FactKind.FLAG: FactType.BOOL, FactKind.WORD: FactType.STRING}
    for code, term in TERMS.items():
        if code in DECIDING or code == "receivables_fen":
            assert FACTS[code].type is kinds[term.kind], code
        if code in vocabulary.FACTS:
            assert vocabulary.FACTS[code].kind.value == term.kind.value, code
            assert set(vocabulary.FACTS[code].words) == set(term.words), code
    assert set(SOURCES) == set(SourceKind)
    assert set(TERMS) >= DECIDING
