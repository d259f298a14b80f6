"""What may change of a registered customer: name, phone, income, debt. His number never does."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from server.customers import rules, sealing
from server.customers.events import CustomerAmended
from server.customers.models import ClaimKind, Customer, CustomerKind
from server.customers.service.claims import Number, claim_all, release
from server.customers.service.lookup import registered
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import Refused, Stale
from server.kit.work import Work


@use_case(Operation.CUSTOMER_AMEND)
async def amend(
    work: Work,
    *,
    customer_id: UUID,
    expected_version: int,
    name: str | None = None,
    phone: str | None = None,
    income_monthly_fen: int | None = None,
    debt_monthly_fen: int | None = None,
) -> UUID | Refused:
    """Change what is given; what is None stays as it is.

    Raises NotFound, NotRegistered, Stale, NameUnsound, PhoneUnsound, AmountUnsound, PhoneInUse. Refuses with
    IdentityUnderReview when the new phone is held by somebody out of sight.
    """
    customer = await registered(work, customer_id, lock=True)
    if customer.version != expected_version:
        raise Stale(field="expectedVersion")
    amounts = {
        "income_monthly_fen": rules.sound_amount(income_monthly_fen, "incomeMonthly"),
        "debt_monthly_fen": rules.sound_amount(debt_monthly_fen, "debtMonthly"),
    }
    columns: dict[str, Any] = {column: amount for column, amount in amounts.items() if amount is not None}
    key = await data_key(work, customer_id)
    if name is not None:
        columns |= _renamed(work, key, customer, rules.sound_name(name))
    if phone is not None:
        columns |= sealing.phone_columns(work.ports.master_key, key, customer_id, rules.sound_phone(phone))
        refusal = await _change_claim(work, customer, columns["phone_index"])
        if refusal is not None:
            return refusal
    change = update(Customer).where(Customer.customer_id == customer_id)
    await work.session.execute(change.values(**columns, version=customer.version + 1))
    changed = [field for field, given in (("name", name), ("phone", phone), *amounts.items()) if given is not None]
    work.touch("customer", customer_id, amended=changed)
    work.record(CustomerAmended(customer_id))
    return customer_id


def _renamed(work: Work, key: bytes, customer: Customer, name: str) -> dict[str, Any]:
    number = sealing.opened(key, customer, "number") or ""
    return {
        **sealing.name_columns(work.ports.master_key, key, customer.id, name, customer.kind),
        **sealing.person_columns(work.ports.master_key, name, number, customer.kind),
    }


async def _change_claim(work: Work, customer: Customer, index: bytes) -> Refused | None:
    if customer.kind is not CustomerKind.PERSON or index == customer.phone_index:
        return None
    refusal = await claim_all(work, customer, [Number(ClaimKind.PHONE, index, "phone")])
    if refusal is not None:
        return Refused(refusal)
    if customer.phone_index is not None:
        await release(work, customer.id, [Number(ClaimKind.PHONE, customer.phone_index, "phone")])
    return None
