"""Whom to call about a customer: recorded, ended, and shown in clear for a reason."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert

from server.customers import rules, sealing
from server.customers.errors import ReasonMissing
from server.customers.models import Customer
from server.customers.relations import queries
from server.customers.relations.errors import AgreementUnsound, ContactIsCustomer, ContactKnown, TooManyRows
from server.customers.relations.models import ContactKind, ContactRelation, CustomerContact
from server.customers.relations.rows import end, owner_of
from server.customers.service.consents import REASON_LENGTHS
from server.customers.service.lookup import customer_of
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work

TABLE: Final = "customer_contacts"
CONTACTS_MAX: Final = 20


@use_case(Operation.CUSTOMER_AMEND)
async def record_contact(
    work: Work,
    *,
    customer_id: UUID,
    kind: ContactKind,
    relation: ContactRelation,
    name: str,
    phone: str,
    agreed_on: date | None,
) -> UUID:
    """Record whom to call about a customer. Returns the customer.

    `agreed_on` is the day on which the contact himself has agreed to be called; without it he is on file and is not
    called (个人信息保护法 article 13: his data are his, not the customer's). Raises NotFound, NameUnsound,
    PhoneUnsound, AgreementUnsound, ContactIsCustomer, ContactKnown, TooManyRows.
    """
    told, number = rules.sound_name(name), rules.sound_phone(phone)
    if agreed_on is not None and agreed_on > work.today:
        raise AgreementUnsound(field="agreedOn")
    customer = await customer_of(work, customer_id, lock=True)
    index = sealing.phone_index(work.ports.master_key, number)
    await _require_new(work, customer, index)
    contact_id = work.new_id()
    key = await data_key(work, customer_id)
    columns = {
        "kind": kind,
        "relation": relation,
        "name_cipher": crypto.encrypt(key, told.encode(), crypto.cell(TABLE, "name", contact_id)),
        "name_masked": crypto.mask_name(told),
        "phone_cipher": crypto.encrypt(key, number.encode(), crypto.cell(TABLE, "phone", contact_id)),
        "phone_index": index,
        "phone_masked": crypto.mask_tail(number),
        "agreed_on": agreed_on,
    }
    await work.session.execute(insert(CustomerContact).values(**owner_of(work, customer), id=contact_id, **columns))
    work.touch("customer", customer_id, contact=str(contact_id), may_be_called=agreed_on is not None)
    return customer_id


@use_case(Operation.CUSTOMER_AMEND)
async def end_contact(work: Work, *, contact_id: UUID) -> UUID:
    """A contact is none any more; the row stays. Returns the customer. Raises NotFound, EndedAlready."""
    return await end(work, CustomerContact, contact_id, "contactId")


@use_case(Operation.CUSTOMER_REVEAL, keyed=False)
async def reveal_contact(work: Work, *, contact_id: UUID, reason: str) -> dict[str, str]:
    """Name and phone of a contact in clear; who looked and why stays on record. Raises NotFound, ReasonMissing."""
    said = reason.strip()
    if len(said) not in REASON_LENGTHS:
        raise ReasonMissing(field="reason")
    contact = await queries.row_by_id(work.session, work.scope, CustomerContact, contact_id)
    if contact is None:
        raise NotFound(field="contactId")
    key = await data_key(work, contact.customer_id)
    work.touch("customer", contact.customer_id, contact=str(contact_id), reason=said)
    return {
        name: crypto.decrypt(key, sealed, crypto.cell(TABLE, name, contact.id)).decode()
        for name, sealed in (("name", contact.name_cipher), ("phone", contact.phone_cipher))
    }


async def _require_new(work: Work, customer: Customer, index: bytes) -> None:
    if index == customer.phone_index:
        raise ContactIsCustomer(field="phone")
    known = await queries.living(work.session, work.scope, CustomerContact, customer.id)
    if any(each.phone_index == index for each in known):
        raise ContactKnown(field="phone")
    if len(known) >= CONTACTS_MAX:
        raise TooManyRows(field="customerId", limit=CONTACTS_MAX)
