"""Campaigns: declared by one, approved by another who sees the frozen population, started, withdrawn."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import update

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.offers import queries
from server.offers.errors import CampaignNotInState, CampaignUnsound, OwnCampaign
from server.offers.models import Offer, OfferCampaign
from server.offers.reasons import CANCELLED
from server.offers.rules import CAMPAIGN_MOVES, UNANSWERED, CampaignState, OfferKind, OfferState
from server.products import queries as products

PLACE: Final = "{link}"
NAME_LENGTHS, TEXT_LENGTHS, REASON_LENGTHS = range(2, 61), range(10, 201), range(2, 201)
FACTOR_MAX, CUT_MAX, SHARE_MAX = Decimal(3), Decimal("0.1"), Decimal("0.5")
VALID_DAYS, DAYS_MAX = range(1, 91), 366
BRANCHES_MAX, PRODUCTS_MAX = 500, 50


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """What is offered to whom; see `OfferCampaign` for the meaning of each. The text has the place `{link}`."""

    name: str
    kind: OfferKind
    text: str
    product_code: str
    starts_on: date
    ends_on: date
    budget_fen: int
    amount_max_fen: int
    amount_factor: Decimal = Decimal(1)
    rate_cut: Decimal = Decimal(0)
    valid_days: int = 14
    control_share: Decimal = Decimal("0.1")
    branches: tuple[UUID, ...] = ()
    products: tuple[str, ...] = ()


@use_case(Operation.CAMPAIGN_DECLARE)
async def declare(work: Work, *, spec: CampaignSpec) -> UUID:
    """Declare a campaign; its population is looked at in the background and frozen. Returns it.

    Raises CampaignUnsound, NotFound for a product that is not lent today.
    """
    check(spec, work.today)
    if await products.version_on(work.session, spec.product_code, work.today) is None:
        raise NotFound(field="productCode")
    campaign_id = work.new_id()
    told = asdict(spec) | {"branches": list(spec.branches), "products": list(spec.products)}
    work.session.add(
        OfferCampaign(
            **told,
            id=campaign_id,
            state=CampaignState.DRAWING,
            people=0,
            spent_fen=0,
            declared_by=work.actor.id,
            declared_at=work.now,
            version=1,
        )
    )
    draw(work, campaign_id)
    work.touch("offer_campaign", campaign_id, offers=spec.kind.value, budget_fen=spec.budget_fen)
    return campaign_id


@use_case(Operation.CAMPAIGN_APPROVE)
async def approve(work: Work, *, campaign_id: UUID, expected_version: int) -> UUID:
    """Approve a campaign with the population that was frozen. Returns it.

    Raises NotFound, Stale, CampaignNotInState, OwnCampaign for who declared it.
    """
    campaign = await opened(work, campaign_id, CampaignState.APPROVED, expected_version)
    if work.actor.id == campaign.declared_by:
        raise OwnCampaign(field="campaignId")
    campaign.approved_by, campaign.approved_at = work.actor.id, work.now
    drafted = update(Offer).where(Offer.campaign_id == campaign_id, Offer.state == OfferState.DRAFTED)
    await work.session.execute(drafted.values(state=OfferState.APPROVED, version=Offer.version + 1))
    return await move(work, campaign, CampaignState.APPROVED)


@use_case(Operation.CAMPAIGN_APPROVE)
async def start(work: Work, *, campaign_id: UUID, expected_version: int) -> UUID:
    """Start a campaign that was approved: messages go out in the background, outside the hours of rest. Returns it.

    Raises NotFound, Stale, CampaignNotInState, CampaignUnsound outside its dates.
    """
    campaign = await opened(work, campaign_id, CampaignState.RUNNING, expected_version)
    if not campaign.starts_on <= work.today <= campaign.ends_on:
        raise _unsound("startsOn", "不在活动日期内", "today is not one of its days")
    campaign.started_at = work.now
    work.defer("send_offers", lock=f"campaign:{campaign_id}", campaign_id=str(campaign_id))
    return await move(work, campaign, CampaignState.RUNNING)


@use_case(Operation.CAMPAIGN_DECLARE)
async def withdraw(work: Work, *, campaign_id: UUID, reason: str, expected_version: int) -> UUID:
    """Take a campaign back: what is not answered is answered by nobody any more. Returns it.

    What was accepted stays. Raises NotFound, Stale, CampaignNotInState, CampaignUnsound for a reason that says nothing.
    """
    said = reason.strip()
    if len(said) not in REASON_LENGTHS:
        raise _unsound("reason", "请说明撤回原因", "say why it is withdrawn")
    campaign = await opened(work, campaign_id, CampaignState.WITHDRAWN, expected_version)
    campaign.withdrawn_by, campaign.withdrawn_at, campaign.withdrawal_reason = work.actor.id, work.now, said
    await move(work, campaign, CampaignState.WITHDRAWN)
    told = {"codes": [CANCELLED.code], "reasons_zh": [CANCELLED.zh], "reasons_en": [CANCELLED.en]}
    open_ones = update(Offer).where(Offer.campaign_id == campaign_id, Offer.state.in_(UNANSWERED))
    await work.session.execute(open_ones.values(state=OfferState.WITHDRAWN, version=Offer.version + 1, **told))
    return campaign_id


def draw(work: Work, campaign_id: UUID) -> None:
    """Have the population of a campaign looked at (a building block)."""
    work.defer("draw_offers", lock=f"campaign:{campaign_id}", campaign_id=str(campaign_id))


async def opened(work: Work, campaign_id: UUID, to: CampaignState, expected_version: int | None) -> OfferCampaign:
    """The campaign, locked, in a state from which it may go there. Raises NotFound, Stale, CampaignNotInState."""
    campaign = await queries.campaign_by_id(work.session, campaign_id, lock=True)
    if campaign is None:
        raise NotFound(field="campaignId")
    if to not in CAMPAIGN_MOVES[campaign.state]:
        raise CampaignNotInState(field="campaignId", state=campaign.state.value)
    if expected_version is not None and campaign.version != expected_version:
        raise Stale(field="expectedVersion")
    return campaign


async def move(work: Work, campaign: OfferCampaign, to: CampaignState) -> UUID:
    """Bring a campaign that is locked into another state (a building block)."""
    campaign.state, campaign.version = to, campaign.version + 1
    await work.session.flush()
    work.touch("offer_campaign", campaign.id, state=to.value)
    return campaign.id


def check(spec: CampaignSpec, today: date) -> None:
    """Raises CampaignUnsound naming the field."""
    lowers, more = spec.kind is OfferKind.RATE_DOWN, spec.kind is OfferKind.LIMIT_UP
    problems = (
        ("name", len(spec.name.strip()) in NAME_LENGTHS, "名称2至60字", "a name of 2 to 60 characters"),
        ("text", _has_place(spec.text), "短信10至200字，且含一处{link}", "10 to 200 characters with {link} once"),
        ("startsOn", spec.starts_on >= today, "开始日期不得早于今天", "it begins today or later"),
        ("endsOn", 0 <= (spec.ends_on - spec.starts_on).days <= DAYS_MAX, "日期应在一年内", "it ends within a year"),
        ("validDays", spec.valid_days in VALID_DAYS, "链接有效期1至90天", "links are good for 1 to 90 days"),
        ("budget", spec.budget_fen > 0, "预算须大于零", "a budget above zero"),
        ("amountMax", spec.amount_max_fen > 0, "单户上限须大于零", "an amount above zero"),
        ("controlShare", 0 <= spec.control_share <= SHARE_MAX, "对照组占比0至50%", "a control share of 0 to 0.5"),
        ("amountFactor", (1 if more else 0) < spec.amount_factor <= FACTOR_MAX, "金额倍数不合理", "a sound factor"),
        ("rateCut", (not lowers) ^ (0 < spec.rate_cut <= CUT_MAX), "降息幅度不合理", "a sound cut of the rate"),
        ("branches", len(spec.branches) <= BRANCHES_MAX, "网点过多", "too many branches"),
        ("products", len(spec.products) <= PRODUCTS_MAX, "产品过多", "too many products"),
    )
    for field, sound, zh, en in problems:
        if not sound:
            raise _unsound(field, zh, en)


def _has_place(text: str) -> bool:
    said = text.strip()
    return len(said) in TEXT_LENGTHS and said.count(PLACE) == 1 and said.count("{") == said.count("}") == 1


def _unsound(field: str, zh: str, en: str) -> CampaignUnsound:
    return CampaignUnsound(field=field, reason_zh=zh, reason_en=en)
