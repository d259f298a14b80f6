"""What waits for whom: order, pages, counts, who watches."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.models import ActKind, ApprovalAct, ApprovalCase, Vote
from server.approvals.passing_on import recuse
from server.approvals.people import facts_of
from server.approvals.queries import voices_for
from server.approvals.rules import CaseDecision, CaseState, Decider, Tier, voice_of
from server.approvals.service import decide
from server.approvals.watching import watch_inbox
from server.identity.models import StaffPosition, StaffSession
from server.identity.operations import Operation
from server.kit.clock import FixedClock, business_date
from server.kit.errors import Denied, DomainError, Invalid, Unauthenticated
from server.kit.work import Caller
from tests.factories.approvals import OPENED_AT, plant_case, plant_cases, plant_delegation, plant_vote
from tests.factories.customers import plant_customer, plant_many
from tests.fixtures.asking import ALL, all_pages, ask, node_id, row_ids
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

INBOX = "query ($first: Int = 20) { approvalInbox(first: $first) { nodes { id mayDecide } totalCount } }"
PAGES = """query ($after: String) { approvalInbox(first: 3, after: $after) {
  nodes { id } totalCount pageInfo { hasNextPage endCursor } } }"""
CASE = """query ($id: ID!) { node(id: $id) {
  id ... on ApprovalCase { mayDecide whyNot { code } votes { by { login } } } } }"""


async def waiting(caller: Caller) -> list[UUID]:
    """The cases in the caller's inbox."""
    page = (await ask(caller, INBOX, first=ALL))["approvalInbox"]
    assert page["totalCount"] == len(page["nodes"])
    assert all(node["mayDecide"] for node in page["nodes"])
    return row_ids(page)


async def shown(caller: Caller, owner: AsyncSession, case_id: UUID) -> Any:
    """One case as the caller sees it; None out of sight."""
    case = await kept(owner, case_id)
    return (await ask(caller, CASE, id=node_id("ApprovalCase", case_id, case.customer_id)))["node"]


async def kept(owner: AsyncSession, case_id: UUID) -> ApprovalCase:
    return (await owner.execute(select(ApprovalCase).where(ApprovalCase.id == case_id))).scalar_one()


async def by_the_rule(caller: Caller, owner: AsyncSession, case_id: UUID) -> str | None:
    """The code of what `rules.voice_of` says; None where the caller may decide, in whoever's name."""
    votes = select(Vote.decided_by).where(Vote.case_id == case_id)
    aside = select(ApprovalAct.done_by).where(ApprovalAct.case_id == case_id, ApprovalAct.kind == ActKind.RECUSED)
    recused = frozenset((await owner.execute(aside)).scalars())
    facts = facts_of(await kept(owner, case_id), set((await owner.execute(votes)).scalars()), recused)
    actor = caller.actor
    voices = await voices_for(owner, actor.id, business_date(NOON))
    try:
        voice_of(Decider(actor.id, actor.positions, actor.region, voices), facts)
    except DomainError as refusal:
        return enum_name(refusal.code)
    return None


def enum_name(code: str) -> str:
    return code.replace(".", "_").upper()


async def opened(owner: AsyncSession, tier: Tier, *editors: str, officer: str = "officer.east1") -> UUID:
    customer = await plant_customer(owner, officer=officer, account=False)
    return await plant_case(owner, customer, tier=tier, editors=[id_of(each) for each in editors], subject_kind="test")


async def test_everybody_finds_only_what_he_may_decide_now_oldest_first(as_staff: AsStaff, owner: AsyncSession) -> None:
    review_1 = await opened(owner, Tier.MANUAL_REVIEW)
    review_own = await opened(owner, Tier.MANUAL_REVIEW, officer="officer2.east1")
    review_entered = await opened(owner, Tier.MANUAL_REVIEW, "officer2.east1")
    regional_east_2 = await opened(owner, Tier.REGIONAL, officer="officer.east2")
    regional_east_1 = await opened(owner, Tier.REGIONAL)
    regional_west = await opened(owner, Tier.REGIONAL, officer="officer.west1")
    committee = await opened(owner, Tier.COMMITTEE)
    expected = {
        "reviewer.east1": [review_1, review_own, review_entered],
        "officer2.east1": [review_1],
        "reviewer.west1": [],
        "manager.east": [regional_east_2, regional_east_1],
        "manager.west": [regional_west],
        "committee1.hq": [committee],
        "officer.east1": [],
        "auditor.hq": [],
    }
    for login, cases in expected.items():
        assert await waiting(await as_staff(login)) == cases, login


