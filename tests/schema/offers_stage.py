"""What the stage knows of offers: campaigns in every state that a step begins in, an accepted lower rate, a survey."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import FundingAccount
from server.kit.clock import FixedClock
from server.kit.work import House
from server.offers.rules import CampaignState, OfferKind, OfferState
from tests.factories.customers import plant_customer
from tests.factories.offers import TODAY, plant_campaign, plant_lived, plant_offer, plant_survey
from tests.factories.products import plant_product
from tests.fixtures.house import NOON, staff_in

if TYPE_CHECKING:
    from tests.schema.stage import Stage

CAMPAIGNS: Final = 6
STATES: Final = (CampaignState.DRAFTED, CampaignState.APPROVED, CampaignState.RUNNING)


async def plant_offers(stage: "Stage", owner: AsyncSession, house: House, clock: FixedClock, *, officer: str) -> None:
    """Campaigns enough for every caller to take a step with one; a good payer who has accepted a lower rate."""
    for n in range(CAMPAIGNS):
        for state in STATES:
            stage.keep(f"{state.value}{n}", "OfferCampaign", await plant_campaign(owner, state))
    customer = stage.customers["payer"] = await plant_customer(owner, officer=officer)
    dear = await plant_product(owner, "biz_dear", rate_annual=Decimal("0.18"))
    account_id: UUID = (await owner.execute(select(FundingAccount.id).limit(1))).scalar_one()
    loan = await plant_lived(owner, await staff_in(house, clock, "finance.hq"), customer, dear, account_id)
    cheaper = await plant_product(owner, "biz_dear", number=2, rate_annual=Decimal("0.175"), effective_from=TODAY)
    cut = {"kind": OfferKind.RATE_DOWN, "rate_cut": Decimal("0.02")}
    campaign_id = await plant_campaign(owner, CampaignState.RUNNING, **cut)
    stage.keep("campaign", "OfferCampaign", campaign_id)
    terms = {"kind": OfferKind.RATE_DOWN, "rate_annual": Decimal("0.175"), "answered_at": NOON}
    offer_id = await plant_offer(owner, campaign_id, loan, cheaper, OfferState.ACCEPTED, **terms)
    stage.keep("offer", "Offer", offer_id, customer)
    stage.keep(
        "survey", "LoanSurvey", await plant_survey(owner, customer, loan.loan_id, words="很好".encode()), customer
    )
