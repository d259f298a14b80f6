"""Messages with a personal link: everything is looked at once more in the transaction that hands them to the channel.

A marketing message keeps the hours of rest that the law gives debtors (CL-01 of the rule catalogue), asked of the same
engine; it is no contact of collection and does not stand among those.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update

from server.compliance import service as compliance
from server.compliance.rules import Trigger
from server.contracts.rules import token_hash
from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI, start_of
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work
from server.notices import service as notices
from server.notices.models import NoticeKind
from server.offers import queries, reasons
from server.offers.campaigns import PLACE, move
from server.offers.facts import behaviour_of
from server.offers.grounds import Grounds, grounds_of
from server.offers.models import Offer
from server.offers.reasons import Bar
from server.offers.rules import WAITING, Behaviour, CampaignState, OfferState, Step, moved

PAGE_OFFERS: Final = 50
QUIET_HOURS: Final = "CL-01"
MORNING: Final = timedelta(hours=9)
ONE_DAY: Final = timedelta(days=1)
STOP_WORDS: Final = "拒收请回复R"


@use_case(Operation.OFFER_SEND, keyed=False)
async def send_page(work: Work, *, campaign_id: UUID, page_offers: int = PAGE_OFFERS) -> bool:
    """Send the next offers of a campaign that runs; whether there may be more.

    An offer that does not hold any more is withdrawn with the reasons, and nothing goes out. In the hours of rest
    nothing is sent, and the rest is left for the morning. After the last day what was not sent is withdrawn.
    """
    campaign = await queries.campaign_by_id(work.session, campaign_id, lock=True)
    if campaign is None or campaign.state is not CampaignState.RUNNING:
        return False
    if await is_quiet(work):
        lock = f"campaign:{campaign_id}"
        work.defer("send_offers", lock=lock, at=next_morning(work.now), campaign_id=str(campaign_id))
        return False
    offers = await queries.to_send(work.session, work.scope, campaign_id, min(page_offers, PAGE_OFFERS))
    if work.today > campaign.ends_on:
        for offer in offers:
            drop(offer, [reasons.OVER])
    elif offers:
        grounds = await grounds_of(work, campaign)
        ids = [offer.customer_id for offer in offers]
        known = {who.customer_id: who for who in await behaviour_of(work, campaign, ids, grounds.numbers)}
        for offer in offers:
            await _send(work, grounds, offer, known.get(offer.customer_id))
    work.touch("offer_campaign", campaign_id, looked_at=len(offers))
    return bool(offers)


async def _send(work: Work, grounds: Grounds, offer: Offer, who: Behaviour | None) -> None:
    against = await still_against(work, grounds, offer, who)
    if against:
        drop(offer, against)
        return
    token, campaign = work.ports.ids.secret(), grounds.campaign
    link = f"{work.settings.public_url}/offer/{token}"
    text = f"【{work.settings.lender_name}】{campaign.text.strip().replace(PLACE, f' {link} ')} {STOP_WORDS}"
    phone = (await customers.clear_identity(work, offer.customer_id)).phone
    offer.notice_id = await notices.notify(work, offer.customer_id, NoticeKind.OFFER, to=phone, text=text)
    offer.token_hash, offer.sent_at = token_hash(token), work.now
    offer.expires_at = start_of(min(work.today + campaign.valid_days * ONE_DAY, campaign.ends_on) + ONE_DAY)
    offer.state, offer.version = moved(offer.state, Step.SEND), offer.version + 1


async def still_against(
    work: Work, grounds: Grounds, offer: Offer, who: Behaviour | None, *, writes: bool = True
) -> list[Bar]:
    """What speaks against an offer by now, with the age in clear; also where the same terms would not be offered."""
    if who is None:
        return [reasons.GONE]
    identity = await customers.clear_identity(work, offer.customer_id)
    against, proposal = await grounds.judge(who, identity.birth_date, writes=writes)
    if against or proposal is None:
        return against
    same = proposal.product_version_id == offer.product_version_id and proposal.rate_annual == offer.rate_annual
    holds = same and offer.amount_fen is not None and offer.amount_fen <= proposal.amount_fen
    return [] if holds else [reasons.BOUNDS]


def drop(offer: Offer, against: list[Bar]) -> None:
    """An offer that does not hold any more says why."""
    offer.state, offer.version = moved(offer.state, Step.WITHDRAW), offer.version + 1
    offer.codes = [bar.code for bar in against]
    offer.reasons_zh, offer.reasons_en = [bar.zh for bar in against], [bar.en for bar in against]


async def is_quiet(work: Work) -> bool:
    """Whether the law gives this hour to rest."""
    facts = {"local_hour": work.now.astimezone(SHANGHAI).hour, "debtor_consent": False}
    found = await compliance.look(work, Trigger.COLLECTION, facts, codes=frozenset({QUIET_HOURS}))
    return found.outcome is not FindingOutcome.PASS


def next_morning(now: datetime) -> datetime:
    """Nine in the morning at Shanghai, today or tomorrow."""
    morning = start_of(now.astimezone(SHANGHAI).date()) + MORNING
    return morning if morning > now else morning + ONE_DAY


@use_case(Operation.OFFER_SEND, keyed=False)
async def expire(work: Work) -> int:
    """What was not answered in time has expired, and a campaign of which nothing waits after its last day has ended.

    Returns how many offers expired. An answer that comes at the same time is first or is refused: both lock the row.
    """
    late = update(Offer).where(Offer.state.in_(WAITING), Offer.expires_at <= work.now)
    rows = await work.session.execute(
        late.values(state=OfferState.EXPIRED, version=Offer.version + 1).returning(Offer.id)
    )
    expired = len(rows.all())
    for campaign in await queries.running_beyond(work.session, work.today):
        if not await queries.is_waiting(work.session, campaign.id):
            await move(work, campaign, CampaignState.ENDED)
    work.changes.update(expired=expired)
    return expired
