"""Legal holds, and erasure by destroying a customer's key where the law allows it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.rules import ApplicationState
from server.compliance.errors import HoldStanding, NotErasable, OwnWaiver
from server.compliance.keeping import service as keeping
from server.compliance.tickets import service as tickets
from server.compliance.tickets.models import TicketKind
from server.customers.models import BankAccount, Customer
from server.customers.service.revealing import reveal
from server.kit.data_keys import CustomerKey, KeyDestroyed
from server.kit.errors import Denied
from tests.factories.applications import plant_application, plant_lender
from tests.factories.customers import Planted, plant_customer
from tests.fixtures.house import AsStaff

LONG_AGO = datetime(2014, 5, 1, tzinfo=UTC)


async def age(owner: AsyncSession, customer_id: UUID) -> None:
    """Make all of a customer as old as the law asks."""
    for table in ("customers", "applications"):
        statement = f"UPDATE {table} SET created_at = :at WHERE customer_id = :id"  # noqa: S608 - two tables of ours
        await owner.execute(text(statement), {"at": LONG_AGO, "id": customer_id})
    await owner.commit()


async def key_of(owner: AsyncSession, customer: Planted) -> bytes:
    await owner.rollback()
    wanted = select(CustomerKey.wrapped).where(CustomerKey.customer_id == customer.customer_id)
    return (await owner.execute(wanted)).scalar_one()


async def test_a_hold_stands_until_somebody_else_lifts_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner)
    risk, member = await as_staff("risk.hq"), await as_staff("committee1.hq")
    held: dict[str, Any] = {"customer_id": customer.customer_id, "reason": "法院调取", "ordered_by": "某区人民法院"}
    await keeping.place_hold(risk.keyed("a"), **held)
    with pytest.raises(HoldStanding):
        await keeping.place_hold(member.keyed("b"), **held)
    with pytest.raises(OwnWaiver):
        await keeping.lift_hold(risk.keyed("c"), customer_id=customer.customer_id, reason="已结案")
    await age(owner, customer.customer_id)
    with pytest.raises(NotErasable) as refusal:
        await keeping.propose_erasure(risk.keyed("d"), customer_id=customer.customer_id, reason="客户请求")
    assert "legal hold" in refusal.value.message_en
    await keeping.lift_hold(member.keyed("e"), customer_id=customer.customer_id, reason="已结案")
    await keeping.propose_erasure(risk.keyed("f"), customer_id=customer.customer_id, reason="客户请求")


async def test_nothing_is_destroyed_while_something_runs_or_the_law_keeps_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner)
    risk, version = await as_staff("risk.hq"), await plant_lender(owner)
    told: dict[str, Any] = {"customer_id": customer.customer_id, "reason": "客户请求"}
    with pytest.raises(NotErasable) as young:
        await keeping.propose_erasure(risk.keyed("a"), **told)
    assert "10" in young.value.message_en
    application_id = await plant_application(owner, customer, version, state=ApplicationState.APPROVED)
    await age(owner, customer.customer_id)
    with pytest.raises(NotErasable) as running:
        await keeping.propose_erasure(risk.keyed("b"), **told)
    assert "running" in running.value.message_en
    with pytest.raises(Denied):
        await keeping.propose_erasure((await as_staff("officer.east1")).keyed("c"), **told)
    assert await key_of(owner, customer) != b""
    assert application_id


async def test_erasure_wants_two_people_and_leaves_nothing_that_leads_to_the_person(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, other = await plant_customer(owner), await plant_customer(owner)
    risk, member = await as_staff("risk.hq"), await as_staff("committee1.hq")
    ticket_id = await tickets.file_ticket(
        risk.keyed("t"), customer_id=customer.customer_id, kind=TicketKind.ERASURE, text="请删除", source="电话"
    )
    await age(owner, customer.customer_id)
    await keeping.propose_erasure(risk.keyed("a"), customer_id=customer.customer_id, reason="客户请求")
    with pytest.raises(OwnWaiver):
        await keeping.erase(risk.keyed("b"), customer_id=customer.customer_id)
    assert await key_of(owner, customer) != b""
    await keeping.erase(member.keyed("c"), customer_id=customer.customer_id)
    assert await key_of(owner, customer) == b""
    assert await key_of(owner, other) != b""
    row = (await owner.execute(select(Customer).where(Customer.id == customer.customer_id))).scalar_one()
    assert (row.name_masked, row.number_last4, row.phone_masked) == (None, None, None)
    kept = (
        await owner.execute(select(BankAccount).where(BankAccount.customer_id == customer.customer_id))
    ).scalar_one()
    assert kept.number_last4 == ""
    claims = await owner.execute(
        text("SELECT count(*) FROM identity_claims WHERE customer_id = :id"), {"id": customer.customer_id}
    )
    assert claims.scalar_one() == 0
    with pytest.raises(KeyDestroyed):
        await reveal(await as_staff("officer.east1"), customer_id=customer.customer_id, fields=["name"], reason="核对")
    with pytest.raises(KeyDestroyed):
        await tickets.read_ticket(risk, ticket_id=ticket_id)
