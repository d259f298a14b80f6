"""Consent for one purpose at a time, given and taken back (个人信息保护法 articles 13 to 16).

What was done under a consent stays lawful; what is asked for after it was taken back is refused where the purpose is
needed: a new application, a question to a bureau.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import insert

from server.customers import queries
from server.customers.errors import ConsentMissing, PurposeUnknown, ReasonMissing
from server.customers.events import ConsentWithdrawn
from server.customers.models import Consent, Customer
from server.customers.service.lookup import PERSONAL_DATA, registered
from server.customers.service.registering import CONSENT_TEXT_VERSION
from server.customers.trails.models import ConsentWithdrawal
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work

BUREAU, SHARING, MARKETING = "bureau_query", "data_sharing", "marketing"
BANK_ACCOUNT: Final = "bank_account"
"""What is sensitive wants a consent of its own: that a bank account is held (个保法 28, 29; PI-02)."""
PURPOSES: Final = (PERSONAL_DATA, BUREAU, SHARING, MARKETING, BANK_ACCOUNT)
REASON_LENGTHS: Final = range(2, 201)


@use_case(Operation.CUSTOMER_CONSENT)
async def give_consent(work: Work, *, customer_id: UUID, purpose: str) -> UUID:
    """Note that a customer has agreed to one purpose, as the list of purposes names it.

    personal_data, bureau_query, data_sharing, marketing, bank_account. Returns the customer. Raises NotFound,
    NotRegistered, PurposeUnknown.
    """
    customer = await registered(work, customer_id, lock=True)
    _require_known(purpose)
    await note_consent(work, customer, purpose)
    return customer_id


async def note_consent(work: Work, customer: Customer, purpose: str) -> None:
    """Keep that he has agreed to a purpose that is known (a building block)."""
    owner = {"customer_id": customer.id, "branch_id": customer.branch_id, "officer_id": customer.officer_id}
    given = {"purpose": purpose, "text_version": CONSENT_TEXT_VERSION, "given_at": work.now, "taken_by": work.actor.id}
    await work.session.execute(insert(Consent).values(**owner, id=work.new_id(), **given))
    work.touch("customer", customer.id, consent=purpose, text_version=CONSENT_TEXT_VERSION)


@use_case(Operation.CUSTOMER_CONSENT)
async def withdraw_consent(work: Work, *, customer_id: UUID, purpose: str, reason: str) -> UUID:
    """Note that a customer has taken back what he agreed to. Returns the customer.

    Raises NotFound, NotRegistered, PurposeUnknown, ReasonMissing, ConsentMissing where there is nothing to take back.
    """
    await registered(work, customer_id, lock=True)
    await take_back(work, customer_id, purpose, reason)
    return customer_id


async def take_back(work: Work, customer_id: UUID, purpose: str, reason: str) -> None:
    """Take a consent back (a building block, also for what the customer does himself by his link)."""
    _require_known(purpose)
    told = reason.strip()
    if len(told) not in REASON_LENGTHS:
        raise ReasonMissing(field="reason")
    consent = await queries.consent_of(work.session, work.scope, customer_id, purpose)
    if consent is None:
        raise ConsentMissing(field="purpose")
    owner = {"customer_id": customer_id, "branch_id": consent.branch_id, "officer_id": consent.officer_id}
    said = {"purpose": purpose, "reason": told, "withdrawn_at": work.now, "taken_by": work.actor.id}
    await work.session.execute(insert(ConsentWithdrawal).values(**owner, id=work.new_id(), **said))
    work.touch("customer", customer_id, consent_withdrawn=purpose)
    work.record(ConsentWithdrawn(customer_id, purpose))


def _require_known(purpose: str) -> None:
    if purpose not in PURPOSES:
        raise PurposeUnknown(field="purpose")
