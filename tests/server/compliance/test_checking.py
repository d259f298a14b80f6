"""The rules of law as they are kept: which is asked when, by the event date, with the house's figures of that date."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance import catalogue
from server.compliance.models import ComplianceCheck, ComplianceRule
from server.compliance.rules import Facts, Findings, Trigger
from server.compliance.service import check
from server.kit.rule_rows import Subject
from server.kit.rulebook import FindingOutcome
from server.kit.work import Caller
from tests.factories.customers import Planted, plant_customer
from tests.factories.reference import plant_figure, plant_lpr
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room

LOAN = Facts("person", 0, 0, 3_000_000, Decimal("0.144"), 365)
NET_ASSETS = "net_assets_last_year_end"


async def asked(
    caller: Caller, customer: Planted, *, on: date, facts: Facts = LOAN, trigger: Trigger = Trigger.APPROVAL
) -> Findings:
    subject = Subject(customer.customer_id, customer.branch_id, customer.officer_id, uuid4())
    async with room(caller) as work:
        return await check(work, subject, trigger, facts, on=on)


async def test_the_rules_and_figures_of_the_event_date_decide(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    officer = await as_staff("officer.east1")
    await plant_lpr(owner)
    await plant_figure(owner, NET_ASSETS, 100_000_000_00, effective_from=date(2025, 1, 1))
    await plant_figure(owner, NET_ASSETS, 19_999_999, effective_from=date(2026, 6, 1))
    today = await asked(officer, customer, on=date(2026, 3, 2))
    assert (today.outcome, [each.code for each in today.findings]) == (FindingOutcome.PASS, [])
    noted = [each for each in today.results if each.violated]
    assert [each.code for each in noted] == ["PR-03"]
    assert "4.80倍" in noted[0].zh
    poorer = await asked(officer, customer, on=date(2026, 6, 1))
    assert [(each.code, each.outcome) for each in poorer.findings] == [
        ("MC-01", FindingOutcome.REFUSE),
        ("MC-02", FindingOutcome.REFUSE),
    ]
    before_the_law = await asked(officer, customer, on=date(2025, 1, 16))
    assert [each.code for each in before_the_law.findings] == ["no_rules"]
    before_the_ceiling = await asked(officer, customer, on=date(2025, 12, 23))
    assert [each.code for each in before_the_ceiling.results] == ["MC-01", "MC-02"]


async def test_from_2028_on_four_times_lpr_is_a_cap_for_more_than_a_month(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, account=False)
    officer = await as_staff("officer.east1")
    await plant_lpr(owner)
    await plant_figure(owner, NET_ASSETS, 100_000_000_00)
    last_day = await asked(officer, customer, on=date(2027, 12, 31))
    assert last_day.outcome is FindingOutcome.PASS
    capped = await asked(officer, customer, on=date(2028, 1, 1))
    assert [(each.code, each.outcome) for each in capped.findings] == [("PR-04", FindingOutcome.REFUSE)]
    month = Facts("person", 0, 0, 3_000_000, Decimal("0.144"), 31)
    short = await asked(officer, customer, on=date(2028, 1, 1), facts=month)
    assert short.outcome is FindingOutcome.PASS


async def test_each_step_asks_its_own_rules(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    officer = await as_staff("officer.east1")
    expected = {
        Trigger.APPROVAL: ["MC-01", "MC-02", "PR-02", "PR-03"],
        Trigger.PRICING: ["PR-02", "PR-03"],
        Trigger.DISBURSEMENT: ["MC-01", "MC-02"],
    }
    for trigger, codes in expected.items():
        found = await asked(officer, customer, on=date(2026, 3, 2), trigger=trigger)
        assert [each.code for each in found.results] == codes
    await owner.rollback()
    kept = (await owner.execute(select(ComplianceCheck).order_by(ComplianceCheck.id))).scalars().all()
    assert [row.trigger for row in kept] == list(expected)
    assert kept[0].facts[NET_ASSETS] is None
    assert [each["missing"] for each in kept[0].results] == [[NET_ASSETS], [NET_ASSETS], [], ["lpr_1y"]]


async def test_a_check_of_a_customer_out_of_sight_is_neither_written_nor_read(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, account=False)
    with pytest.raises(DBAPIError, match="row-level security"):
        await asked(await as_staff("manager.west"), customer, on=date(2026, 3, 2))
    await asked(await as_staff("manager.east"), customer, on=date(2026, 3, 2))
    for login, seen in (("manager.east", 1), ("manager.west", 0), ("officer.west1", 0), ("auditor.hq", 1)):
        async with room(await as_staff(login)) as work:
            rows = (await work.session.execute(select(ComplianceCheck.id))).scalars().all()
            assert len(rows) == seen, login


async def test_the_table_holds_the_rules_of_the_catalogue(owner: AsyncSession) -> None:
    rows = (
        (await owner.execute(select(ComplianceRule).order_by(ComplianceRule.code, ComplianceRule.version)))
        .scalars()
        .all()
    )
    told = [each for each in catalogue.entries() if each.implemented]
    assert [row.as_law for row in rows] == [each.law for each in told]
    assert [(row.source, row.effective_from, row.effective_until) for row in rows] == [
        (each.told["source"], each.effective_from, each.effective_until) for each in told
    ]
