"""A campaign that waits for the second person is changed by who declared it."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.offers.campaigns import CampaignSpec, check, draw, move, opened
from server.offers.errors import CampaignOfAnother
from server.offers.models import OfferCampaign
from server.offers.rules import CampaignState, OfferKind
from server.products import queries as products

WORDS: Final = frozenset({"name", "text", "starts_on", "ends_on", "valid_days"})
"""What may differ without another population; whatever else is changed has it drawn anew."""


@dataclass(frozen=True, slots=True)
class CampaignChange:
    """What is to be different; None leaves it as it is. The fields are those of `CampaignSpec`."""

    name: str | None = None
    kind: OfferKind | None = None
    text: str | None = None
    product_code: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    budget_fen: int | None = None
    amount_max_fen: int | None = None
    amount_factor: Decimal | None = None
    rate_cut: Decimal | None = None
    valid_days: int | None = None
    control_share: Decimal | None = None
    branches: tuple[UUID, ...] | None = None
    products: tuple[str, ...] | None = None


@use_case(Operation.CAMPAIGN_DECLARE)
async def change(work: Work, *, campaign_id: UUID, given: CampaignChange, expected_version: int) -> UUID:
    """Change a campaign that is drafted, by who declared it. Returns it.

    Where anything but name, words, dates or the validity of links differs, its population is drawn anew; who approves
    has to have seen what it is now. Raises NotFound, Stale, CampaignNotInState, CampaignOfAnother, CampaignUnsound.
    """
    campaign = await opened(work, campaign_id, CampaignState.DRAWING, expected_version)
    if campaign.declared_by != work.actor.id:
        raise CampaignOfAnother(field="campaignId")
    before = _spec_of(campaign)
    spec = replace(before, **{name: value for name, value in asdict(given).items() if value is not None})
    check(spec, work.today)
    if await products.version_on(work.session, spec.product_code, work.today) is None:
        raise NotFound(field="productCode")
    differs = sorted(each.name for each in fields(spec) if getattr(spec, each.name) != getattr(before, each.name))
    told: dict[str, Any] = asdict(spec) | {"branches": list(spec.branches), "products": list(spec.products)}
    for name in differs:
        setattr(campaign, name, told[name])
    work.touch("offer_campaign", campaign.id, changed=differs)
    if WORDS.issuperset(differs):
        return await move(work, campaign, CampaignState.DRAFTED)
    campaign.after, campaign.people, campaign.spent_fen = None, 0, 0
    draw(work, campaign.id)
    return await move(work, campaign, CampaignState.DRAWING)


def _spec_of(campaign: OfferCampaign) -> CampaignSpec:
    told = {each.name: getattr(campaign, each.name) for each in fields(CampaignSpec)}
    return CampaignSpec(**told | {"branches": tuple(campaign.branches), "products": tuple(campaign.products)})
