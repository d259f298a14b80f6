"""What a customer says to an offer: opened, yes, no. Once; the same answer again changes nothing.

A yes to more or to another loan opens an application with the terms filled in, which its officer submits and which is
assessed and approved like any other. A yes to a lower rate waits for who may change rates (`granting`).
"""

from server.applications import service as applications
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.offers import queries
from server.offers.errors import NoLongerOffered
from server.offers.facts import behaviour_of
from server.offers.grounds import grounds_of
from server.offers.links import living
from server.offers.models import Offer
from server.offers.rules import OfferKind, OfferState, Step, moved
from server.offers.sending import still_against


@use_case(Operation.OFFER_ANSWER, keyed=False)
async def open_offer(work: Work, *, token: str) -> str:
    """Note that a customer has looked at his offer; answers its state. Raises OfferLinkInvalid."""
    offer = await living(work, token, lock=True)
    if offer.state is OfferState.SENT:
        _step(work, offer, Step.OPEN)
        offer.opened_at = work.now
    return offer.state.value


@use_case(Operation.OFFER_ANSWER, keyed=False)
async def accept(work: Work, *, token: str) -> str:
    """Take a customer's yes, looking at everything once more; answers the state. The same yes again changes nothing.

    Raises OfferLinkInvalid, OfferNotInState after a no, NoLongerOffered where things have changed (nothing changes
    then), and what beginning an application refuses with.
    """
    offer = await living(work, token, lock=True)
    if offer.state is OfferState.ACCEPTED:
        return offer.state.value
    after = moved(offer.state, Step.ACCEPT)
    await require_still(work, offer)
    if offer.kind is not OfferKind.RATE_DOWN:
        assert offer.product_version_id
        offer.application_id = await applications.open_draft(
            work,
            customer_id=offer.customer_id,
            product_version_id=offer.product_version_id,
            amount_fen=offer.amount_fen or 0,
            term_months=offer.term_months or 0,
            purpose=offer.purpose or "",
        )
    offer.answered_at = work.now
    _step(work, offer, Step.ACCEPT)
    return after.value


@use_case(Operation.OFFER_ANSWER, keyed=False)
async def decline(work: Work, *, token: str) -> str:
    """Take a customer's no; answers the state. Raises OfferLinkInvalid, OfferNotInState after a yes."""
    offer = await living(work, token, lock=True)
    if offer.state is not OfferState.DECLINED:
        offer.answered_at = work.now
        _step(work, offer, Step.DECLINE)
    return offer.state.value


async def require_still(work: Work, offer: Offer) -> None:
    """Raises NoLongerOffered where the customer would not be offered as much today (a building block)."""
    campaign = await queries.campaign_by_id(work.session, offer.campaign_id)
    assert campaign
    grounds = await grounds_of(work, campaign)
    known = await behaviour_of(work, campaign, [offer.customer_id], grounds.numbers, loan_id=offer.loan_id)
    if await still_against(work, grounds, offer, known[0] if known else None, writes=False):
        raise NoLongerOffered(field="offerId")


def _step(work: Work, offer: Offer, step: Step) -> None:
    offer.state, offer.version = moved(offer.state, step), offer.version + 1
    work.touch("offer", offer.id, state=offer.state.value)
    work.touch("customer", offer.customer_id)
