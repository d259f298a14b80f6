"""What staff are told: who hears of what, once each; a list is read and marked by its owner alone."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.events import ApplicationApproved, ApplicationRejected, ApplicationReturned
from server.approvals.models import ApprovalCase
from server.approvals.overdue import push_on
from server.approvals.passing_on import urge
from server.approvals.rules import Tier
from server.compliance.desk.models import ComplianceFinding
from server.compliance.tickets import service as tickets
from server.compliance.tickets.models import TicketKind
from server.customers.events import RatingFell
from server.identity import catalogue as posts
from server.identity.actors import WORKER
from server.identity.models import Staff, StaffState
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.jobs.telling.due import tell_due
from server.jobs.telling.happenings import on_application_decided, on_rating_fell
from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid
from server.kit.work import Caller, House
from server.notices.staff import service as notices
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from tests.factories.approvals import plant_case
from tests.factories.compliance import TODAY, plant_finding, plant_notice
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.rooms import room
from tests.fixtures.world import STAFF, id_of

Kind = StaffNoticeKind
REVIEWERS = {post.login for post in STAFF if posts.REVIEWER in post.positions and post.branch == "east-1"}
DUE = (2, None), (3, "即将到期"), (6, "逾期")


def worker(house: House) -> Caller:
    return Caller(house, WORKER, request_id="test")


async def told(owner: AsyncSession, kind: Kind) -> list[StaffNotice]:
    await owner.rollback()
    wanted = select(StaffNotice).where(StaffNotice.kind == kind).execution_options(populate_existing=True)
    return list((await owner.execute(wanted.order_by(StaffNotice.created_at, StaffNotice.id))).scalars())


def hearers(rows: list[StaffNotice]) -> set[UUID]:
    return {row.staff_id for row in rows}


async def test_a_fallen_rating_is_told_to_the_officer_and_those_who_attend_to_his_branch(
    house: House, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, account=False)
    rating = customer.customer_id
    for _ in range(2):
        async with room(worker(house)) as work:
            await on_rating_fell(work, RatingFell(customer.customer_id, rating, "A", "BB"))
    found = await told(owner, Kind.RATING_FELL)
    assert hearers(found) == {id_of("officer.east1"), id_of("branchmanager.east1")}
    assert len(found) == 2, "told once each"
    assert all("A" in row.text_zh and "BB" in row.text_en for row in found)
    assert all(customer.name not in row.text_zh for row in found), "a notice names nobody"


async def test_an_overdue_case_is_told_to_whose_turn_it_is_and_then_to_whom_it_was_handed_up(
    house: House, owner: AsyncSession, as_staff: AsStaff, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    case_id = await plant_case(owner, customer, tier=Tier.MANUAL_REVIEW, subject_kind="test")
    late = {"due_at": clock.now() - timedelta(hours=1), "sla_hours": 2, "escalates_to": "regional_manager"}
    await owner.execute(update(ApprovalCase).where(ApprovalCase.id == case_id).values(**late))
    await owner.commit()
    await push_on(worker(house), case_id=case_id)
    assert hearers(await told(owner, Kind.APPROVAL_OVERDUE)) == {id_of(login) for login in REVIEWERS}
    clock.advance(timedelta(days=3))
    await push_on(worker(house), case_id=case_id)
    assert hearers(await told(owner, Kind.APPROVAL_ESCALATED)) == {id_of("manager.east")}
    await urge(fresh(await as_staff("officer.east1")), case_id=case_id, reason="客户着急用款")
    assert hearers(await told(owner, Kind.APPROVAL_URGED)) == {id_of("manager.east")}


async def test_findings_due_by_tomorrow_are_counted_once_a_day_for_the_desk_and_for_their_owner(
    house: House, owner: AsyncSession, clock: FixedClock
) -> None:
    customer = await plant_customer(owner, account=False)
    days = (TODAY - timedelta(days=2), TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    for due_on in days:
        found_on = due_on - timedelta(days=3)
        await plant_finding(owner, customer, due_on=due_on, found_on=found_on)
    await owner.commit()
    for _ in range(2):
        await tell_due(worker(house))
    found = await told(owner, Kind.FINDING_DUE)
    assert {id_of("officer.east1"), id_of("risk.hq")} <= hearers(found)
    assert len(found) == len(hearers(found))
    assert {row.text_zh for row in found} == {"3 项合规问题明日前到期，其中 1 项已逾期"}
    await owner.execute(update(ComplianceFinding).values(state="mended", mended_on=TODAY))
    await owner.commit()
    clock.advance(timedelta(days=1))
    await tell_due(worker(house))
    assert len(await told(owner, Kind.FINDING_DUE)) == len(found), "what is mended is due no more"


@pytest.mark.parametrize(("days", "zh"), DUE)
async def test_a_ticket_is_told_two_days_before_its_day_and_when_it_is_late(
    house: House,
    owner: AsyncSession,
    as_staff: AsStaff,
    clock: FixedClock,
    *,
    days: int,
    zh: str | None,
) -> None:
    customer = await plant_customer(owner, account=False)
    officer = await as_staff("officer.east1")
    asked: dict[str, Any] = {"kind": TicketKind.HUMAN_REVIEW, "text": "请人工处理", "source": "电话"}
    await tickets.file_ticket(fresh(officer), customer_id=customer.customer_id, **asked)
    assert hearers(await told(owner, Kind.TICKET_FILED)) == {id_of("risk.hq")}, "not to who has filed it himself"
    clock.advance(timedelta(days=days))
    await tell_due(worker(house))
    found = await told(owner, Kind.TICKET_DUE)
    assert hearers(found) == ({id_of("risk.hq"), id_of("officer.east1")} if zh else set())
    assert all(zh is not None and zh in row.text_zh for row in found)


async def test_who_is_off_duty_or_sees_elsewhere_is_not_told(owner: AsyncSession) -> None:
    day, branch = date(2026, 3, 2), id_of("east-1")
    attending = await those_who_may(owner, Operation.BORROWER_LINK, branch, day)
    assert attending == {id_of("branchmanager.east1")}
    deciding = await those_who_may(owner, Operation.APPROVAL_DECIDE, branch, day)
    assert id_of("manager.east") in deciding
    assert id_of("manager.west") not in deciding
    away = update(Staff).where(Staff.id == id_of("manager.east")).values(state=StaffState.ON_LEAVE)
    await owner.execute(away)
    assert id_of("manager.east") not in await those_who_may(owner, Operation.APPROVAL_DECIDE, branch, day)


async def test_a_list_is_marked_by_its_owner_alone(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    own = [await plant_notice(owner, "officer.east1", customer) for _ in range(3)]
    other = await plant_notice(owner, "manager.east", customer)
    await owner.commit()
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    assert await notices.mark_read(fresh(manager), notice_ids=own) == 0
    assert {row.read_at for row in await told(owner, Kind.RATING_FELL)} == {None}
    assert await notices.mark_read(fresh(officer), notice_ids=[own[0], other]) == 1
    assert await notices.mark_read(fresh(officer)) == 2
    assert await notices.mark_read(fresh(officer)) == 0
    unread = [row.id for row in await told(owner, Kind.RATING_FELL) if row.read_at is None]
    assert unread == [other]
    with pytest.raises(Invalid):
        await notices.mark_read(fresh(officer), notice_ids=own * 34)
    with pytest.raises(Denied):
        await notices.mark_read(fresh(worker(officer.house)))


async def test_what_was_decided_is_told_to_the_customer_s_officer_unless_he_decided_it_himself(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, account=False)
    decided = (ApplicationReturned, ApplicationRejected, ApplicationApproved)
    for login, number in (("manager.east", 7), ("officer.east1", 8)):
        caller = await as_staff(login)
        for event in decided:
            async with room(caller) as work:
                work.now += timedelta(seconds=decided.index(event))
                await on_application_decided(work, event(customer.customer_id, UUID(int=number)))
    found = await told(owner, Kind.APPLICATION_DECIDED)
    assert hearers(found) == {id_of("officer.east1")}
    assert {row.subject_id for row in found} == {UUID(int=7)}
    assert [row.text_zh for row in found] == [
        "您的一笔申请被退回，请补充后重新提交",
        "您的一笔申请未通过审批",
        "您的一笔申请已通过审批",
    ]
