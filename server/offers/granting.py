"""A lower rate that a customer has accepted becomes the rate of his loan, by the verb that changes rates."""

from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.loans.changing import lay_down_rate
from server.loans.queries import loan_by_id
from server.offers import queries
from server.offers.answering import require_still
from server.offers.errors import OfferNotInState, OwnCampaign
from server.offers.rules import OfferKind, OfferState


@use_case(Operation.LOAN_CHANGE_RATE, step_up=True)
async def grant_lower_rate(work: Work, *, offer_id: UUID, expected_version: int) -> UUID:
    """Give a loan the lower rate that its borrower has accepted, from today on. Returns the act.

    The conduct is looked at once more; who declared the campaign, and the customer's officer, do not do it. Raises
    NotFound, Stale, OfferNotInState where nothing waits, NoLongerOffered, OwnCampaign, and what `change_rate` refuses
    with.
    """
    offer = await queries.offer_by_id(work.session, work.scope, offer_id, lock=True)
    if offer is None or offer.loan_id is None:
        raise NotFound(field="offerId")
    if offer.version != expected_version:
        raise Stale(field="expectedVersion")
    waits = offer.state is OfferState.ACCEPTED and offer.kind is OfferKind.RATE_DOWN and offer.granted_act_id is None
    if not waits:
        raise OfferNotInState(field="offerId", state=offer.state.value)
    campaign = await queries.campaign_by_id(work.session, offer.campaign_id)
    if campaign is None or campaign.declared_by == work.actor.id:
        raise OwnCampaign(field="offerId")
    await require_still(work, offer)
    loan = await loan_by_id(work.session, work.scope, offer.loan_id)
    if loan is None or offer.rate_annual is None:
        raise NotFound(field="offerId")
    offer.granted_act_id = await lay_down_rate(
        work,
        loan_id=loan.id,
        rate_annual=offer.rate_annual,
        penalty_multiple=None,
        value_on=work.today,
        reason=f"客户接受降息邀请：{campaign.name}",
        expected_version=loan.version,
    )
    offer.version += 1
    work.touch("offer", offer.id, granted=True)
    return offer.granted_act_id
