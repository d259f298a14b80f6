"""The door of a question: an officer wants a source asked about a customer."""

from typing import Final
from uuid import UUID

from server.applications import queries
from server.applications.inquiries.grounds import grounds_of
from server.connectors import service as connectors
from server.connectors.errors import ElementMissing
from server.connectors.kinds import SourceKind
from server.connectors.models import ConnectorSource
from server.connectors.service import Wanted
from server.customers import queries as customers_queries
from server.customers import service as customers
from server.customers.errors import NotRegistered
from server.customers.models import CustomerState
from server.customers.sealing import opened_account
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import DomainError, NotFound, Refused
from server.kit.work import Work

OF_AN_APPLICATION: Final = frozenset({SourceKind.SUPPLY_CHAIN, SourceKind.FUND_TRAIL})
"""What they say is about one application, or about the loan that came of it."""


@use_case(Operation.SOURCE_ASK)
async def ask_source(
    work: Work,
    *,
    customer_id: UUID,
    source: str,
    application_id: UUID | None = None,
    account_id: UUID | None = None,
) -> UUID | Refused:
    """Have a source asked about a registered customer; returns the inquiry.

    One that is on its way already, or whose answer still holds, is returned and not asked again. A card check names
    the account (without one: the account verified last), a supply-chain platform and the trail of the money
    the application.

    Raises NotFound, NotRegistered, SourceUnknown, SourceOfOthers, ElementMissing. Refused, and on record, without the
    consent that the source needs (ConsentMissing) or against the law (Forbidden): nothing is sent then.
    """
    customer = await customers.customer_of(work, customer_id, lock=True)
    if customer.state is not CustomerState.ACTIVE:
        raise NotRegistered(field="customerId")
    asked = await connectors.source_for(work, source, customer.kind.value)
    work.touch("customer", customer_id, source=source)
    grounds = await grounds_of(work, asked, customer)
    if isinstance(grounds, DomainError):
        return Refused(grounds)
    wanted = await _wanted(work, asked, customer_id, (application_id, account_id))
    return await connectors.open_inquiry(work, asked, wanted, grounds)


async def _wanted(
    work: Work, source: ConnectorSource, customer_id: UUID, named: tuple[UUID | None, UUID | None]
) -> Wanted:
    """What is asked, with all that may be told of the customer; the source gets what it needs and no more."""
    application_id, account_id = named
    identity = await customers.clear_identity(work, customer_id)
    customer = await customers.customer_of(work, customer_id)
    elements: dict[str, str | None] = {
        "kind": customer.kind.value,
        "name": identity.name,
        "number": identity.id_number,
        "phone": identity.phone,
    }
    about_id = customer_id
    if application_id is not None:
        application = await queries.application_by_id(work.session, work.scope, application_id)
        if application is None or application.customer_id != customer_id:
            raise NotFound(field="applicationId")
        elements["application"] = application.number
    if source.kind in OF_AN_APPLICATION:
        if application_id is None:
            raise ElementMissing(field="applicationId", element="application")
        about_id = application_id
    if source.kind is SourceKind.BANK_CARD:
        about_id, card = await _card(work, customer_id, account_id)
        elements |= card
    return Wanted(customer_id, about_id, application_id, elements)


async def _card(work: Work, customer_id: UUID, account_id: UUID | None) -> tuple[UUID, dict[str, str | None]]:
    """The account that is to be checked, in clear. Raises NotFound, ElementMissing."""
    if account_id is None:
        account = await customers_queries.verified_account(work.session, work.scope, customer_id)
        if account is None:
            raise ElementMissing(field="accountId", element="account")
    else:
        account = await customers_queries.account_by_id(work.session, work.scope, account_id)
    if account is None or account.customer_id != customer_id:
        raise NotFound(field="accountId")
    number, phone = opened_account(await customers.data_key(work, customer_id), account)
    return account.id, {"account": number, "bank_phone": phone}
