"""Root fields that read offers."""

from datetime import date

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.offers.report import CampaignReport
from schema.offers.views import LoanSurvey, Offer, OfferCampaign
from schema.reading.descriptions import by_global_id, page
from schema.reading.filters import between_instants, in_states, lies_under, refers_to
from server.offers import reporting
from server.offers.rules import CampaignState, OfferState
from server.offers.satisfaction.models import SurveyState
from server.offers.sights import LOAN_SURVEYS, OFFER_CAMPAIGNS, OFFERS


@strawberry.type
class OfferQuery:
    """Part of the root query."""

    @query(OFFER_CAMPAIGNS, "Campaigns of the house, the newest first.")
    def offer_campaigns(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[CampaignState] | None = None
    ) -> Connection[OfferCampaign]:
        return page(OFFER_CAMPAIGNS, ("-declared_at", "-id"), *in_states(state), first=first, after=after)

    @query(OFFER_CAMPAIGNS, "A campaign by its id; null when it is missing.")
    def offer_campaign(self, id: strawberry.ID) -> OfferCampaign | None:
        return by_global_id(id, "OfferCampaign")

    @query(reporting.campaign_report)
    async def campaign_report(self, info: Info, id: strawberry.ID) -> CampaignReport:
        campaign_id = ids.decode_as("OfferCampaign", id, "id")
        return CampaignReport.of(await reporting.campaign_report(info.context.caller, campaign_id=campaign_id))

    @query(OFFERS, "Offers to customers in sight, the newest first: of a campaign its whole population.")
    def offers(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[OfferState] | None = None,
        campaign_id: strawberry.ID | None = None,
        customer_id: strawberry.ID | None = None,
    ) -> Connection[Offer]:
        tests = (
            *in_states(state),
            *refers_to("campaign_id", campaign_id, "OfferCampaign", "campaignId"),
            *refers_to("customer_id", customer_id, "Customer", "customerId"),
        )
        return page(OFFERS, ("-id",), *tests, first=first, after=after)

    @query(LOAN_SURVEYS, "What customers in sight think of loans that have ended, those answered last first.")
    def loan_surveys(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[SurveyState] | None = None,
        since: date | None = None,
        until: date | None = None,
        under: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
    ) -> Connection[LoanSurvey]:
        tests = (
            *in_states(state),
            *between_instants("sent_at", since, until),
            *lies_under(under),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return page(LOAN_SURVEYS, ("-id",), *tests, first=first, after=after)
