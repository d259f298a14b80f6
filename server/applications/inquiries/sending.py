"""The door of the worker: what is to be sent or fetched next, if it still may be."""

from uuid import UUID

from server.applications.inquiries.grounds import grounds_of
from server.compliance.errors import Forbidden
from server.connectors import service as connectors
from server.connectors.errors import ConsentMissing, SourceUnknown
from server.connectors.models import Inquiry
from server.connectors.service import NextStep
from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import KeyDestroyed
from server.kit.errors import DomainError
from server.kit.work import Work


@use_case(Operation.SOURCE_SEND, keyed=False)
async def next_step(work: Work, *, customer_id: UUID, inquiry_id: UUID, attempt: int) -> NextStep | None:
    """What is to be done next for an inquiry; None when this attempt was made or there is nothing to do any more.

    Consent and law are asked again before a question goes out: where they are gone, the source is switched off or the
    customer's data was destroyed, the inquiry is cancelled and nothing is sent. Raises NotFound.
    """
    inquiry = await connectors.due_inquiry(work, customer_id, inquiry_id, attempt)
    if inquiry is None:
        return None
    try:
        if inquiry.send_wanted:
            await _require_grounds(work, inquiry)
        return await connectors.step_of(work, inquiry)
    except (ConsentMissing, Forbidden, KeyDestroyed, SourceUnknown) as refusal:
        connectors.cancel(work, inquiry, refusal)
        return None


async def _require_grounds(work: Work, inquiry: Inquiry) -> None:
    """Raises what keeps the question from going out: SourceUnknown (switched off), ConsentMissing, Forbidden."""
    customer = await customers.customer_of(work, inquiry.customer_id)
    source = await connectors.source_for(work, inquiry.source, customer.kind.value)
    grounds = await grounds_of(work, source, customer)
    if isinstance(grounds, DomainError):
        raise grounds
