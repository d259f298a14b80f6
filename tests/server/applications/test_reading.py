"""Lists and single applications: who sees what, in which order, and how the database finds it."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import queries
from server.applications.errors import NumberMalformed, QuoteDateOutOfRange
from server.applications.models import Application
from server.applications.reading import ApplicationPage, application_view, findings, page, preview
from server.applications.rules import ApplicationState
from server.approvals.rules import CaseDecision
from server.kit.errors import Denied, Invalid, NotFound
from server.kit.work import House
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
from tests.fixtures.house import AsStaff
from tests.fixtures.plans import plan_of

S = ApplicationState


def ids(found: ApplicationPage) -> list[UUID]:
    return [application.id for application in found.applications]


async def test_everybody_lists_what_lies_in_his_sight_and_no_more(as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_product(owner)
    planted = {}
    for officer in ("officer.east1", "officer2.east1", "officer.east2", "officer.west1"):
        customer = await plant_customer(owner, officer=officer, account=False)
        planted[officer] = await plant_application(owner, customer, version)
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
        found = await page(caller)
        assert (set(ids(found)), found.total) == (expected, len(expected)), login
        for application_id in planted.values():
            if application_id in expected:
                assert (await application_view(caller, application_id=application_id)).application.id == application_id
                continue
            for read in (application_view, findings):
                with pytest.raises(NotFound):
                    await read(caller, application_id=application_id)
    with pytest.raises(Denied):
        await page(await as_staff("admin1.hq"))


async def test_pages_go_newest_first_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, customers = await plant_product(owner), await plant_many(owner, 7)
    planted = await plant_applications(owner, customers, version, officer="officer.east1", state=S.DRAFT)
    same = update(Application).where(Application.id.in_(planted[:5]))
    await owner.execute(same.values(created_at=CREATED_AT))
    await owner.commit()
    officer = await as_staff("officer.east1")
    seen: list[UUID] = []
    after = None
    while True:
        found = await page(officer, after=after, limit=3)
        assert found.total == 7
        seen += ids(found)
        if not found.has_next:
            break
        last = found.applications[-1]
        after = (last.created_at, last.id)
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
        listed = await page(officer, search=search, states=states)
        assert listed.total == len(listed.applications)
        return sorted(application.number for application in listed.applications)

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
            await page(officer, limit=limit)


async def test_a_number_out_of_sight_is_not_found_by_search(as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_product(owner)
    customer = await plant_customer(owner, officer="officer.west1", account=False)
    await plant_application(owner, customer, version, number="100000000012")
    found = await page(await as_staff("manager.east"), search="100000000012")
    assert (ids(found), found.total) == ([], 0)


async def test_opinion_and_findings_are_those_of_the_present_submission(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    officer, reviewer = await as_staff("officer.east1"), await as_staff("reviewer.east1")
    application_id = await apply_for(officer, customer, await plant_lender(owner))
    assert [each.code for each in await findings(officer, application_id=application_id)] == ["DE-02"]
    await vote(reviewer, await kept_case(owner, application_id), CaseDecision.RETURN)
    await owner.execute(text("UPDATE customers SET income_monthly_fen = 3000000"))
    await owner.commit()
    present = (await kept_application(owner, application_id)).version
    await hand_in(officer, application_id, 2_000_000, version=present)
    view = await application_view(officer, application_id=application_id)
    assert view.opinion is not None
    assert (view.opinion.amount_fen, view.findings) == (2_000_000, [])
    assert [case.state.value for case in view.cases] == ["returned"]


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


async def test_lists_go_by_an_index_among_20000_applications(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    version = await plant_product(owner)
    for officer, count in (("officer.east1", 300), ("officer2.east1", 6_700), ("officer.east2", 6_000)):
        customers = await plant_many(owner, count, officer=officer)
        await plant_applications(owner, customers, version, officer=officer, state=S.DISBURSED)
    customers = await plant_many(owner, 7_000, officer="officer.west1")
    await plant_applications(owner, customers[:200], version, officer="officer.west1", state=S.IN_REVIEW)
    await plant_applications(owner, customers[200:], version, officer="officer.west1", state=S.REJECTED)
    await owner.execute(text("ANALYZE applications"))
    await owner.commit()
    asked: list[tuple[tuple[ApplicationState, ...], str]] = [((), ""), ((S.IN_REVIEW,), ""), ((), "1234567")]
    for login in ("officer.east1", "branchmanager.east1", "manager.east", "auditor.hq"):
        caller = await as_staff(login)
        for states, number in asked:
            listed = queries.listed(caller.actor.scope, states=states, number=number, after=None, limit=21)
            plan = await plan_of(house, caller, listed)
            assert "Seq Scan on applications" not in plan, (login, states, number, plan)
            assert "ix_applications" in plan, (login, states, number, plan)
            if number:
                assert "ix_applications_number" in plan, (login, plan)
