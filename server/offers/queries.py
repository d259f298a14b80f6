"""Every select of offers. A scope is a required argument; a row out of it does not exist."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import within
from server.kit.scope import Scope
from server.offers.models import Offer, OfferCampaign
from server.offers.rules import WAITING, CampaignState, OfferState


async def campaign_by_id(session: AsyncSession, campaign_id: UUID, *, lock: bool = False) -> OfferCampaign | None:
    """A campaign of the house; no scope applies."""
    wanted = select(OfferCampaign).where(OfferCampaign.id == campaign_id)
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def offer_by_token(session: AsyncSession, scope: Scope, hashed: bytes, *, lock: bool = False) -> Offer | None:
    wanted = select(Offer).where(Offer.token_hash == hashed, within(Offer, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def offer_by_id(session: AsyncSession, scope: Scope, offer_id: UUID, *, lock: bool = False) -> Offer | None:
    wanted = select(Offer).where(Offer.id == offer_id, within(Offer, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def to_send(session: AsyncSession, scope: Scope, campaign_id: UUID, size: int) -> Sequence[Offer]:
    """The next offers of a campaign that were approved and not sent, locked."""
    wanted = select(Offer).where(
        Offer.campaign_id == campaign_id, Offer.state == OfferState.APPROVED, within(Offer, scope)
    )
    rows = await session.execute(wanted.order_by(Offer.id).limit(size).with_for_update())
    return rows.scalars().all()


async def running_beyond(session: AsyncSession, today: date) -> Sequence[OfferCampaign]:
    """Campaigns that run though their last day is over, locked."""
    wanted = select(OfferCampaign).where(OfferCampaign.state == CampaignState.RUNNING, OfferCampaign.ends_on < today)
    return (await session.execute(wanted.order_by(OfferCampaign.id).with_for_update())).scalars().all()


async def is_waiting(session: AsyncSession, campaign_id: UUID) -> bool:
    """Whether something is still to be sent, or may still be answered."""
    waiting = select(Offer.id).where(Offer.campaign_id == campaign_id, Offer.state.in_({OfferState.APPROVED, *WAITING}))
    return (await session.execute(waiting.limit(1))).first() is not None
