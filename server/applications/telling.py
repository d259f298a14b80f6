"""What an application tells of its customer: the amount that he asks for, which his rating is measured on."""

from decimal import Decimal

from server.applications import queries
from server.applications.events import ApplicationSubmitted
from server.customers.rating.doors import FactTold, tell
from server.customers.rating.vocabulary import FactSource
from server.kit.work import Work


async def on_submitted(work: Work, event: ApplicationSubmitted) -> None:
    """Tell the amount as a fact; the next rating counts with it."""
    application = await queries.application_by_id(work.session, work.scope, event.application_id)
    assert application is not None, "it was submitted in this transaction"
    owner = {
        "customer_id": application.customer_id,
        "branch_id": application.branch_id,
        "officer_id": application.officer_id,
    }
    asked = FactTold("requested_fen", Decimal(application.requested_amount_fen), FactSource.CHANNEL)
    await tell(work, owner, [asked])
