"""A drafted campaign is changed by who declared it, against the version he saw; two persons still answer for it."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text, update

from server.kit.errors import Denied, NotFound, Stale
from server.offers import campaigns
from server.offers.changing import CampaignChange, change
from server.offers.errors import CampaignNotInState, CampaignOfAnother, CampaignUnsound
from server.offers.models import OfferCampaign
from server.offers.rules import CampaignState, OfferArm, OfferState
from server.offers.tasks import draw_offers
from tests.factories.offers import TODAY
from tests.fixtures.house import fresh
from tests.server.offers.conftest import Shop

RISK = "risk.hq"


async def changed(shop: Shop, campaign_id: Any, login: str = RISK, **given: Any) -> Any:
    return await shop.step(change, campaign_id, login, given=CampaignChange(**given))


async def test_words_and_dates_are_changed_and_the_population_stays_frozen(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    before, offers = await shop.campaign(campaign_id), [each.id for each in await shop.offers(campaign_id)]
    given: dict[str, Any] = {
        "name": "夏季续贷",
        "text": "续贷请点 {link}，谢谢您",
        "ends_on": TODAY + timedelta(days=60),
        "valid_days": 7,
    }
    await changed(shop, campaign_id, **given)
    after = await shop.campaign(campaign_id)
    assert {name: getattr(after, name) for name in given} == given
    assert (after.state, after.version, after.people) == (CampaignState.DRAFTED, before.version + 1, before.people)
    assert [each.id for each in await shop.offers(campaign_id)] == offers


async def test_another_audience_is_drawn_anew_within_the_new_bounds(shop: Shop) -> None:
    for _ in range(3):
        await shop.payer()
    campaign_id = await shop.declare(control_share=Decimal(0))
    assert {each.arm for each in await shop.offers(campaign_id)} == {OfferArm.TREATED}
    [one, *_] = await shop.offers(campaign_id)
    assert one.amount_fen is not None
    await changed(shop, campaign_id, budget_fen=one.amount_fen)
    waiting = await shop.campaign(campaign_id)
    assert (waiting.state, waiting.people, waiting.spent_fen) == (CampaignState.DRAWING, 0, 0)
    with pytest.raises(CampaignNotInState):
        await shop.step(campaigns.approve, campaign_id)
    await draw_offers(shop.house, str(campaign_id))
    drawn, offers = await shop.campaign(campaign_id), await shop.offers(campaign_id)
    assert (drawn.state, drawn.people, drawn.spent_fen) == (CampaignState.DRAFTED, 3, one.amount_fen)
    assert sorted(each.arm for each in offers) == [OfferArm.OUT, OfferArm.OUT, OfferArm.TREATED]


async def test_who_may_not_changes_nothing(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    started = await shop.run()
    other = (await shop.as_staff("committee1.hq")).actor.id
    before = await shop.everything()
    about: dict[str, Any] = {"campaign_id": campaign_id, "given": CampaignChange(name="另一个名称")}
    version = (await shop.campaign(campaign_id)).version
    risk = await shop.as_staff(RISK)
    for login in ("committee1.hq", "officer.east1", "manager.east"):
        with pytest.raises(Denied):
            await change(fresh(await shop.as_staff(login)), **about, expected_version=version)
    with pytest.raises(Stale):
        await change(fresh(risk), **about, expected_version=version - 1)
    for field, wrong in (("name", {"name": " "}), ("endsOn", {"ends_on": TODAY - timedelta(days=1)})):
        with pytest.raises(CampaignUnsound) as refusal:
            await changed(shop, campaign_id, **wrong)
        assert refusal.value.field == field
    with pytest.raises(NotFound):
        await changed(shop, campaign_id, product_code="no_such")
    with pytest.raises(CampaignNotInState):
        await changed(shop, started, name="另一个名称")
    assert await shop.everything() == before
    await shop.owner.execute(update(OfferCampaign).where(OfferCampaign.id == campaign_id).values(declared_by=other))
    await shop.owner.commit()
    with pytest.raises(CampaignOfAnother):
        await changed(shop, campaign_id, name="另一个名称")
    assert (await shop.campaign(campaign_id)).version == version


@pytest.mark.parametrize("given", [{"name": "另一个名称"}, {"budget_fen": 50_000_000}])
@pytest.mark.parametrize("turn", range(3))
async def test_of_a_change_and_an_approval_at_once_one_counts_and_nobody_approves_unseen(
    shop: Shop, given: dict[str, Any], turn: int
) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    seen = await shop.campaign(campaign_id)
    risk, committee = fresh(await shop.as_staff(RISK)), fresh(await shop.as_staff("committee1.hq"))
    about: dict[str, Any] = {"campaign_id": campaign_id, "expected_version": seen.version}
    verbs = [change(risk, **about, given=CampaignChange(**given)), campaigns.approve(committee, **about)]
    results = await asyncio.gather(*(verbs if turn % 2 else reversed(verbs)), return_exceptions=True)
    refused = [each for each in results if isinstance(each, BaseException)]
    assert len(refused) == 1
    assert isinstance(refused[0], Stale | CampaignNotInState)
    after = await shop.campaign(campaign_id)
    spec = {name: getattr(after, name) for name in given}
    if after.state is CampaignState.APPROVED:
        assert spec == {name: getattr(seen, name) for name in given}
        assert after.approved_by != after.declared_by
    else:
        assert (spec, after.approved_by) == (given, None)
        assert [each.state for each in await shop.offers(campaign_id)] == [OfferState.DRAFTED]


async def test_what_reached_a_customer_cannot_be_deleted_by_the_servers_own_role(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.run()
    [sent] = await shop.offers(campaign_id)
    assert sent.state is OfferState.SENT
    async with shop.house.database.session() as session:
        for name in ("branches", "officers", "customers"):
            await session.execute(text("SELECT set_config(:name, '*', true)"), {"name": f"jiedai.{name}"})
        assert (await session.execute(text("SELECT count(*) FROM offers"))).scalar_one() == 1
        assert (await session.execute(text("DELETE FROM offers RETURNING id"))).all() == []
    assert [each.id for each in await shop.offers(campaign_id)] == [sent.id]
