"""Campaigns: a frozen population with a reason for each, two persons, messages that are looked at once more."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, update

from server.classification.vocabulary import Tier
from server.collection.rules import CaseState
from server.compliance.tickets.models import TicketKind
from server.customers.service.consents import MARKETING, withdraw_consent
from server.kit.errors import Denied, Stale
from server.notices.models import NoticeKind
from server.offers import campaigns
from server.offers.drawing import draw_page
from server.offers.errors import CampaignNotInState, CampaignUnsound, OwnCampaign
from server.offers.models import OfferCampaign
from server.offers.rules import CampaignState, OfferArm, OfferKind, OfferState, is_control
from server.offers.tasks import expire_links, send_offers
from tests.factories.collection import PlantedDebt, plant_case
from tests.factories.loans import PlantedLoan
from tests.factories.offers import TODAY, spec_of
from tests.fixtures.house import fresh
from tests.server.offers.conftest import Shop

NIGHT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


async def test_good_payers_are_written_to_and_everybody_else_has_his_reason(shop: Shop) -> None:
    good, late = await shop.payer(), await shop.payer(late_days=9)
    silent, ended = await shop.payer(consents=False), await shop.payer(ended=True)
    campaign_id = await shop.run()
    found = {each.customer_id: each for each in await shop.offers(campaign_id)}
    assert len(found) == (await shop.campaign(campaign_id)).people == 4
    sent = [found[each.customer.customer_id] for each in (good, ended)]
    assert [(each.arm, each.state) for each in sent] == [(OfferArm.TREATED, OfferState.SENT)] * 2
    assert all(each.apr and each.rate_annual == Decimal("0.144") and each.amount_fen == 3_000_000 for each in sent)
    out = {name: found[each.customer.customer_id].codes for name, each in (("late", late), ("silent", silent))}
    assert out == {"late": ["OF-01", "OF-02", "OF-03"], "silent": ["OF-12"]}
    notices = await shop.notices()
    assert {each.customer_id for each in notices} == {each.customer_id for each in sent}
    assert {each.kind for each in notices} == {NoticeKind.OFFER}


async def barred(shop: Shop, name: str) -> tuple[PlantedLoan, str]:
    """A customer who would be made an offer but for one thing, and the code of it."""
    changes: dict[str, dict[str, Any]] = {
        "tier": {"tier": Tier.SPECIAL_MENTION},
        "unclassified": {"tier": None},
        "poor": {"income_monthly_fen": 200_000},
        "unknown": {"income_monthly_fen": None},
        "new": {"months": 2},
    }
    loan = await shop.payer(**changes.get(name, {}))
    debt = PlantedDebt(loan.loan_id, loan.customer, TODAY - timedelta(days=2), 1)
    if name == "case":
        await plant_case(shop.owner, debt, today=TODAY, state=CaseState.OPEN)
    if name in TICKETS:
        await plant_ticket(shop, loan, TICKETS[name])
    if name == "alert":
        await plant_alert(shop, loan)
    if name == "hold":
        await plant_hold(shop, loan)
    return loan, BARS[name]


TICKETS = {"complaint": TicketKind.COMPLAINT, "hardship": TicketKind.HARDSHIP, "leaving": TicketKind.ERASURE}
BARS = {
    "tier": "OF-05",
    "unclassified": "OF-05",
    "case": "OF-06",
    "alert": "OF-07",
    "hold": "OF-08",
    "complaint": "OF-09",
    "hardship": "OF-10",
    "leaving": "OF-22",
    "poor": "OF-19",
    "unknown": "OF-18",
    "new": "OF-04",
}


async def test_each_bar_keeps_its_customer_out_and_is_told(shop: Shop) -> None:
    planted = {name: await barred(shop, name) for name in BARS}
    campaign_id = await shop.run()
    for name, (loan, code) in planted.items():
        offer = await shop.offer_of(campaign_id, loan)
        assert (offer.state, code in offer.codes) == (OfferState.EXCLUDED, True), (name, offer.codes)
        assert len(offer.codes) == len(offer.reasons_zh) == len(offer.reasons_en)
        assert not any("{" in each for each in (*offer.reasons_zh, *offer.reasons_en))
    assert await shop.notices() == []


async def test_a_bar_that_comes_between_drawing_and_sending_withdraws_the_offer(shop: Shop) -> None:
    loan, other = await shop.payer(), await shop.payer()
    campaign_id = await shop.declare()
    await shop.step(campaigns.approve, campaign_id)
    officer = fresh(await shop.as_staff("officer.east1"))
    customer_id = loan.customer.customer_id
    await withdraw_consent(officer, customer_id=customer_id, purpose=MARKETING, reason="不再接收")
    await shop.step(campaigns.start, campaign_id)
    await send_offers(shop.house, str(campaign_id))
    offer = await shop.offer_of(campaign_id, loan)
    assert (offer.state, "OF-12" in offer.codes, offer.token_hash) == (OfferState.WITHDRAWN, True, None)
    assert [each.customer_id for each in await shop.notices()] == [other.customer.customer_id]


async def test_the_control_group_is_drawn_by_hash_and_never_written_to(shop: Shop) -> None:
    loans = [await shop.payer() for _ in range(8)]
    campaign_id = await shop.run(control_share=Decimal("0.5"))
    offers = await shop.offers(campaign_id)
    share = Decimal("0.5")
    for offer in offers:
        is_left_alone = is_control(campaign_id, offer.customer_id, share)
        assert (offer.arm is OfferArm.CONTROL) == is_left_alone
        assert (offer.state is OfferState.CONTROL) == is_left_alone
    written_to = {each.customer_id for each in await shop.notices()}
    assert written_to == {each.customer_id for each in offers if each.arm is OfferArm.TREATED}
    assert len(offers) == len(loans)


async def test_the_budget_is_kept_and_who_comes_after_it_is_out(shop: Shop) -> None:
    for _ in range(3):
        await shop.payer()
    campaign_id = await shop.declare(budget_fen=6_500_000)
    offers = await shop.offers(campaign_id)
    assert sorted(each.state for each in offers) == [OfferState.DRAFTED, OfferState.DRAFTED, OfferState.EXCLUDED]
    assert [each.codes for each in offers if each.codes] == [["OF-14"]]
    assert (await shop.campaign(campaign_id)).spent_fen == 6_000_000


async def test_a_drawing_that_is_broken_off_goes_on_and_looks_at_nobody_twice(shop: Shop) -> None:
    for _ in range(3):
        await shop.payer()
    campaign_id = await campaigns.declare(fresh(await shop.as_staff("risk.hq")), spec=spec_of())
    about: dict[str, Any] = {"campaign_id": campaign_id, "page_customers": 2}
    assert await draw_page(shop.worker(), **about)
    assert (await shop.campaign(campaign_id)).people == 2
    assert await draw_page(shop.worker(), **about)
    assert not await draw_page(shop.worker(), **about)
    assert not await draw_page(shop.worker(), **about)
    campaign = await shop.campaign(campaign_id)
    assert (campaign.people, campaign.state, len(await shop.offers(campaign_id))) == (3, CampaignState.DRAFTED, 3)


async def test_a_campaign_is_approved_by_another_and_by_who_may(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    before = await shop.everything()
    about: dict[str, Any] = {"campaign_id": campaign_id, "expected_version": (await shop.campaign(campaign_id)).version}
    for login in ("risk.hq", "officer.east1", "manager.east"):
        with pytest.raises(Denied):
            await campaigns.approve(fresh(await shop.as_staff(login)), **about)
    with pytest.raises(Denied):
        await campaigns.declare(fresh(await shop.as_staff("committee1.hq")), spec=spec_of())
    committee = await shop.as_staff("committee1.hq")
    with pytest.raises(Stale):
        await campaigns.approve(fresh(committee), **about | {"expected_version": 99})
    with pytest.raises(CampaignNotInState):
        await campaigns.start(fresh(committee), **about)
    await shop.owner.execute(update(OfferCampaign).values(declared_by=committee.actor.id))
    await shop.owner.commit()
    with pytest.raises(OwnCampaign):
        await campaigns.approve(fresh(committee), **about)
    await shop.owner.execute(update(OfferCampaign).values(declared_by=(await shop.as_staff("risk.hq")).actor.id))
    await shop.owner.commit()
    assert await shop.everything() == before
    await campaigns.approve(fresh(committee), **about)
    assert [each.state for each in await shop.offers(campaign_id)] == [OfferState.APPROVED]
    assert await shop.notices() == []


async def test_a_campaign_that_makes_no_sense_is_refused_and_names_the_field(shop: Shop) -> None:
    wrong: dict[str, tuple[OfferKind, dict[str, Any]]] = {
        "name": (OfferKind.RENEWAL, {"name": " "}),
        "text": (OfferKind.RENEWAL, {"text": "没有链接的短信，长度足够了"}),
        "startsOn": (OfferKind.RENEWAL, {"starts_on": TODAY - timedelta(days=1)}),
        "endsOn": (OfferKind.RENEWAL, {"ends_on": TODAY - timedelta(days=1)}),
        "budget": (OfferKind.RENEWAL, {"budget_fen": 0}),
        "controlShare": (OfferKind.RENEWAL, {"control_share": Decimal("0.6")}),
        "amountFactor": (OfferKind.LIMIT_UP, {"amount_factor": Decimal(1)}),
        "rateCut": (OfferKind.RATE_DOWN, {"rate_cut": Decimal(0)}),
        "validDays": (OfferKind.RENEWAL, {"valid_days": 91}),
    }
    risk = await shop.as_staff("risk.hq")
    before = await shop.everything()
    for field, (kind, changes) in wrong.items():
        with pytest.raises(CampaignUnsound) as refusal:
            await campaigns.declare(fresh(risk), spec=spec_of(kind, **changes))
        assert refusal.value.field == field
    assert await shop.everything() == before


async def test_nothing_goes_out_in_the_hours_of_rest_and_the_rest_waits_for_the_morning(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    await shop.step(campaigns.approve, campaign_id)
    shop.clock.instant = NIGHT
    await shop.step(campaigns.start, campaign_id)
    await send_offers(shop.house, str(campaign_id))
    assert await shop.notices() == []
    shop.clock.instant = NIGHT + timedelta(hours=10, minutes=30)
    await send_offers(shop.house, str(campaign_id))
    assert len(await shop.notices()) == 1
    await send_offers(shop.house, str(campaign_id))
    assert len(await shop.notices()) == 1


async def test_a_withdrawn_campaign_reaches_nobody_any_more(shop: Shop) -> None:
    loan = await shop.payer()
    campaign_id = await shop.declare()
    await shop.step(campaigns.approve, campaign_id)
    await shop.step(campaigns.start, campaign_id)
    await shop.step(campaigns.withdraw, campaign_id, "risk.hq", reason="文案有误")
    await send_offers(shop.house, str(campaign_id))
    offer = await shop.offer_of(campaign_id, loan)
    assert (offer.state, offer.codes) == (OfferState.WITHDRAWN, ["OF-24"])
    assert await shop.notices() == []
    with pytest.raises(CampaignNotInState):
        await shop.step(campaigns.withdraw, campaign_id, "risk.hq", reason="再次撤回")


async def test_who_had_an_offer_is_left_in_peace_and_links_end(shop: Shop) -> None:
    loan = await shop.payer()
    first = await shop.run(ends_on=TODAY + timedelta(days=3))
    second = await shop.declare()
    assert (await shop.offer_of(second, loan)).codes == ["OF-13"]
    shop.clock.instant += timedelta(days=5)
    await expire_links(shop.house)
    offer = await shop.offer_of(first, loan)
    assert (offer.state, (await shop.campaign(first)).state) == (OfferState.EXPIRED, CampaignState.ENDED)
    third = await shop.declare(starts_on=TODAY + timedelta(days=5))
    assert (await shop.offer_of(third, loan)).codes == ["OF-13"]


async def plant_ticket(shop: Shop, loan: PlantedLoan, kind: TicketKind) -> None:
    from server.compliance.tickets.models import Ticket, TicketState

    asked = {"kind": kind, "state": TicketState.OPEN, "source": "counter", "question_cipher": b"x", "version": 1}
    when = {"opened_on": TODAY, "due_on": TODAY, "opened_by": loan.customer.officer_id, "opened_at": shop.clock.now()}
    await shop.owner.execute(insert(Ticket).values(**loan.customer.owner_columns, id=loan.loan_id, **asked, **when))
    await shop.owner.commit()


async def plant_hold(shop: Shop, loan: PlantedLoan) -> None:
    from server.compliance.keeping.models import LegalHold

    told = {
        "reason": "法院冻结",
        "ordered_by": "法院",
        "placed_by": loan.customer.officer_id,
        "placed_at": shop.clock.now(),
    }
    await shop.owner.execute(insert(LegalHold).values(**loan.customer.owner_columns, id=loan.loan_id, **told))
    await shop.owner.commit()


async def plant_alert(shop: Shop, loan: PlantedLoan) -> None:
    from tests.factories.alerts import plant_alert as plant

    await plant(shop.owner, loan.customer)
