"""A prospect becomes a customer: identity claimed, data sealed, consent on record."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from server.customers import queries, rules, sealing
from server.customers.errors import ConsentMissing, IdentityMismatch, NotProspect
from server.customers.events import CustomerRegistered
from server.customers.models import ClaimKind, Consent, Customer, CustomerKind, CustomerState
from server.customers.rules import Identity
from server.customers.service.claims import Number, claim_all
from server.customers.service.lookup import PERSONAL_DATA, claim_kind, customer_of
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import Refused
from server.kit.work import Work
from server.reference import number_formats

CONSENT_TEXT_VERSION = "2026-01"


@use_case(Operation.CUSTOMER_REGISTER)
async def register(
    work: Work,
    *,
    customer_id: UUID,
    kind: CustomerKind,
    name: str,
    phone: str,
    consent: bool,
    id_number: str | None = None,
    credit_code: str | None = None,
    legal_representative: str | None = None,
    income_monthly_fen: int | None = None,
    debt_monthly_fen: int | None = None,
) -> UUID | Refused:
    """Register a prospect as a person (identity number) or a company (credit code, legal representative).

    Amounts are fen a month; missing stays missing. Raises NotFound, NotProspect, ConsentMissing, NameUnsound,
    NumberUnsound (GB 11643-1999, GB 32100-2015), PhoneUnsound, AmountUnsound, IdentityMismatch (a confirmed document
    shows another number), AlreadyRegistered, PhoneInUse. Refuses with IdentityUnderReview when a number is held by
    somebody out of sight.
    """
    if not consent:
        raise ConsentMissing(field="consent")
    person = kind is CustomerKind.PERSON
    number = rules.sound_id_number(id_number, work.today) if person else rules.sound_credit_code(credit_code)
    identity = Identity(
        name=rules.sound_name(name),
        id_number=number,
        phone=rules.sound_phone(phone),
        birth_date=number_formats.birth_date(number) if person else None,
        legal_representative=None if person else rules.sound_name(legal_representative or "", "legalRepresentative"),
    )
    amounts = {
        "income_monthly_fen": rules.sound_amount(income_monthly_fen, "incomeMonthly"),
        "debt_monthly_fen": rules.sound_amount(debt_monthly_fen, "debtMonthly"),
    }
    customer = await customer_of(work, customer_id, lock=True)
    if customer.state is not CustomerState.PROSPECT:
        raise NotProspect(field="customerId")
    columns = await _sealed(work, customer_id, kind, identity)
    await _check_document(work, customer, kind, columns["number_index"])
    refusal = await claim_all(work, customer, _numbers(kind, columns))
    if refusal is not None:
        return Refused(refusal)
    await _write(work, customer, columns | amounts | {"kind": kind})
    work.record(CustomerRegistered(customer_id))
    return customer_id


def number_field(kind: CustomerKind) -> str:
    return "idNumber" if kind is CustomerKind.PERSON else "creditCode"


def _numbers(kind: CustomerKind, columns: dict[str, Any]) -> list[Number]:
    """A person claims his phone too; a company may share one with its owner."""
    numbers = [Number(claim_kind(kind), columns["number_index"], number_field(kind))]
    if kind is CustomerKind.PERSON:
        numbers.append(Number(ClaimKind.PHONE, columns["phone_index"], "phone"))
    return numbers


async def _check_document(work: Work, customer: Customer, kind: CustomerKind, index: bytes) -> None:
    confirmed = await queries.confirmed_numbers(work.session, work.scope, customer.id, claim_kind(kind))
    if confirmed and confirmed[0] != index:
        raise IdentityMismatch(field=number_field(kind))


async def _sealed(work: Work, customer_id: UUID, kind: CustomerKind, identity: Identity) -> dict[str, Any]:
    key, master = await data_key(work, customer_id), work.ports.master_key
    legal = identity.legal_representative
    return {
        **sealing.name_columns(master, key, customer_id, identity.name, kind),
        **sealing.number_columns(master, key, customer_id, identity.id_number),
        **sealing.phone_columns(master, key, customer_id, identity.phone),
        "legal_representative_cipher": sealing.representative_cipher(key, customer_id, legal) if legal else None,
        **sealing.person_columns(master, identity.name, identity.id_number, kind),
    }


async def _write(work: Work, customer: Customer, columns: dict[str, Any]) -> None:
    change = update(Customer).where(Customer.customer_id == customer.id)
    state = {"state": CustomerState.ACTIVE, "registered_at": work.now, "version": customer.version + 1}
    await work.session.execute(change.values(**columns, **state))
    await work.session.execute(
        insert(Consent).values(
            customer_id=customer.id,
            id=work.new_id(),
            branch_id=customer.branch_id,
            officer_id=customer.officer_id,
            purpose=PERSONAL_DATA,
            text_version=CONSENT_TEXT_VERSION,
            given_at=work.now,
            taken_by=work.actor.id,
        )
    )
    work.touch("customer", customer.id, state=CustomerState.ACTIVE, consent=CONSENT_TEXT_VERSION)
