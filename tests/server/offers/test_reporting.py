"""What a campaign brought: funnel and reasons add up, the treated stand against the control group."""

from datetime import timedelta
from decimal import Decimal

import pytest

from server.kit.errors import Denied, NotFound
from server.offers import answering, links
from server.offers.reporting import campaign_report
from server.offers.rules import OfferArm, OfferState
from tests.server.offers.conftest import Shop


async def test_groups_add_up_to_the_population_and_arms_are_compared_as_drawn(shop: Shop) -> None:
    for _ in range(6):
        await shop.payer()
    await shop.payer(consents=False)
    await shop.payer(officer="officer.west1")
    shop.clock.instant -= timedelta(minutes=1)
    campaign_id = await shop.run(control_share=Decimal("0.5"))
    risk = await shop.as_staff("risk.hq")
    report = await campaign_report(risk, campaign_id=campaign_id)
    assert sum(report.arms.values()) == sum(report.states.values()) == (await shop.campaign(campaign_id)).people == 8
    assert (
        report.arms[OfferArm.OUT] == report.states[OfferState.EXCLUDED] == sum(each.people for each in report.reasons)
    )
    assert [(each.code, each.people) for each in report.reasons] == [("OF-12", 1)]
    treated = report.arms[OfferArm.TREATED]
    assert report.applied is not None
    assert (report.applied.treated.cured, report.applied.treated.cases) == (0, treated)
    if treated:
        shop.clock.instant += timedelta(minutes=2)
        await answering.accept(links.desk(shop.nobody()), token=await shop.token())
        after = (await campaign_report(risk, campaign_id=campaign_id)).applied
        assert after is not None
        assert (after.treated.cured, after.treated.cases) == (1, treated)
        assert after.held_out.cured == 0
    with pytest.raises(Denied):
        await campaign_report(await shop.as_staff("officer.east1"), campaign_id=campaign_id)
    with pytest.raises(NotFound):
        await campaign_report(risk, campaign_id=shop.version_id)


async def test_before_the_start_nothing_is_compared(shop: Shop) -> None:
    await shop.payer()
    campaign_id = await shop.declare()
    report = await campaign_report(await shop.as_staff("committee1.hq"), campaign_id=campaign_id)
    assert (report.states[OfferState.DRAFTED], report.applied, report.earned_treated_fen) == (1, None, None)
