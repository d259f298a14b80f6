"""Who belongs to a campaign and why, page by page: set-based facts, pure rules, one row a customer. Frozen then."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.offers import queries, reasons
from server.offers.campaigns import move
from server.offers.facts import behaviour_of, population
from server.offers.grounds import Proposal, grounds_of
from server.offers.models import Offer, OfferCampaign
from server.offers.reasons import Bar
from server.offers.rules import Behaviour, CampaignState, OfferArm, OfferState, is_control

PAGE_CUSTOMERS: Final = 1000


@use_case(Operation.OFFER_SEND, keyed=False)
async def draw_page(work: Work, *, campaign_id: UUID, page_customers: int = PAGE_CUSTOMERS) -> bool:
    """Look at the next customers of a campaign that is being drawn; whether there may be more.

    A page and how far it came are written together: broken off, it goes on. What the treated are offered stays within
    the budget: who comes after it is used up is out. A campaign in another state stays as it is.
    """
    campaign = await queries.campaign_by_id(work.session, campaign_id, lock=True)
    if campaign is None or campaign.state is not CampaignState.DRAWING:
        return False
    if campaign.after is None:
        # of a campaign that was changed: what was drawn before went out to nobody
        await work.session.execute(delete(Offer).where(Offer.campaign_id == campaign_id))
    ids = await population(work, campaign, min(page_customers, PAGE_CUSTOMERS))
    if not ids:
        await move(work, campaign, CampaignState.DRAFTED)
        return False
    grounds = await grounds_of(work, campaign)
    rows = []
    for who in await behaviour_of(work, campaign, ids, grounds.numbers):
        against, proposal = await grounds.judge(who)
        rows.append(_row(work, campaign, who, against, proposal))
    if rows:
        await work.session.execute(insert(Offer), rows)
    campaign.after, campaign.people, campaign.version = ids[-1], campaign.people + len(rows), campaign.version + 1
    work.touch("offer_campaign", campaign_id, people=campaign.people)
    return True


def _row(
    work: Work, campaign: OfferCampaign, who: Behaviour, against: Sequence[Bar], proposal: Proposal | None
) -> dict[str, Any]:
    """The frozen row of a customer; what a treated one is offered is taken off the budget."""
    if proposal is not None and is_control(campaign.id, who.customer_id, campaign.control_share):
        arm, state = OfferArm.CONTROL, OfferState.CONTROL
    elif proposal is not None and campaign.spent_fen + proposal.amount_fen <= campaign.budget_fen:
        arm, state = OfferArm.TREATED, OfferState.DRAFTED
        campaign.spent_fen += proposal.amount_fen
    else:
        arm, state = OfferArm.OUT, OfferState.EXCLUDED
        against = against or [reasons.BUDGET]
    nothing = dict.fromkeys(Proposal.__dataclass_fields__)
    told = nothing if proposal is None or arm is OfferArm.OUT else asdict(proposal)
    return told | {
        "customer_id": who.customer_id,
        "id": work.new_id(),
        "branch_id": who.branch_id,
        "officer_id": who.officer_id,
        "campaign_id": campaign.id,
        "kind": campaign.kind,
        "arm": arm,
        "state": state,
        "codes": [bar.code for bar in against],
        "reasons_zh": [bar.zh for bar in against],
        "reasons_en": [bar.en for bar in against],
        "facts": who.told(work.today),
        "loan_id": who.loan_id,
        "drawn_on": work.today,
        "version": 1,
    }
