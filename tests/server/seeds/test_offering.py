"""The demonstration's campaign goes through the doors of staff and customers."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.work import House
from server.offers.models import Offer, OfferCampaign
from server.offers.rules import CampaignState, OfferState
from server.seeds.offering import offer_again
from tests.server.seeds.conftest import TODAY


async def test_the_demonstration_has_a_campaign_whose_groups_add_up(house: House, owner: AsyncSession) -> None:
    people = await offer_again(house, TODAY)
    campaign = (await owner.execute(select(OfferCampaign))).scalar_one()
    counted = await owner.execute(select(Offer.state, func.count()).group_by(Offer.state))
    by_state: dict[OfferState, int] = {row[0]: row[1] for row in counted}
    assert (campaign.state, campaign.people, sum(by_state.values())) == (CampaignState.RUNNING, people, people)
    assert by_state.get(OfferState.SENT, 0) + by_state.get(OfferState.ACCEPTED, 0) > 0
