"""Offers of the demonstration: a campaign of two days ago through the doors that staff use, and some answers to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from server.customers.service import give_consent
from server.customers.service.consents import MARKETING
from server.identity import catalogue as posts
from server.identity.actors import NOBODY
from server.identity.operations import Operation
from server.identity.sights import look
from server.kit.clock import FixedClock, start_of
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Caller, House, Work
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.loans.sights import LOANS
from server.notices.service import phone_messages
from server.offers import answering, campaigns, links
from server.offers.campaigns import CampaignSpec
from server.offers.models import OfferCampaign
from server.offers.rules import OfferKind
from server.offers.sights import OFFER_CAMPAIGNS
from server.offers.tasks import draw_offers, send_offers
from server.products.models import ProductVersion
from server.seeds.staff import holders

MORNING: Final = timedelta(hours=10)
AGREED: Final = 60
ANSWERS: Final = (answering.accept, answering.decline, answering.accept)
WORDS: Final = "您的还款记录良好，可申请续贷，利率与费用以页面为准，详情请点 {link}"


async def offer_again(house: House, today: date) -> int:
    """Have some who paid off agree to marketing, run a campaign of renewals, and answer a few; how many were drawn."""
    day = today - timedelta(days=2)
    there = replace(house, ports=replace(house.ports, clock=FixedClock(start_of(day) + MORNING)))
    reader = _as(there, UUID(int=1), Operation.LOAN_READ)
    found: list[tuple[Loan, str]] = [(row[0], row[1]) for row in map(tuple, await look(reader, LOANS, _ended))]
    if not found:
        return 0
    for loan, _ in found:
        officer = _as(there, loan.officer_id, Operation.CUSTOMER_CONSENT).keyed(f"seed:consent:{loan.customer_id}")
        await give_consent(officer, customer_id=loan.customer_id, purpose=MARKETING)
    product = Counter(code for _, code in found).most_common(1)[0][0]
    campaign = await _run(there, CampaignSpec("老客户续贷", OfferKind.RENEWAL, WORDS, product, day, **_rest(day)))
    await _answer(there)
    return campaign.people


def _rest(day: date) -> dict[str, Any]:
    return {"ends_on": day + timedelta(days=30), "budget_fen": 500_000_000, "amount_max_fen": 20_000_000}


def _ended(work: Work) -> Any:
    """Loans that were paid off in the last year, with their products."""
    recent = Loan.closed_on >= work.today - timedelta(days=360)
    wanted = select(Loan, ProductVersion.product_code).join(
        ProductVersion, ProductVersion.id == Loan.product_version_id
    )
    closed = wanted.where(Loan.state == LoanState.CLOSED, recent, within(Loan, work.scope))
    return closed.order_by(Loan.closed_on.desc(), Loan.id).limit(AGREED)


async def _run(house: House, spec: CampaignSpec) -> OfferCampaign:
    """Declared by one, approved and started by another, drawn and sent."""
    risk = _as(house, holders(posts.RISK)[0].id, Operation.CAMPAIGN_DECLARE, Operation.CAMPAIGN_READ)
    committee = _as(house, holders(posts.COMMITTEE)[0].id, Operation.CAMPAIGN_APPROVE)
    campaign_id = await campaigns.declare(risk.keyed("seed:campaign"), spec=spec)
    await draw_offers(house, str(campaign_id))
    for verb in (campaigns.approve, campaigns.start):
        version = (await _campaign(risk, campaign_id)).version
        await verb(committee.keyed(f"seed:{verb.__name__}"), campaign_id=campaign_id, expected_version=version)
    await send_offers(house, str(campaign_id))
    return await _campaign(risk, campaign_id)


async def _campaign(caller: Caller, campaign_id: UUID) -> OfferCampaign:
    def wanted(_work: Work) -> Select[OfferCampaign]:
        return select(OfferCampaign).where(OfferCampaign.id == campaign_id)

    [row] = await look(caller, OFFER_CAMPAIGNS, wanted)
    found: OfferCampaign = row[0]
    return found


async def _answer(house: House) -> None:
    """A few customers answer by the links that they were sent."""
    desk = links.desk(Caller(house, NOBODY, request_id="seed"))
    for token, verb in zip(await _tokens(house), ANSWERS, strict=False):
        try:
            await verb(desk, token=token)
        except DomainError:
            continue


async def _tokens(house: House) -> Sequence[str]:
    told = await phone_messages(_as(house, UUID(int=1), Operation.NOTICE_READ))
    return [each.text.split("/offer/")[1].split()[0] for each in told if "/offer/" in each.text]


def _as(house: House, staff_id: UUID, *operations: Operation) -> Caller:
    actor = Actor(staff_id, ActorKind.SYSTEM, "seed", frozenset(operations), Scope.everywhere())
    return Caller(house, actor, request_id="seed")
