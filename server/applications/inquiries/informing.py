"""What an answer sets going: facts pushed down to the customer's rating; and what a consent taken back stops."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from server.applications.inquiries.grounds import without_consent
from server.connectors import queries, service
from server.connectors.events import SourceAnswered
from server.connectors.kinds import SourceKind
from server.connectors.models import Inquiry
from server.connectors.vocabulary import Fact, fact_of
from server.customers.events import ConsentWithdrawn
from server.customers.rating import vocabulary
from server.customers.rating.doors import FactTold, tell
from server.customers.rating.tasks import on_customer_known
from server.customers.rating.vocabulary import FactSource
from server.kit.work import Work

SOURCES: Final[Mapping[SourceKind, FactSource]] = MappingProxyType(
    {
        SourceKind.CREDIT_BUREAU: FactSource.BUREAU,
        SourceKind.TAX: FactSource.TAX,
        SourceKind.SOCIAL_SECURITY: FactSource.SOCIAL_SECURITY,
        SourceKind.COMMERCE: FactSource.COMMERCE,
        SourceKind.NAME_ID: FactSource.REGISTER,
        SourceKind.BUSINESS_REGISTER: FactSource.REGISTER,
        SourceKind.BANK_CARD: FactSource.REGISTER,
        SourceKind.LIVENESS: FactSource.REGISTER,
        SourceKind.SANCTIONS: FactSource.REGISTER,
        SourceKind.SUPPLY_CHAIN: FactSource.COMMERCE,
        SourceKind.BANK_FLOW: FactSource.BANK_FLOW,
        SourceKind.FUND_TRAIL: FactSource.BANK_FLOW,
        SourceKind.DEVICE: FactSource.CHANNEL,
        SourceKind.PROPERTY_REGISTER: FactSource.REGISTER,
    }
)
"""By which name ratings know what a kind of source says."""


async def on_source_answered(work: Work, event: SourceAnswered) -> None:
    """Tell the customer's rating what it can use of an answer, and have him rated anew."""
    inquiry = await queries.inquiry_for_update(work.session, work.scope, event.customer_id, event.inquiry_id)
    source = await queries.source_of(work.session, event.source)
    if inquiry is None or source is None or inquiry.observed_on is None:
        return
    facts = [fact_of(each) for each in inquiry.facts]
    told = [FactTold(each.code, each.value, SOURCES[source.kind], inquiry.observed_on) for each in facts if rates(each)]
    if told:
        await tell(work, owner_of(inquiry), told)
        await on_customer_known(work, event)


async def on_consent_withdrawn(work: Work, event: ConsentWithdrawn) -> None:
    """What stands on the consent and was not sent yet is not sent any more. What was sent under it stays lawful."""
    purpose = event.purpose
    for inquiry in await queries.waiting_under(work.session, work.scope, event.customer_id, purpose):
        service.cancel(work, inquiry, without_consent(purpose, inquiry.source, inquiry.source))


def rates(fact: Fact) -> bool:
    """Whether ratings have the fact, and the value within their bounds."""
    known = vocabulary.FACTS.get(fact.code)
    if known is None or known.is_derived:
        return False
    if isinstance(fact.value, Decimal):
        return known.least <= fact.value <= known.most
    return isinstance(fact.value, bool) or fact.value in known.words


def owner_of(inquiry: Inquiry) -> dict[str, UUID]:
    """Whose rows come of an inquiry."""
    return {
        "customer_id": inquiry.customer_id,
        "branch_id": inquiry.branch_id,
        "officer_id": inquiry.officer_id,
    }
