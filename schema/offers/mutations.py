"""Root fields that write about offers."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.kit.scalars import Money, Rate
from schema.offers.views import Offer, OfferCampaign
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.offers import campaigns, changing, granting
from server.offers.campaigns import CampaignSpec
from server.offers.rules import OfferKind
from server.offers.satisfaction import asking

WHICH = "Which campaign."


@strawberry.input(description="What is offered to whom, from when to when.")
class DeclareCampaignInput:
    """Input of declareCampaign."""

    idempotency_key: str = described(KEY)
    name: str = described("Its name, 2 to 60 characters.")
    kind: OfferKind = described("What is offered.")
    text: str = described("The message, 10 to 200 characters, with {link} once.")
    product_code: str = described("Which product is offered; for a lower rate the loan's own counts.")
    starts_on: date = described("Its first day, today or later.")
    ends_on: date = described("Its last day, within a year.")
    budget: Money = described("What may be offered in all.")
    amount_max: Money = described("At most so much to one customer.")
    amount_factor: Rate = strawberry.field(default=Rate(Decimal(1)), description="Times the principal before, up to 3.")
    rate_cut: Rate = strawberry.field(default=Rate(Decimal(0)), description="By how much a rate is lowered, up to 0.1.")
    valid_days: int = strawberry.field(default=14, description="How many days a link is good for.")
    control_share: Rate = strawberry.field(
        default=Rate(Decimal("0.1")), description="The share that is left alone, up to 0.5."
    )
    branches: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Whose customers are looked at; none: of all branches."
    )
    products: list[str] = strawberry.field(
        default_factory=list, description="Borrowers of these products; none: of all."
    )


@strawberry.input(description="What is to be different in a campaign that is drafted; what is left out stays.")
class ChangeCampaignInput:
    """Input of changeCampaign."""

    idempotency_key: str = described(KEY)
    campaign_id: strawberry.ID = described(WHICH)
    expected_version: int = described(SEEN)
    name: str | None = strawberry.field(default=None, description="Its name, 2 to 60 characters.")
    kind: OfferKind | None = strawberry.field(default=None, description="What is offered.")
    text: str | None = strawberry.field(default=None, description="The message, with {link} once.")
    product_code: str | None = strawberry.field(default=None, description="Which product is offered.")
    starts_on: date | None = strawberry.field(default=None, description="Its first day, today or later.")
    ends_on: date | None = strawberry.field(default=None, description="Its last day, within a year.")
    budget: Money | None = strawberry.field(default=None, description="What may be offered in all.")
    amount_max: Money | None = strawberry.field(default=None, description="At most so much to one customer.")
    amount_factor: Rate | None = strawberry.field(default=None, description="Times the principal before, up to 3.")
    rate_cut: Rate | None = strawberry.field(default=None, description="By how much a rate is lowered, up to 0.1.")
    valid_days: int | None = strawberry.field(default=None, description="How many days a link is good for.")
    control_share: Rate | None = strawberry.field(default=None, description="The share left alone, up to 0.5.")
    branches: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Whose customers are looked at; an empty list: of all branches."
    )
    products: list[str] | None = strawberry.field(
        default=None, description="Borrowers of these products; an empty list: of all."
    )


@strawberry.input(description="A campaign whose population was frozen.")
class ApproveCampaignInput:
    """Input of approveCampaign."""

    idempotency_key: str = described(KEY)
    campaign_id: strawberry.ID = described(WHICH)
    expected_version: int = described(SEEN)


@strawberry.input(description="A campaign that was approved.")
class StartCampaignInput:
    """Input of startCampaign."""

    idempotency_key: str = described(KEY)
    campaign_id: strawberry.ID = described(WHICH)
    expected_version: int = described(SEEN)


@strawberry.input(description="A campaign that is to end.")
class WithdrawCampaignInput:
    """Input of withdrawCampaign."""

    idempotency_key: str = described(KEY)
    campaign_id: strawberry.ID = described(WHICH)
    reason: str = described("Why.")
    expected_version: int = described(SEEN)


@strawberry.input(description="An accepted offer of a lower rate.")
class GrantLowerRateInput:
    """Input of grantLowerRate."""

    idempotency_key: str = described(KEY)
    offer_id: strawberry.ID = described("Which offer.")
    expected_version: int = described(SEEN)


@strawberry.input(description="A survey whose words are wanted.")
class ReadSurveyWordsInput:
    """Input of readSurveyWords."""

    survey_id: strawberry.ID = described("Which survey.")


@strawberry.type(description="The campaign as it stands now.")
class OfferCampaignPayload:
    """Answer of mutations on campaigns."""

    campaign: OfferCampaign = described("As it stands now.")


@strawberry.type(description="The offer as it stands now.")
class OfferPayload:
    """Answer of grantLowerRate."""

    offer: Offer = described("As it stands now.")


@strawberry.type(description="What a customer wrote; that it was read is on record.")
class SurveyWords:
    """Answer of readSurveyWords."""

    words: str = described("His words; empty where he wrote none.")


@strawberry.type
class OfferMutation:
    """Part of the root mutation."""

    @mutation(campaigns.declare)
    async def declare_campaign(self, info: Info, input: DeclareCampaignInput) -> OfferCampaignPayload:
        back = ReadBack(info, _campaign)
        spec = CampaignSpec(
            input.name.strip(),
            input.kind,
            input.text,
            input.product_code,
            input.starts_on,
            input.ends_on,
            input.budget,
            input.amount_max,
            amount_factor=input.amount_factor,
            rate_cut=input.rate_cut,
            valid_days=input.valid_days,
            control_share=input.control_share,
            branches=tuple(ids.decode_as("Branch", each, "branches") for each in input.branches),
            products=tuple(input.products),
        )
        return back.answer(await campaigns.declare(back.caller(input.idempotency_key), spec=spec))

    @mutation(changing.change)
    async def change_campaign(self, info: Info, input: ChangeCampaignInput) -> OfferCampaignPayload:
        back, branches, products = ReadBack(info, _campaign), input.branches, input.products
        given = changing.CampaignChange(
            name=None if input.name is None else input.name.strip(),
            kind=input.kind,
            text=input.text,
            product_code=input.product_code,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            budget_fen=input.budget,
            amount_max_fen=input.amount_max,
            amount_factor=input.amount_factor,
            rate_cut=input.rate_cut,
            valid_days=input.valid_days,
            control_share=input.control_share,
            branches=None
            if branches is None
            else tuple(ids.decode_as("Branch", each, "branches") for each in branches),
            products=None if products is None else tuple(products),
        )
        campaign_id, seen = _campaign_id(input.campaign_id), input.expected_version
        caller = back.caller(input.idempotency_key)
        return back.answer(await changing.change(caller, campaign_id=campaign_id, given=given, expected_version=seen))

    @mutation(campaigns.approve)
    async def approve_campaign(self, info: Info, input: ApproveCampaignInput) -> OfferCampaignPayload:
        back, campaign_id = ReadBack(info, _campaign), _campaign_id(input.campaign_id)
        caller = back.caller(input.idempotency_key)
        outcome = await campaigns.approve(caller, campaign_id=campaign_id, expected_version=input.expected_version)
        return back.answer(outcome)

    @mutation(campaigns.start)
    async def start_campaign(self, info: Info, input: StartCampaignInput) -> OfferCampaignPayload:
        back, campaign_id = ReadBack(info, _campaign), _campaign_id(input.campaign_id)
        caller = back.caller(input.idempotency_key)
        outcome = await campaigns.start(caller, campaign_id=campaign_id, expected_version=input.expected_version)
        return back.answer(outcome)

    @mutation(campaigns.withdraw)
    async def withdraw_campaign(self, info: Info, input: WithdrawCampaignInput) -> OfferCampaignPayload:
        back, campaign_id = ReadBack(info, _campaign), _campaign_id(input.campaign_id)
        outcome = await campaigns.withdraw(
            back.caller(input.idempotency_key),
            campaign_id=campaign_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(granting.grant_lower_rate)
    async def grant_lower_rate(self, info: Info, input: GrantLowerRateInput) -> OfferPayload:
        offer_id = ids.decode_as("Offer", input.offer_id, "offerId")
        back = ReadBack(info, lambda _act_id: OfferPayload(offer=by_row_id(offer_id)))
        caller = back.caller(input.idempotency_key)
        outcome = await granting.grant_lower_rate(caller, offer_id=offer_id, expected_version=input.expected_version)
        return back.answer(outcome)

    @mutation(asking.read_words)
    async def read_survey_words(self, info: Info, input: ReadSurveyWordsInput) -> SurveyWords:
        survey_id = ids.decode_as("LoanSurvey", input.survey_id, "surveyId")
        return SurveyWords(words=await asking.read_words(info.context.caller, survey_id=survey_id))


def _campaign(row_id: UUID) -> OfferCampaignPayload:
    return OfferCampaignPayload(campaign=by_row_id(row_id))


def _campaign_id(text: str) -> UUID:
    return ids.decode_as("OfferCampaign", text, "campaignId")
