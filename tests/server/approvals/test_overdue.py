"""Hours of work, reminders, escalation: by the clock, once each, and the rest after an interruption."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals import overdue
from server.approvals.deadlines import due_after
from server.approvals.models import ActKind, ApprovalAct, ApprovalCase
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.approvals.service import decide
from server.identity.actors import WORKER
from server.jobs.deadlines import push_overdue
from server.kit.clock import SHANGHAI, FixedClock
from server.kit.work import Caller, House
from tests.factories.approvals import plant_case
from tests.factories.customers import plant_customer
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import id_of

WEEKENDS = frozenset(date(2026, 3, day) for day in (7, 8, 14, 15, 21, 22, 28, 29))
FRIDAY = date(2026, 3, 6)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("began", "hours", "due"),
    [
        (at(FRIDAY, 10), 4, at(FRIDAY, 14)),
        (at(FRIDAY, 10), 8, at(FRIDAY, 18)),
        (at(FRIDAY, 17), 2, at(date(2026, 3, 9), 10)),  # over the weekend
        (at(FRIDAY, 20), 1, at(date(2026, 3, 9), 10)),  # after work
        (at(FRIDAY, 6), 1, at(FRIDAY, 10)),  # before work
        (at(date(2026, 3, 7), 12), 9, at(date(2026, 3, 9), 18)),  # on a Saturday
        (at(FRIDAY, 9), 18, at(date(2026, 3, 9), 18)),
    ],
)
def test_hours_of_work_are_counted_on_days_of_work(began: datetime, hours: int, due: datetime) -> None:
    assert due_after(began, hours, WEEKENDS) == due
    assert due_after(began.astimezone(UTC), hours, WEEKENDS) == due


@given(minutes=st.integers(min_value=0, max_value=10_000), hours=st.integers(min_value=1, max_value=30))
def test_who_begins_later_is_never_due_earlier(minutes: int, hours: int) -> None:
    began = at(FRIDAY, 9)
    later = due_after(began + timedelta(minutes=minutes), hours, WEEKENDS)
    assert due_after(began, hours, WEEKENDS) <= later
    assert 9 <= later.hour <= 18
    assert later.date() not in WEEKENDS


def test_days_without_end_off_are_told() -> None:
    off = {FRIDAY + timedelta(days=n) for n in range(400)}
    with pytest.raises(LookupError):
        due_after(at(FRIDAY, 9), 1, off)


async def opened(owner: AsyncSession, **more: Any) -> UUID:
    """A case that was due an hour ago, at noon of Monday 2 March."""
    customer = await plant_customer(owner, account=False)
    late: dict[str, Any] = {"sla_hours": 4, "due_at": NOON - timedelta(hours=1), "escalates_to": "regional_manager"}
    return await plant_case(owner, customer, tier=Tier.MANUAL_REVIEW, subject_kind="test", **(late | more))


async def kept(owner: AsyncSession, case_id: UUID) -> ApprovalCase:
    owner.expunge_all()
    await owner.rollback()
    return (await owner.execute(select(ApprovalCase).where(ApprovalCase.id == case_id))).scalar_one()


async def kinds(owner: AsyncSession, case_id: UUID) -> list[ActKind]:
    await owner.rollback()
    told = select(ApprovalAct.kind).where(ApprovalAct.case_id == case_id).order_by(ApprovalAct.done_at, ApprovalAct.id)
    return list((await owner.execute(told)).scalars())


async def test_an_overdue_case_is_reminded_of_once_and_then_goes_to_the_other_position(
    house: House, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    case_id = await opened(owner, assignee=id_of("reviewer.east1"))
    in_time = await opened(owner, due_at=NOON + timedelta(hours=1))
    settled = await opened(owner, state=CaseState.REJECTED, settled_at=NOON)
    assert await push_overdue(house) == 1
    assert await push_overdue(house) == 0
    assert await kinds(owner, case_id) == [ActKind.REMINDED]
    clock.advance(timedelta(hours=1, minutes=59))
    await push_overdue(house)
    assert await kinds(owner, case_id) == [ActKind.REMINDED]
    clock.advance(timedelta(minutes=1))
    await push_overdue(house)
    assert await kinds(owner, case_id) == [ActKind.REMINDED, ActKind.ESCALATED]
    case = await kept(owner, case_id)
    assert (case.position, case.own_region, case.step_up, case.assignee) == ("regional_manager", True, True, None)
    assert (case.version, case.escalates_to, case.state) == (2, None, CaseState.OPEN)
    assert case.due_at is not None
    assert case.due_at.astimezone(SHANGHAI) == at(date(2026, 3, 2), 18)
    assert await kinds(owner, in_time) == [ActKind.REMINDED]  # due meanwhile
    assert await kinds(owner, settled) == []
    manager, approve = await as_staff("manager.east"), CaseDecision.APPROVE
    await decide(fresh(manager), case_id=case_id, decision=approve, reason="同意", expected_version=2)
    assert (await kept(owner, case_id)).state is CaseState.APPROVED


async def test_an_interrupted_round_is_finished_by_the_next(
    house: House, owner: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [await opened(owner) for _ in range(5)]
    monkeypatch.setattr(overdue, "BATCH", 2)
    worker = Caller(house, WORKER, request_id="test")
    due, after = await overdue.overdue(worker, after=None)
    assert len(due) == 2
    assert after is not None
    await overdue.push_on(worker, case_id=due[0])  # then the worker dies
    assert await push_overdue(house) == 4
    assert [await kinds(owner, case_id) for case_id in cases] == [[ActKind.REMINDED]] * 5
