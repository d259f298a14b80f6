"""Personal links: who holds one sees one offer, or answers one survey."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from server.applications.rules import priced, quote
from server.contracts.rules import token_hash
from server.customers import service as customers
from server.identity.actors import customer_actor, system_actor
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Caller, Work
from server.offers import queries
from server.offers.errors import OfferLinkInvalid
from server.offers.models import Offer
from server.offers.rules import WAITING, OfferKind, OfferState
from server.products import service as products
from server.products.models import Product

OFFER_DESK = system_actor(50, "offer_desk", Operation.OFFER_ANSWER)
"""Answers are taken by the house: it looks at more than a customer may see of himself, at alerts for one."""
SHOWN = WAITING | {OfferState.ACCEPTED, OfferState.DECLINED}


@dataclass(frozen=True)
class Shown:
    """An offer as its customer reads it. Amounts in fen; the annual rate is all that he pays (单利, APR)."""

    lender: str
    customer_name_masked: str | None
    kind: OfferKind
    state: OfferState
    product_zh: str
    product_en: str
    amount_fen: int
    term_months: int
    rate_annual: Decimal
    apr: Decimal
    instalment_fen: int
    interest_fen: int
    first_due_on: date
    expires_at: datetime


def desk(caller: Caller) -> Caller:
    """The house's own hand behind a link: it takes answers, and nothing else."""
    house = caller.house
    return Caller(house, OFFER_DESK, caller.request_id, caller.idempotency_key, caller.address, caller.device)


@read(Operation.OFFER_ANSWER)
async def whose(work: Work, *, token: str) -> UUID:
    """Whose offer a link is. Raises OfferLinkInvalid."""
    return (await living(work, token)).customer_id


async def show(caller: Caller, token: str) -> Shown:
    """What the holder of a link reads: his own rows and no others. Raises OfferLinkInvalid."""
    customer_id = await whose(desk(caller), token=token)
    actor = customer_actor(customer_id, Operation.OFFER_ANSWER)
    return await own_offer(Caller(caller.house, actor, caller.request_id, address=caller.address), token=token)


@read(Operation.OFFER_ANSWER)
async def own_offer(work: Work, *, token: str) -> Shown:
    """The offer behind a link, with what it would cost were it drawn today. Raises OfferLinkInvalid."""
    offer = await living(work, token)
    assert offer.product_version_id
    assert offer.expires_at
    amount_fen, term, rate = offer.amount_fen or 0, offer.term_months or 0, offer.rate_annual or Decimal(0)
    version = await products.version_of(work, offer.product_version_id)
    product = await work.session.get_one(Product, version.product_code)
    customer = await customers.customer_of(work, offer.customer_id)
    off = await products.days_off(work, version, work.today, term)
    cost = quote(priced(version, rate), amount_fen, term, work.today, off.days)
    return Shown(
        work.settings.lender_name,
        customer.name_masked,
        offer.kind,
        offer.state,
        product.name_zh,
        product.name_en,
        amount_fen,
        term,
        rate,
        cost.apr,
        cost.highest_instalment_fen,
        cost.total_interest_fen,
        cost.rows[0].due_on,
        offer.expires_at,
    )


async def living(work: Work, token: str, *, lock: bool = False) -> Offer:
    """The offer of a link that may still be looked at. Raises OfferLinkInvalid: which reason is not told."""
    offer = await queries.offer_by_token(work.session, work.scope, token_hash(token), lock=lock)
    if offer is None or offer.state not in SHOWN:
        raise OfferLinkInvalid
    if offer.expires_at is None or (offer.state in WAITING and offer.expires_at <= work.now):
        raise OfferLinkInvalid
    return offer
