"""Lists and single applications: who sees what, in which order, and what a loan would cost."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import NumberMalformed, QuoteDateOutOfRange
from server.applications.models import Application
from server.applications.reading import preview
from server.applications.rules import ApplicationState
from server.approvals.rules import CaseDecision
from server.kit.errors import Denied, Invalid, NotFound
from server.products.errors import AmountOutOfRange, TermOutOfRange
from tests.factories.applications import (
    CREATED_AT,
    apply_for,
    hand_in,
    kept_application,
    plant_application,
    plant_applications,
    plant_lender,
)
from tests.factories.approvals import kept_case, vote
from tests.factories.customers import plant_customer, plant_many
from tests.factories.documents import plant_borrower
from tests.factories.products import plant_product
from tests.fixtures.asking import all_pages, ask, node_id, row_ids
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of

S = ApplicationState

LIST = "query ($after: String) { applications(first: 3, after: $after) { nodes { id } totalCount PAGE } }".replace(
    "PAGE", "pageInfo { hasNextPage endCursor }"
)
NARROWED = """query ($search: String = "", $state: [ApplicationState!]) {
  applications(search: $search, state: $state) { nodes { id number } totalCount } }"""
WHOLE = """query ($id: ID!) { application(id: $id) {
  id findings { code } opinion { amount } case { state votes { decision } } } }"""


async def test_everybody_lists_what_lies_in_his_sight_and_no_more(as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_product(owner)
    planted, global_ids = {}, {}
    for officer in ("officer.east1", "officer2.east1", "officer.east2", "officer.west1"):
        customer = await plant_customer(owner, officer=officer, account=False)
        planted[officer] = await plant_application(owner, customer, version)
        global_ids[planted[officer]] = node_id("Application", planted[officer], customer.customer_id)
    east_1 = {planted["officer.east1"], planted["officer2.east1"]}
    seen = {
        "officer.east1": {planted["officer.east1"]},
        "officer.west1": {planted["officer.west1"]},
        "branchmanager.east1": east_1,
        "manager.east": east_1 | {planted["officer.east2"]},
        "manager.west": {planted["officer.west1"]},
        "auditor.hq": set(planted.values()),
    }
    for login, expected in seen.items():
        caller = await as_staff(login)
        assert set(await all_pages(caller, LIST, len(expected))) == expected, login
        for application_id, global_id in global_ids.items():
            found = (await ask(caller, WHOLE, id=global_id))["application"]
            assert (found["id"] if found else None) == (global_id if application_id in expected else None)
    with pytest.raises(Denied):
        await ask(await as_staff("admin1.hq"), NARROWED)


async def test_pages_go_newest_first_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, customers = await plant_product(owner), await plant_many(owner, 7)
    planted = await plant_applications(owner, customers, version, officer="officer.east1", state=S.DRAFT)
    same = update(Application).where(Application.id.in_(planted[:5]))
    await owner.execute(same.values(created_at=CREATED_AT))
    await owner.commit()
    seen = await all_pages(await as_staff("officer.east1"), LIST, 7)
    assert seen == [planted[6], planted[5], *sorted(planted[:5], reverse=True)]


async def test_a_list_is_narrowed_by_state_and_by_the_beginning_of_a_number(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version, officer = await plant_product(owner), await as_staff("officer.east1")
    customer = await plant_customer(owner, account=False)
    numbers = {"100000000012": S.DRAFT, "100000000099": S.REJECTED, "200000000012": S.DRAFT}
    for number, state in numbers.items():
        await plant_application(owner, customer, version, state=state, number=number)

    async def found(search: str = "", *states: ApplicationState) -> list[str]:
        listed = (await ask(officer, NARROWED, search=search, state=[each.name for each in states]))["applications"]
        assert listed["totalCount"] == len(listed["nodes"])
        return sorted(node["number"] for node in listed["nodes"])

    assert await found() == sorted(numbers)
    assert await found("", S.REJECTED) == ["100000000099"]
    assert await found("", S.REJECTED, S.DRAFT) == sorted(numbers)
    assert await found("1000") == ["100000000012", "100000000099"]
    assert await found(" 100000000012 ") == ["100000000012"]
    assert await found("1", S.DRAFT) == ["100000000012"]
    assert await found("9") == []
    for typed in ("王小明", "12x", "1" * 13, "١٢"):
        with pytest.raises(NumberMalformed):
            await found(typed)
    for limit in (0, 101):
        with pytest.raises(Invalid):
            await ask(officer, "query ($first: Int!) { applications(first: $first) { totalCount } }", first=limit)


async def test_a_list_is_narrowed_by_branch_and_by_officer(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, auditor = await plant_product(owner), await as_staff("auditor.hq")
    planted = {}
    for officer in ("officer.east1", "officer2.east1", "officer.west1"):
        customer = await plant_customer(owner, officer=officer, account=False)
        planted[officer] = await plant_application(owner, customer, version)
    asked: tuple[tuple[str, str, str, set[str]], ...] = (
        ("officerId", "Staff", "officer.east1", {"officer.east1"}),
        ("branchId", "Branch", "east-1", {"officer.east1", "officer2.east1"}),
        ("branchId", "Branch", "hq", set()),
    )
    for argument, kind, name, expected in asked:
        wanted = f"query ($id: ID!) {{ applications({argument}: $id) {{ nodes {{ id }} totalCount }} }}"
        page = (await ask(auditor, wanted, id=node_id(kind, id_of(name))))["applications"]
        assert set(row_ids(page)) == {planted[each] for each in expected}
        assert page["totalCount"] == len(expected)
        with pytest.raises(Invalid):
            await ask(auditor, wanted, id=node_id("Loan", id_of(name)))


async def test_a_number_out_of_sight_is_not_found_by_search(as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_product(owner)
    customer = await plant_customer(owner, officer="officer.west1", account=False)
    await plant_application(owner, customer, version, number="100000000012")
    found = await ask(await as_staff("manager.east"), NARROWED, search="100000000012")
    assert found == {"applications": {"nodes": [], "totalCount": 0}}


async def test_opinion_and_findings_are_those_of_the_present_submission(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    officer, reviewer = await as_staff("officer.east1"), await as_staff("reviewer.east1")
    application_id = await apply_for(officer, customer, await plant_lender(owner))

    async def shown() -> Any:
        wanted = node_id("Application", application_id, customer.customer_id)
        return (await ask(officer, WHOLE, id=wanted))["application"]

    assert (await shown())["findings"] == [{"code": "DE-02"}]
    await vote(reviewer, await kept_case(owner, application_id), CaseDecision.RETURN)
    await owner.execute(text("UPDATE customers SET income_monthly_fen = 3000000"))
    await owner.commit()
    present = (await kept_application(owner, application_id)).version
    await hand_in(officer, application_id, 2_000_000, version=present)
    view = await shown()
    assert (view["opinion"], view["findings"]) == ({"amount": "20000.00"}, [])
    assert view["case"] == {"state": "RETURNED", "votes": [{"decision": "RETURN"}]}


async def test_a_preview_is_the_schedule_that_would_follow(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    quoted = await preview(officer, product_version_id=version, amount_fen=3_000_000, term_months=12)
    assert (len(quoted.rows), quoted.terms.start_on) == (12, date(2026, 3, 2))
    assert quoted.rows[0].due_on == date(2026, 4, 2)
    assert quoted.apr.quantize(Decimal("0.001")) == Decimal("0.144")
    for change, expected in (
        ({"amount_fen": 1}, AmountOutOfRange),
        ({"term_months": 0}, TermOutOfRange),
        ({"start_on": date(1900, 1, 1)}, QuoteDateOutOfRange),
        ({"product_version_id": uuid4()}, NotFound),
    ):
        wanted: dict[str, object] = {"product_version_id": version, "amount_fen": 3_000_000, "term_months": 12}
        with pytest.raises(expected):
            await preview(officer, **(wanted | change))  # type: ignore[arg-type]  # a table of arguments