async def test_a_case_leaves_the_inbox_with_the_vote(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner, Tier.COMMITTEE)
    member, other = await as_staff("committee1.hq"), await as_staff("committee2.hq")
    await decide(member, case_id=case_id, decision=CaseDecision.APPROVE, reason="同意", expected_version=1)
    assert await waiting(member) == []
    assert await waiting(other) == [case_id]
    case = await shown(member, owner, case_id)
    assert case["whyNot"] == {"code": "APPROVAL_ALREADY_DECIDED"}
    assert case["votes"] == [{"by": {"login": "committee1.hq"}}]


async def test_pages_follow_each_other_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    customers = await plant_many(owner, 7)
    planted = await plant_cases(owner, customers, officer="officer.east1")
    await owner.execute(update(ApprovalCase).values(opened_at=OPENED_AT))  # the same instant: ids decide
    await owner.execute(
        update(ApprovalCase).where(ApprovalCase.id == planted[3]).values(opened_at=OPENED_AT - timedelta(1))
    )
    await owner.commit()
    seen = await all_pages(await as_staff("manager.east"), PAGES, 7)
    assert seen[0] == planted[3]
    assert sorted(seen) == sorted(planted)
    assert len(seen) == 7


async def test_a_page_has_1_to_100_rows(as_staff: AsStaff) -> None:
    manager = await as_staff("manager.east")
    for limit in (0, -1, 101):
        with pytest.raises(Invalid):
            await ask(manager, INBOX, first=limit)


async def test_a_case_out_of_sight_is_not_found_and_not_counted(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner, Tier.REGIONAL)
    west = await as_staff("manager.west")
    assert await shown(west, owner, case_id) is None
    assert await waiting(west) == []
    with pytest.raises(Denied):
        await waiting(await as_staff("admin1.hq"))


async def test_the_inbox_and_the_rule_agree_case_by_case(as_staff: AsStaff, owner: AsyncSession) -> None:
    owner.add(StaffPosition(staff_id=id_of("manager.west"), position_code="committee_member", valid_from=OPENED_ON))
    await owner.commit()
    cases = []
    for officer in ("officer.east1", "officer2.east1", "officer.west1"):
        customer = await plant_customer(owner, officer=officer, account=False)
        tiers = (Tier.MANUAL_REVIEW, Tier.REGIONAL, Tier.COMMITTEE)
        cases += [await plant_case(owner, customer, tier=tier, subject_kind="test") for tier in tiers]
        voted = await plant_case(owner, customer, tier=Tier.COMMITTEE, subject_kind="test")
        await plant_vote(owner, customer, voted, by="committee1.hq")
        closed = await plant_case(owner, customer, subject_kind="test", state=CaseState.REJECTED, settled_at=OPENED_AT)
        in_hand = await plant_case(owner, customer, subject_kind="test", assignee=id_of("manager.east"))
        left = await plant_case(owner, customer, tier=Tier.COMMITTEE, subject_kind="test")
        await recuse(fresh(await as_staff("committee1.hq")), case_id=left, reason="相识")
        cases += [voted, closed, in_hand, left]
    await plant_delegation(owner, "manager.east", "committee1.hq")
    away = {"positions": ["committee_member"]}
    await plant_delegation(owner, "committee3.hq", "manager.west", **away)
    for login in ("officer2.east1", "reviewer.east1", "manager.east", "manager.west", "committee1.hq", "auditor.hq"):
        caller = await as_staff(login)
        found = set(await waiting(caller))
        for case_id in cases:
            case = await shown(caller, owner, case_id)
            if case is None:
                assert case_id not in found, (login, case_id)
                continue
            refusal = await by_the_rule(caller, owner, case_id)
            assert (case_id in found, case["mayDecide"]) == (refusal is None, refusal is None), (login, case_id)
            assert (case["whyNot"] or {}).get("code") == refusal


async def test_whoever_watches_the_inbox_is_checked_again_before_each_look(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    watching = watch_inbox(await as_staff("manager.east"))
    assert (await watching.renew()).may(Operation.APPROVAL_READ)
    await owner.execute(update(StaffSession).values(ended_at=OPENED_AT, end_reason="test"))
    await owner.execute(text("UPDATE rights_epoch SET value = value + 1"))
    await owner.commit()
    with pytest.raises(Unauthenticated):
        await watching.renew()


async def test_a_session_that_ended_by_the_clock_is_found_by_asking_anew(as_staff: AsStaff, clock: FixedClock) -> None:
    watching = watch_inbox(await as_staff("manager.east"))
    clock.advance(timedelta(days=15))
    await watching.renew()
    with pytest.raises(Unauthenticated):
        await watching.renew(anew=True)
