"""What waits for whom: order, pages, counts, who watches, and how the database finds it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals import queries
from server.approvals.models import ApprovalCase
from server.approvals.reading import InboxPage, case_view, inbox, inbox_counts
from server.approvals.rules import CaseDecision, CaseState, Decider, Tier
from server.approvals.service import decide
from server.approvals.watching import watch_inbox
from server.identity.models import StaffPosition, StaffSession
from server.identity.operations import Operation
from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid, NotFound, Unauthenticated
from server.kit.work import House
from tests.factories.approvals import OPENED_AT, plant_case, plant_cases, plant_vote, plant_votes
from tests.factories.customers import plant_customer, plant_many
from tests.fixtures.house import AsStaff
from tests.fixtures.plans import plan_of
from tests.fixtures.world import OPENED_ON, id_of


def ids(page: InboxPage) -> list[UUID]:
    return [case.id for case in page.cases]


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
        caller = await as_staff(login)
        page = await inbox(caller)
        assert (ids(page), page.total, page.has_next) == (cases, len(cases), False), login
        assert sum((await inbox_counts(caller)).values()) == len(cases), login
        for case_id in cases:
            assert (await case_view(caller, case_id=case_id)).may_decide, login


async def test_a_case_leaves_the_inbox_with_the_vote(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner, Tier.COMMITTEE)
    member, other = await as_staff("committee1.hq"), await as_staff("committee2.hq")
    await decide(member, case_id=case_id, decision=CaseDecision.APPROVE, reason="同意", expected_version=1)
    assert ids(await inbox(member)) == []
    assert ids(await inbox(other)) == [case_id]
    view = await case_view(member, case_id=case_id)
    assert view.why_not is not None
    assert (view.why_not.code, [vote.decided_by for vote in view.votes]) == (
        "approval.already_decided",
        [id_of("committee1.hq")],
    )


async def test_pages_follow_each_other_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    customers = await plant_many(owner, 7)
    planted = await plant_cases(owner, customers, officer="officer.east1")
    await owner.execute(update(ApprovalCase).values(opened_at=OPENED_AT))  # the same instant: ids decide
    await owner.execute(
        update(ApprovalCase).where(ApprovalCase.id == planted[3]).values(opened_at=OPENED_AT - timedelta(1))
    )
    await owner.commit()
    manager = await as_staff("manager.east")
    seen: list[UUID] = []
    after = None
    while True:
        page = await inbox(manager, after=after, limit=3)
        assert page.total == 7
        seen += ids(page)
        if not page.has_next:
            break
        after = (page.cases[-1].opened_at, page.cases[-1].id)
    assert seen[0] == planted[3]
    assert sorted(seen) == sorted(planted)
    assert len(seen) == 7


async def test_a_page_has_1_to_100_rows(as_staff: AsStaff) -> None:
    manager = await as_staff("manager.east")
    for limit in (0, -1, 101):
        with pytest.raises(Invalid):
            await inbox(manager, limit=limit)


async def test_a_case_out_of_sight_is_not_found_and_not_counted(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner, Tier.REGIONAL)
    west = await as_staff("manager.west")
    with pytest.raises(NotFound):
        await case_view(west, case_id=case_id)
    assert (await inbox(west)).total == 0
    with pytest.raises(Denied):
        await inbox(await as_staff("admin1.hq"))


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
        cases += [voted, closed]
    for login in ("officer2.east1", "reviewer.east1", "manager.east", "manager.west", "committee1.hq", "auditor.hq"):
        caller = await as_staff(login)
        waiting = set(ids(await inbox(caller, limit=100)))
        for case_id in cases:
            try:
                may = (await case_view(caller, case_id=case_id)).may_decide
            except NotFound:
                may = False
            assert (case_id in waiting) == may, (login, case_id)


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


async def crowd(owner: AsyncSession) -> None:
    """20,000 cases, one in twenty open, in two regions and at all tiers, and 57,000 votes."""
    closed: dict[str, Any] = {"state": CaseState.APPROVED, "settled_at": OPENED_AT}
    for officer, count in (("officer.east1", 9_000), ("officer.east2", 2_000), ("officer.west1", 9_000)):
        customers = await plant_many(owner, count, officer=officer)
        rest = count // 20
        await plant_cases(owner, customers[rest:], officer=officer, **closed)
        await plant_cases(owner, customers[: rest // 2], officer=officer, tier=Tier.MANUAL_REVIEW)
        await plant_cases(owner, customers[rest // 2 : rest - 20], officer=officer)
        await plant_cases(owner, customers[rest - 20 : rest], officer=officer, tier=Tier.COMMITTEE)
    for login in ("manager.east", "committee1.hq", "reviewer.east1"):
        await plant_votes(owner, by=login)
    await owner.execute(text("ANALYZE"))
    await owner.commit()


async def test_the_inbox_reads_open_cases_only_by_index_among_20000(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    await crowd(owner)
    east = frozenset({id_of("east"), id_of("east-1"), id_of("east-2")})
    for login in ("reviewer.east1", "manager.east", "committee1.hq"):
        caller = await as_staff(login)
        decider = Decider(caller.actor.id, caller.actor.positions, east)
        page = queries.inbox_page(caller.actor.scope, decider, after=None, limit=21)
        plan = await plan_of(house, caller, page)
        assert "ix_approval_cases_inbox" in plan or "uq_approval_cases_open" in plan, (login, plan)
        assert "Seq Scan on approval_" not in plan, (login, plan)
        assert len(ids(await inbox(caller))) == 20
