"""What customers say to an offer: once, looked at anew, and the ordinary way from there."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.classification.models import LoanClass
from server.classification.vocabulary import Tier
from server.kit.errors import DomainError
from server.loans.models import Loan
from server.offers import answering, campaigns, granting, links
from server.offers.errors import NoLongerOffered, OfferLinkInvalid, OfferNotInState
from server.offers.models import Offer
from server.offers.rules import OfferKind, OfferState
from server.offers.sending import expire
from tests.factories.offers import TODAY
from tests.factories.products import plant_product
from tests.fixtures.house import fresh
from tests.server.offers.conftest import Shop


async def applications(shop: Shop) -> list[Application]:
    """What was begun by an offer."""
    await shop.owner.rollback()
    drafts = select(Application).where(Application.state == ApplicationState.DRAFT)
    found = list((await shop.owner.execute(drafts)).scalars())
    shop.owner.expunge_all()
    return found


async def test_a_customer_reads_his_terms_and_opening_is_noted_once(shop: Shop) -> None:
    loan = await shop.payer()
    campaign_id = await shop.run(OfferKind.LIMIT_UP)
    token = await shop.token()
    shown = await links.show(shop.nobody(), token)
    assert (shown.amount_fen, shown.rate_annual, shown.state) == (4_500_000, Decimal("0.144"), OfferState.SENT)
    assert shown.apr > shown.rate_annual - Decimal("0.001")
    assert shown.instalment_fen * shown.term_months >= shown.amount_fen
    assert shown.customer_name_masked
    desk = links.desk(shop.nobody())
    assert [await answering.open_offer(desk, token=token) for _ in range(2)] == ["opened", "opened"]
    offer = await shop.offer_of(campaign_id, loan)
    assert (offer.state, offer.version, offer.opened_at) == (OfferState.OPENED, 4, shop.clock.now())
    with pytest.raises(OfferLinkInvalid):
        await links.show(shop.nobody(), "x" * 43)


async def test_a_yes_opens_an_ordinary_application_once_and_approves_nothing(shop: Shop) -> None:
    loan = await shop.payer()
    campaign_id = await shop.run()
    token, desk = await shop.token(), links.desk(shop.nobody())
    assert [await answering.accept(desk, token=token) for _ in range(2)] == ["accepted", "accepted"]
    [draft] = await applications(shop)
    offer = await shop.offer_of(campaign_id, loan)
    assert (offer.application_id, offer.state) == (draft.id, OfferState.ACCEPTED)
    asked = (draft.customer_id, draft.officer_id, draft.amount_fen, draft.term_months, draft.product_version_id)
    customer = loan.customer
    assert asked == (customer.customer_id, customer.officer_id, 3_000_000, offer.term_months, shop.version_id)
    assert (draft.submission, draft.approved_hash, draft.case_id) == (0, None, None)
    with pytest.raises(OfferNotInState):
        await answering.decline(desk, token=token)
    assert (await links.show(shop.nobody(), token)).state is OfferState.ACCEPTED


async def test_a_no_stays_a_no(shop: Shop) -> None:
    loan = await shop.payer()
    campaign_id = await shop.run()
    token, desk = await shop.token(), links.desk(shop.nobody())
    assert [await answering.decline(desk, token=token) for _ in range(2)] == ["declined", "declined"]
    with pytest.raises(OfferNotInState):
        await answering.accept(desk, token=token)
    assert (await shop.offer_of(campaign_id, loan)).state is OfferState.DECLINED
    assert await applications(shop) == []


async def test_who_pays_worse_by_now_is_refused_politely_and_nothing_changes(shop: Shop) -> None:
    loan = await shop.payer()
    await shop.run()
    token, desk = await shop.token(), links.desk(shop.nobody())
    worse = update(LoanClass).where(LoanClass.id == loan.loan_id).values(tier=Tier.SPECIAL_MENTION)
    await shop.owner.execute(worse)
    await shop.owner.commit()
    before = await shop.everything()
    with pytest.raises(NoLongerOffered) as refusal:
        await answering.accept(desk, token=token)
    assert "不影响您现有贷款" in refusal.value.message_zh
    assert await shop.everything() == before


async def test_a_link_ends_with_its_last_day_and_with_its_campaign(shop: Shop) -> None:
    await shop.payer()
    first = await shop.run(valid_days=2)
    token = await shop.token()
    shop.clock.instant += timedelta(days=2)
    assert (await links.show(shop.nobody(), token)).state is OfferState.SENT
    shop.clock.instant += timedelta(days=1)
    before = await shop.everything()
    for verb in (answering.accept, answering.decline, answering.open_offer):
        with pytest.raises(OfferLinkInvalid):
            await verb(links.desk(shop.nobody()), token=token)
    with pytest.raises(OfferLinkInvalid):
        await links.show(shop.nobody(), token)
    assert await shop.everything() == before
    shop.clock.instant -= timedelta(days=3)
    await shop.step(campaigns.withdraw, first, "risk.hq", reason="提前结束")
    with pytest.raises(OfferLinkInvalid):
        await answering.accept(links.desk(shop.nobody()), token=token)
    assert await applications(shop) == []


@pytest.mark.parametrize("against", ["accept", "decline", "withdraw", "expire"])
async def test_of_two_at_once_one_counts(shop: Shop, against: str) -> None:
    loan = await shop.payer()
    campaign_id = await shop.run()
    token, desk = await shop.token(), links.desk(shop.nobody())
    version = (await shop.campaign(campaign_id)).version
    risk = fresh(await shop.as_staff("risk.hq"))
    if against == "expire":
        stale = update(Offer).values(expires_at=shop.clock.now())
        await shop.owner.execute(stale)
        await shop.owner.commit()
    other: Any = {
        "accept": lambda: answering.accept(desk, token=token),
        "decline": lambda: answering.decline(desk, token=token),
        "withdraw": lambda: campaigns.withdraw(risk, campaign_id=campaign_id, reason="停止", expected_version=version),
        "expire": lambda: expire(shop.worker()),
    }[against]
    answers = await asyncio.gather(answering.accept(desk, token=token), other(), return_exceptions=True)
    assert all(not isinstance(each, BaseException) or isinstance(each, DomainError) for each in answers), answers
    offer, begun = await shop.offer_of(campaign_id, loan), await applications(shop)
    assert len(begun) == (offer.state is OfferState.ACCEPTED)
    assert (offer.application_id is not None) == (offer.state is OfferState.ACCEPTED)
    allowed = {"accept": "accepted", "decline": "accepted declined", "withdraw": "accepted withdrawn"}
    assert offer.state.value in allowed.get(against, "expired").split()


async def test_a_lower_rate_is_laid_down_by_who_may_and_never_below_the_products(shop: Shop) -> None:
    dear = await plant_product(shop.owner, "biz_dear", rate_annual=Decimal("0.18"))
    cheaper: dict[str, Any] = {"rate_annual": Decimal("0.175"), "effective_from": TODAY}
    loan = await shop.lived(dear)
    await plant_product(shop.owner, "biz_dear", number=2, **cheaper)
    lowest = await shop.payer()
    campaign_id = await shop.run(OfferKind.RATE_DOWN)
    assert (await shop.offer_of(campaign_id, lowest)).codes == ["OF-17"]
    offer = await shop.offer_of(campaign_id, loan)
    assert (offer.rate_annual, offer.state) == (Decimal("0.175"), OfferState.SENT)
    about: dict[str, Any] = {"offer_id": offer.id}
    manager = await shop.as_staff("manager.east")
    with pytest.raises(OfferNotInState):
        await granting.grant_lower_rate(fresh(manager), **about, expected_version=offer.version)
    await answering.accept(links.desk(shop.nobody()), token=await shop.token())
    version = (await shop.offer_of(campaign_id, loan)).version
    with pytest.raises(DomainError):
        await granting.grant_lower_rate(fresh(await shop.as_staff("officer.east1")), **about, expected_version=version)
    before = await shop.everything()
    with pytest.raises(DomainError):
        await granting.grant_lower_rate(fresh(await shop.as_staff("manager.west")), **about, expected_version=version)
    assert await shop.everything() == before
    act_id = await granting.grant_lower_rate(fresh(manager), **about, expected_version=version)
    await shop.owner.rollback()
    rate = (await shop.owner.execute(select(Loan.rate_annual).where(Loan.id == loan.loan_id))).scalar_one()
    granted = await shop.offer_of(campaign_id, loan)
    assert (rate, granted.granted_act_id) == (Decimal("0.175"), act_id)
    with pytest.raises(OfferNotInState):
        await granting.grant_lower_rate(fresh(manager), **about, expected_version=granted.version)
