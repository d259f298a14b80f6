"""A contact is asked of the law before it is made, and counted afterwards."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.contacts.models import CollectionContact, ContactChannel, ContactParty, MessageKind
from server.compliance.contacts.service import ContactPlan, note_contact, plan_contact
from server.compliance.errors import ContactForbidden
from server.compliance.models import ComplianceCheck
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound
from server.kit.work import Caller
from tests.factories.customers import Planted, plant_customer
from tests.fixtures.house import AsStaff

CALL = ContactPlan(
    loan_id=uuid4(),
    channel=ContactChannel.CALL,
    party=ContactParty.SELF,
    message_kind=MessageKind.DEMAND,
    text="您好，这里是示例小额贷款公司，请您在周五前还款",
    number="13800000001",
    script_tags=("identity",),
)
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def like(**changes: object) -> ContactPlan:
    return ContactPlan(**{**{name: getattr(CALL, name) for name in CALL.__slots__}, **changes})


async def made(caller: Caller, customer: Planted, plan: ContactPlan, *, connected: bool, refused: bool = False) -> None:
    answer = await plan_contact(caller.keyed(str(uuid4())), customer_id=customer.customer_id, plan=plan)
    assert answer.allowed, answer.codes
    await note_contact(
        caller.keyed(str(uuid4())),
        contact_id=answer.contact_id,
        connected=connected,
        recorded=True,
        refused_further=refused,
    )


async def codes(caller: Caller, customer: Planted, plan: ContactPlan) -> list[str]:
    return (await plan_contact(caller.keyed(str(uuid4())), customer_id=customer.customer_id, plan=plan)).codes


async def test_hours_words_and_third_parties_are_looked_at(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    customer = await plant_customer(owner, account=False)
    collector = await as_staff("collector.east1")
    assert await codes(collector, customer, CALL) == []
    assert await codes(collector, customer, like(text="再不还就通知你单位", script_tags=())) == ["CL-07", "CL-08"]
    assert await codes(collector, customer, like(text="刷信用卡还也行")) == ["CL-12"]
    third = like(party=ContactParty.CONTACT, number="13800000002", text="他欠款3000元，让他还钱")
    assert await codes(collector, customer, third) == ["CL-04", "CL-05", "CL-06"]
    clock.instant = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    assert await codes(collector, customer, CALL) == ["CL-01"]
    assert await codes(collector, customer, like(debtor_consents=True)) == []
    assert await codes(collector, customer, like(utc_offset_minutes=360)) == []
    kept = (await owner.execute(select(ComplianceCheck.facts, ComplianceCheck.results))).all()
    assert {row.facts["local_hour"] for row in kept} == {12, 20, 22}
    assert all({result["version"] for result in row.results} == {1} for row in kept)


async def test_effective_calls_and_unanswered_dials_are_counted_by_day(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    customer = await plant_customer(owner, account=False)
    collector = await as_staff("collector.east1")
    clock.instant = MORNING
    for _ in range(3):
        await made(collector, customer, CALL, connected=True)
    assert await codes(collector, customer, CALL) == ["CL-02"]
    assert await codes(collector, customer, like(channel=ContactChannel.MESSAGE)) == []
    clock.instant = MORNING + timedelta(days=1)
    for _ in range(6):
        await made(collector, customer, CALL, connected=False)
    assert await codes(collector, customer, CALL) == ["CL-03"]
    wanted: dict[str, Any] = {"message_kind": MessageKind.CALL_BACK, "text": "请转告他回电"}
    other = like(party=ContactParty.CONTACT, number="13800000002", **wanted)
    await made(collector, customer, other, connected=True, refused=True)
    assert await codes(collector, customer, other) == ["CL-05"]


async def test_of_twenty_plans_at_once_three_are_allowed(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    collector = await as_staff("collector.east1")
    await made(collector, customer, like(channel=ContactChannel.LETTER), connected=True)
    answers = await asyncio.gather(
        *(plan_contact(collector.keyed(str(uuid4())), customer_id=customer.customer_id, plan=CALL) for _ in range(20))
    )
    assert sum(each.allowed for each in answers) == 3


async def test_a_forbidden_or_noted_contact_is_not_noted_and_others_may_not_plan(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, account=False)
    collector = await as_staff("collector.east1")
    refused = await plan_contact(
        collector.keyed(str(uuid4())), customer_id=customer.customer_id, plan=like(text="让你好看")
    )
    with pytest.raises(ContactForbidden):
        await note_contact(collector.keyed(str(uuid4())), contact_id=refused.contact_id, connected=True, recorded=True)
    with pytest.raises(Denied):
        await plan_contact((await as_staff("officer.east1")).keyed("a"), customer_id=customer.customer_id, plan=CALL)
    elsewhere = await plant_customer(owner, officer="officer.west1", account=False)
    with pytest.raises(NotFound):
        await plan_contact(collector.keyed("b"), customer_id=elsewhere.customer_id, plan=CALL)
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(CollectionContact))).scalar_one() == 1
