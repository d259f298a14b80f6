"""Clear values for a reason, and the reason on record."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, Outcome
from server.customers import service
from server.customers.errors import FieldUnknown, ReasonMissing
from server.customers.models import CustomerKind
from server.kit.errors import Denied, DomainError
from tests.factories.customers import plant_customer, plant_prospect
from tests.fixtures.house import AsStaff


async def records(owner: AsyncSession) -> list[AuditRecord]:
    await owner.rollback()
    return list((await owner.execute(select(AuditRecord).order_by(AuditRecord.id))).scalars())


async def test_what_is_revealed_to_whom_and_why_is_on_record_without_the_values(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    planted = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    told = await service.reveal(
        officer, customer_id=planted.customer_id, fields=["name", "id_number", "phone"], reason=" 电话核实 "
    )
    assert told == {"name": planted.name, "id_number": planted.number, "phone": planted.phone}
    [record] = await records(owner)
    assert (record.operation, record.actor_id) == ("customer:reveal", officer.actor.id)
    assert record.subjects == [{"kind": "customer", "id": str(planted.customer_id)}]
    assert record.changes == {"revealed": ["id_number", "name", "phone"], "reason": "电话核实"}
    whole = json.dumps([record.subjects, record.changes], ensure_ascii=False)
    assert not any(clear in whole for clear in told.values() if clear)


async def test_what_a_customer_does_not_have_is_none(as_staff: AsStaff, owner: AsyncSession) -> None:
    company = await plant_customer(owner, kind=CustomerKind.COMPANY, name="新城贸易有限公司")
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    fields = ["id_number", "credit_code", "legal_representative"]
    told = await service.reveal(officer, customer_id=company.customer_id, fields=fields, reason="核对")
    assert told == {"id_number": None, "credit_code": company.number, "legal_representative": None}
    nothing = await service.reveal(officer, customer_id=prospect.customer_id, fields=["name"], reason="核对")
    assert nothing == {"name": None}


@pytest.mark.parametrize(
    ("fields", "reason", "error"),
    [
        ([], "核对", FieldUnknown),
        (["name", "wrapped"], "核对", FieldUnknown),
        (["name"], " x ", ReasonMissing),
        (["name"], "x" * 201, ReasonMissing),
    ],
)
async def test_no_reveal_without_a_known_field_and_a_reason(
    as_staff: AsStaff, owner: AsyncSession, fields: list[str], reason: str, error: type[DomainError]
) -> None:
    planted = await plant_customer(owner)
    with pytest.raises(error):
        await service.reveal(
            await as_staff("officer.east1"), customer_id=planted.customer_id, fields=fields, reason=reason
        )
    assert [record.outcome for record in await records(owner)] == [Outcome.REFUSED]


async def test_who_may_only_read_sees_no_clear_value(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = await plant_customer(owner)
    for login in ("manager.east", "collector.east1", "auditor.hq"):
        with pytest.raises(Denied):
            await service.reveal(await as_staff(login), customer_id=planted.customer_id, fields=["name"], reason="核对")
    assert {record.outcome for record in await records(owner)} == {Outcome.REFUSED}
