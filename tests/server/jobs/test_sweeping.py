"""The nightly sweep over a real book: every part runs, finds what is wrong, mends what is put right, and goes on."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance import catalogue
from server.compliance.desk.models import ComplianceFinding, ComplianceSweep, FindingState
from server.compliance.errors import DayNotOver
from server.compliance.registers import service as registers
from server.compliance.registers.kinds import RegisterKind
from server.compliance.rules import Trigger
from server.identity.actors import WORKER
from server.jobs.sweeping.running import PARTS, days_left, sweep_day, sweep_missed
from server.kit.clock import FixedClock
from server.kit.work import Caller, House
from tests.factories.applications import plant_lender
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_consent
from tests.factories.documents import plant_borrower
from tests.factories.loans import plant_loan
from tests.fixtures.house import AsStaff

YESTERDAY = date(2026, 3, 1)


async def found(owner: AsyncSession) -> dict[str, list[ComplianceFinding]]:
    await owner.rollback()
    rows = (await owner.execute(select(ComplianceFinding).execution_options(populate_existing=True))).scalars()
    by_rule: dict[str, list[ComplianceFinding]] = {}
    for row in rows:
        by_rule.setdefault(row.rule_code, []).append(row)
    return by_rule


def test_every_rule_of_the_sweep_is_in_one_part_and_no_part_has_others() -> None:
    asked = {each.code for each in catalogue.entries() if each.implemented and Trigger.SWEEP in each.law.triggers}
    swept = [code for part in PARTS for code in part.codes]
    assert sorted(swept) == sorted(set(swept))
    assert set(swept) == asked


async def test_an_empty_book_has_the_house_alone_to_answer_for(house: House, owner: AsyncSession) -> None:
    done = await sweep_day(house, YESTERDAY)
    assert [each.part for each in done] == [part.name for part in PARTS]
    told = await found(owner)
    assert set(told) == {"MC-05", "MC-06"}
    assert all(row.facts["missing"] for rows in told.values() for row in rows)
    assert await sweep_day(house, YESTERDAY) == []
    with pytest.raises(DayNotOver):
        await sweep_day(house, date(2026, 3, 2))


BAD_ENTRIES: dict[RegisterKind, tuple[dict[str, object], set[str]]] = {
    RegisterKind.MARKETING: (
        {"apr_shown": False, "apr_method": "simple", "place": "campus"},
        {"PR-06", "PR-08", "AP-05"},
    ),
    RegisterKind.PRICING_MODEL: ({"features": ["gender"]}, {"AP-09"}),
    RegisterKind.COLLECTION_FORM: ({"fields": ["blood_type", "call_log"]}, {"CR-04", "PI-03"}),
    RegisterKind.INCIDENT: ({"detected_at": "2026-02-25T01:00:00+00:00"}, {"PI-11"}),
    RegisterKind.TRANSFER: ({"region": "SG"}, {"PI-12"}),
    RegisterKind.LOG_DELETION: ({"youngest_days": 30}, {"PI-14"}),
}


async def test_entries_of_the_registers_are_looked_at_and_mended_when_they_end(
    house: House, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    risk = await as_staff("risk.hq")
    entered = {}
    for kind, (facts, _) in BAD_ENTRIES.items():
        entered[kind] = await registers.enter(risk.keyed(kind.value), kind=kind, name="一", facts=dict(facts))
    for role, more in (("agency", {"published": False}), ("processor", {"until": "2026-02-01"}), ("data_source", {})):
        facts = {"role": role, "since": "2024-01-01", **more}
        await registers.enter(risk.keyed(role), kind=RegisterKind.PARTNER, name=role, facts=facts)
    await sweep_day(house, YESTERDAY)
    told = await found(owner)
    wanted = set().union(*(codes for _, codes in BAD_ENTRIES.values())) | {"CL-10", "CL-11", "PI-06", "CR-06"}
    assert wanted - set(told) == set()
    assert told["CL-11"][0].reason_zh == "合作催收机构agency未公示"
    for kind, one in entered.items():
        await registers.end(risk.keyed(f"end {kind}"), entry_id=one.id, reason="已撤下")
    clock.advance(timedelta(days=1))
    await sweep_missed(house)
    after = await found(owner)
    for _, codes in BAD_ENTRIES.values():
        assert all(row.state is FindingState.MENDED for code in codes for row in after[code])
    assert after["CL-11"][0].state is FindingState.OPEN
    assert await days_left(Caller(house, WORKER)) == [date(2026, 3, 2)]


WRONG: dict[str, str] = json.loads((Path(__file__).parent / "tampering.json").read_text(encoding="utf-8"))
"""What breaks each rule, as the owner of the database would."""


async def test_what_was_tampered_with_in_the_book_is_found(house: House, owner: AsyncSession) -> None:
    customer = await plant_borrower(owner)
    await plant_consent(owner, customer, "bank_account")
    await plant_loan(owner, customer, await plant_lender(owner), await plant_funding_account(owner))
    await sweep_day(house, date(2026, 2, 27))
    before = {
        code for code, rows in (await found(owner)).items() if any(row.state is FindingState.OPEN for row in rows)
    }
    assert before & set(WRONG) == set()
    for statement in WRONG.values():
        await owner.execute(text(statement))
    await owner.commit()
    await sweep_day(house, YESTERDAY)
    told = await found(owner)
    assert set(WRONG) - set(told) == set()
    assert told["KY-04"][0].reason_zh.endswith("UN-1267")
    assert {row.owner_id for row in told["PR-13"]} == {customer.officer_id}
    assert told["PR-13"][0].facts == {"penalty_multiple": "1.7000", "penalty_reason": "overdue", "missing": []}


async def test_a_sweep_that_was_broken_off_goes_on_with_the_parts_left(house: House, owner: AsyncSession) -> None:
    for part in PARTS[:-2]:
        owner.add(
            ComplianceSweep(business_date=YESTERDAY, part=part.name, found=0, mended=0, swept_at=datetime.now(UTC))
        )
    await owner.commit()
    assert [each.part for each in await sweep_day(house, YESTERDAY)] == [part.name for part in PARTS[-2:]]
