"""The desk: findings open, are seen again, mended, waived by two; entries of registers; tickets of customers."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance import catalogue
from server.compliance.desk import service as desk
from server.compliance.desk.models import ComplianceFinding, FindingState
from server.compliance.desk.reporting import report
from server.compliance.desk.rules import Candidate
from server.compliance.errors import (
    CustomerNeeded,
    EntryEnded,
    FactsUnsound,
    FindingClosed,
    Forbidden,
    OwnWaiver,
    ReasonMissing,
    TicketAnswered,
    WaiverDayUnsound,
)
from server.compliance.registers import service as registers
from server.compliance.registers.kinds import SHAPES, RegisterKind
from server.compliance.tickets import service as tickets
from server.compliance.tickets.models import Ticket, TicketKind
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound, Stale
from server.kit.work import Caller
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room
from tests.fixtures.world import id_of

TODAY = date(2026, 3, 2)
LAWS = catalogue.in_force(TODAY)
GAP = {"paid_fen": 100, "shared_fen": {"principal": 99}}
FINE = {"paid_fen": 100, "shared_fen": {"principal": 100}}


def candidate(subject: UUID, facts: dict[str, Any]) -> Candidate:
    return Candidate("CU-03", "repayment", subject, id_of("east-1"), None, id_of("officer.east1"), "any", facts)


async def swept(caller: Caller, day: date, *candidates: Candidate) -> tuple[int, int]:
    async with room(caller) as work:
        found = await desk.judge(work, LAWS, candidates)
        return await desk.lay_down(work, f"part {day}", ["CU-03"], day, found)


async def one(owner: AsyncSession) -> ComplianceFinding:
    await owner.rollback()
    wanted = select(ComplianceFinding).execution_options(populate_existing=True)
    return (await owner.execute(wanted.order_by(ComplianceFinding.found_on.desc()))).scalars().first()  # type: ignore[return-value]  # there is one


async def test_a_finding_opens_is_seen_again_and_mended_when_it_is_gone(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk, subject = await as_staff("risk.hq"), uuid4()
    assert await swept(risk, TODAY, candidate(subject, GAP), candidate(uuid4(), FINE)) == (1, 0)
    first = await one(owner)
    assert (first.state, first.due_on, first.owner_id) == (
        FindingState.OPEN,
        TODAY + timedelta(days=3),
        id_of("officer.east1"),
    )
    assert "0.01" in first.reason_zh
    assert first.rule_version == 1
    assert await swept(risk, TODAY + timedelta(days=1), candidate(subject, GAP)) == (1, 0)
    again = await one(owner)
    assert (again.id, again.found_on, again.seen_on) == (first.id, TODAY, TODAY + timedelta(days=1))
    assert await swept(risk, TODAY + timedelta(days=2), candidate(subject, FINE)) == (0, 1)
    assert (await one(owner)).state is FindingState.MENDED
    assert await swept(risk, TODAY + timedelta(days=3), candidate(subject, GAP)) == (1, 0)
    assert (await one(owner)).id != first.id


async def test_a_missing_fact_is_a_finding_of_its_own(as_staff: AsStaff, owner: AsyncSession) -> None:
    await swept(await as_staff("risk.hq"), TODAY, candidate(uuid4(), {"paid_fen": 100}))
    found = await one(owner)
    assert found.facts["missing"] == ["shared_fen"]
    assert found.outcome.value == "review"


async def test_a_waiver_wants_two_people_and_ends_on_its_day(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk, member, subject = await as_staff("risk.hq"), await as_staff("committee1.hq"), uuid4()
    await swept(risk, TODAY, candidate(subject, GAP))
    finding = await one(owner)
    told: dict[str, Any] = {"finding_id": finding.id, "reason": "等待银行更正", "expected_version": finding.version}
    with pytest.raises(WaiverDayUnsound):
        await desk.propose_waiver(risk.keyed("a"), **told, until=TODAY)
    with pytest.raises(ReasonMissing):
        await desk.propose_waiver(risk.keyed("b"), **told | {"reason": " "}, until=TODAY + timedelta(days=9))
    with pytest.raises(Denied):
        await desk.propose_waiver((await as_staff("officer.east1")).keyed("c"), **told, until=TODAY + timedelta(days=9))
    await desk.propose_waiver(risk.keyed("d"), **told, until=TODAY + timedelta(days=9))
    with pytest.raises(Stale):
        await desk.decide_waiver(
            member.keyed("e"), finding_id=finding.id, agree=True, note="同意", expected_version=finding.version
        )
    proposed = await one(owner)
    decided: dict[str, Any] = {"finding_id": finding.id, "note": "已核实", "expected_version": proposed.version}
    for agree in (True, False):
        with pytest.raises(OwnWaiver):
            await desk.decide_waiver(risk.keyed(f"f{agree}"), **decided, agree=agree)
    unchanged = await one(owner)
    assert (unchanged.state, unchanged.version) == (FindingState.OPEN, proposed.version)
    await desk.decide_waiver(member.keyed("g1"), **decided, agree=False)
    refused = await one(owner)
    assert (refused.state, refused.waiver_until, refused.note) == (FindingState.OPEN, None, "已核实")
    with pytest.raises(FindingClosed):
        await desk.decide_waiver(member.keyed("g2"), **decided | {"expected_version": refused.version}, agree=True)
    again = told | {"expected_version": refused.version}
    await desk.propose_waiver(risk.keyed("g3"), **again, until=TODAY + timedelta(days=9))
    await desk.decide_waiver(member.keyed("g4"), **decided | {"expected_version": refused.version + 1}, agree=True)
    assert (await one(owner)).state is FindingState.WAIVED
    await swept(risk, TODAY + timedelta(days=9), candidate(subject, GAP))
    assert (await one(owner)).state is FindingState.WAIVED
    await swept(risk, TODAY + timedelta(days=10), candidate(subject, GAP))
    reopened = await one(owner)
    assert (reopened.state, reopened.waiver_until, reopened.due_on) == (
        FindingState.OPEN,
        None,
        TODAY + timedelta(days=13),
    )
    await desk.mend(risk.keyed("h"), finding_id=reopened.id, note="已更正", expected_version=reopened.version)
    with pytest.raises(FindingClosed):
        await desk.mend(risk.keyed("i"), finding_id=reopened.id, note="已更正", expected_version=reopened.version + 1)


async def test_findings_are_seen_by_the_desk_and_by_who_sees_the_branch(as_staff: AsStaff) -> None:
    risk = await as_staff("risk.hq")
    await swept(risk, TODAY, candidate(uuid4(), GAP))
    for login in ("risk.hq", "auditor.hq"):
        told = {each.entry.code: each.found for each in await report(await as_staff(login))}
        assert (told["CU-03"], told["CU-02"]) == ({FindingState.OPEN: 1}, {})
    with pytest.raises(Denied):
        await report(await as_staff("officer.west1"))


GOOD: dict[RegisterKind, dict[str, Any]] = {
    RegisterKind.MARKETING: {"apr_shown": True, "apr_method": "irr", "segments": ["shop_owner"], "place": "market"},
    RegisterKind.PARTNER: {"role": "agency", "since": "2026-01-01", "published": True},
    RegisterKind.INCIDENT: {"detected_at": "2026-03-02T01:00:00+00:00"},
}
BAD: dict[RegisterKind, tuple[dict[str, Any], list[str]]] = {
    RegisterKind.MARKETING: (
        {"apr_shown": False, "apr_method": "simple", "place": "campus"},
        ["年化", "单利", "大学生"],
    ),
    RegisterKind.PARTNER: ({"role": "agency", "since": "2026-01-01", "published": False}, ["未公示"]),
    RegisterKind.INCIDENT: ({"detected_at": "2026-02-27T01:00:00+00:00"}, ["75小时"]),
}


async def test_an_entry_tells_what_its_register_asks_and_hears_what_the_law_says(as_staff: AsStaff) -> None:
    risk = await as_staff("risk.hq")
    for kind, facts in GOOD.items():
        entered = await registers.enter(risk.keyed(f"good {kind}"), kind=kind, name="一", facts=facts)
        assert entered.warnings_zh == []
    for kind, (facts, told) in BAD.items():
        entered = await registers.enter(risk.keyed(f"bad {kind}"), kind=kind, name="二", facts=facts)
        said = "".join(entered.warnings_zh)
        assert [part for part in told if part not in said] == []
    partner = GOOD[RegisterKind.PARTNER] | {"until": "soon"}
    with pytest.raises(FactsUnsound) as refusal:
        await registers.enter(risk.keyed("x"), kind=RegisterKind.PARTNER, name="一", facts=partner)
    assert "until" in refusal.value.message_en
    holder = {"share_percent": 30, "identified": True}
    with pytest.raises(CustomerNeeded):
        await registers.enter(risk.keyed("y"), kind=RegisterKind.BENEFICIAL_OWNER, name="一", facts=holder)
    await registers.end(risk.keyed("z"), entry_id=entered.id, reason="已处理")
    with pytest.raises(EntryEnded):
        await registers.end(risk.keyed("z2"), entry_id=entered.id, reason="已处理")
    assert {shape.zh for shape in SHAPES.values()}


async def test_cases_of_suspicion_are_seen_by_few(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    risk = await as_staff("risk.hq")
    facts = {"confirmed_on": "2026-03-02"}
    told: dict[str, Any] = {"name": "案例一", "facts": facts, "customer_id": customer.customer_id}
    with pytest.raises(FactsUnsound):
        await registers.enter(risk.keyed("a"), kind=RegisterKind.SUSPICIOUS_CASE, **told)
    entered = await registers.enter_suspicion(risk.keyed("b"), **told)
    assert await registers.look_into(risk, kind=RegisterKind.SUSPICIOUS_CASE) == [entered.id]
    with pytest.raises(Forbidden) as refusal:
        await registers.look_into(await as_staff("auditor.hq"), kind=RegisterKind.SUSPICIOUS_CASE)
    assert "KY-09" in refusal.value.message_en
    with pytest.raises(NotFound):
        await registers.entries(risk, kind=RegisterKind.SUSPICIOUS_CASE)


async def test_the_bureau_is_asked_only_under_a_written_authorisation(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    risk, officer = await as_staff("risk.hq"), await as_staff("officer.east1")
    asked: dict[str, Any] = {"customer_id": customer.customer_id, "kind": "person", "reason": "pre_loan"}
    async with room(officer) as work:
        found = await registers.before_bureau_query(work, **asked)
        with pytest.raises(Forbidden) as refusal:
            registers.require_lawful(found, field="customerId")
        assert "CR-01" in refusal.value.message_en
    facts = {"signed": True, "scopes": ["pre_loan"], "from": "2026-01-01", "until": "2026-12-31"}
    await registers.enter(
        risk.keyed("a"), kind=RegisterKind.AUTHORISATION, name="授权书", facts=facts, customer_id=customer.customer_id
    )
    async with room(officer) as work:
        registers.require_lawful(await registers.before_bureau_query(work, **asked), field="customerId")


async def test_a_ticket_has_its_day_is_answered_once_and_its_texts_are_sealed(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    customer = await plant_customer(owner, account=False)
    officer, risk = await as_staff("officer.east1"), await as_staff("risk.hq")
    asked: dict[str, Any] = {"kind": TicketKind.COMPLAINT, "text": "收费不清楚", "source": "电话"}
    ticket_id = await tickets.file_ticket(officer.keyed("a"), customer_id=customer.customer_id, **asked)
    row = (await owner.execute(select(Ticket))).scalar_one()
    assert row.due_on == TODAY + timedelta(days=15)
    assert "收费".encode() not in row.question_cipher
    clock.advance(timedelta(days=16))
    told: dict[str, Any] = {"ticket_id": ticket_id, "text": "已逐项说明", "outcome": "upheld", "expected_version": 1}
    with pytest.raises(Denied):
        await tickets.answer_ticket(officer.keyed("b"), **told)
    await tickets.answer_ticket(risk.keyed("c"), **told)
    with pytest.raises(TicketAnswered):
        await tickets.answer_ticket(risk.keyed("d"), **told | {"expected_version": 2})
    said = await tickets.read_ticket(risk, ticket_id=ticket_id)
    assert (said.question, said.answer) == ("收费不清楚", "已逐项说明")
