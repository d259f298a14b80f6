"""Building blocks: a customer in sight, his identity in clear, and what is known of his consent and documents."""

from uuid import UUID

from server.customers import queries, sealing
from server.customers.errors import NotRegistered
from server.customers.models import ClaimKind, Customer, CustomerKind, CustomerState
from server.customers.rules import Identity
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work
from server.reference import number_formats

PERSONAL_DATA = "personal_data"


async def customer_of(work: Work, customer_id: UUID, field: str = "customerId", *, lock: bool = False) -> Customer:
    """A customer in sight. Raises NotFound naming the field."""
    customer = await queries.customer_by_id(work.session, work.scope, customer_id, lock=lock)
    if customer is None:
        raise NotFound(field=field)
    return customer


async def registered(work: Work, customer_id: UUID, field: str = "customerId", *, lock: bool = False) -> Customer:
    """A registered customer in sight. Raises NotFound, NotRegistered."""
    customer = await customer_of(work, customer_id, field, lock=lock)
    if customer.state is not CustomerState.ACTIVE:
        raise NotRegistered(field=field)
    return customer


async def clear_identity(work: Work, customer_id: UUID) -> Identity:
    """Name, number, phone and birth date in clear, for a contract or the bank: never stored, never logged.

    Raises NotFound, NotRegistered.
    """
    customer = await registered(work, customer_id)
    key = await data_key(work, customer_id)
    number = sealing.opened(key, customer, "number") or ""
    return Identity(
        name=sealing.opened(key, customer, "name") or "",
        id_number=number,
        phone=sealing.opened(key, customer, "phone") or "",
        birth_date=number_formats.birth_date(number) if customer.kind is CustomerKind.PERSON else None,
        legal_representative=sealing.opened(key, customer, "legal_representative"),
    )


def claim_kind(kind: CustomerKind) -> ClaimKind:
    """Which number identifies a customer of this kind."""
    return ClaimKind.ID_NUMBER if kind is CustomerKind.PERSON else ClaimKind.CREDIT_CODE


async def has_consent(work: Work, customer_id: UUID, purpose: str = PERSONAL_DATA) -> bool:
    """Whether the customer has agreed to the use of his data."""
    return await queries.consent_of(work.session, work.scope, customer_id, purpose) is not None


async def identity_confirmed(work: Work, customer: Customer) -> bool:
    """Whether an officer confirmed a document (ID card front, business licence) that shows the registered number."""
    numbers = await queries.confirmed_numbers(work.session, work.scope, customer.id, claim_kind(customer.kind))
    return customer.number_index is not None and customer.number_index in numbers
