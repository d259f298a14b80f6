"""Thresholds are proposed with a date by one person and approved by another; what cannot be is refused by its field."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.errors import Denied, DomainError
from server.risk.errors import ThresholdApprovedByOneself, ThresholdDecided
from server.risk.models import RiskThreshold, ThresholdState
from server.risk.thresholds.queries import forced_on
from server.risk.thresholds.service import Bounds, Where, approve, propose, refuse, thresholds_of
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of

TODAY = date(2026, 3, 2)
BOUNDS = Bounds(Decimal("0.9"), Decimal("0.6"))
SOUND: dict[str, Any] = {"code": "RB-02", "bounds": BOUNDS, "effective_from": TODAY, "reason": "more care"}


async def test_a_threshold_holds_from_its_day_once_a_second_person_approved_it(
    owner: AsyncSession, as_staff: AsStaff
) -> None:
    await plant_product(owner)
    risk, committee = await as_staff("risk.hq"), await as_staff("committee1.hq")
    begins = TODAY + timedelta(days=3)
    threshold_id = await propose(risk, **(SOUND | {"effective_from": begins}))
    before = (await forced_on(owner, begins))["RB-02"]
    assert [one.number for one in before] == [0]
    with pytest.raises(Denied):
        await approve(fresh(await as_staff("officer.east1")), threshold_id=threshold_id)
    await approve(committee, threshold_id=threshold_id)
    await owner.rollback()
    assert (await forced_on(owner, begins - timedelta(days=1)))["RB-02"] == before
    (holds,) = (await forced_on(owner, begins))["RB-02"]
    assert (holds.number, holds.warn, holds.critical) == (1, Decimal("0.9"), Decimal("0.6"))
    with pytest.raises(ThresholdDecided):
        await refuse(fresh(committee), threshold_id=threshold_id)
    told = await thresholds_of(committee, code="RB-02")
    first, second = told
    assert (first.threshold.number, first.row, first.is_in_force) == (0, None, True)
    assert second.row is not None
    assert (second.row.state, second.row.proposed_by, second.row.decided_by, second.is_in_force) == (
        ThresholdState.APPROVED,
        id_of("risk.hq"),
        id_of("committee1.hq"),
        False,
    )


async def test_nobody_approves_what_he_proposed(owner: AsyncSession, as_staff: AsStaff) -> None:
    risk = await as_staff("risk.hq")
    threshold_id = await propose(risk, **SOUND)
    committee = await as_staff("committee1.hq")
    await owner.execute(update(RiskThreshold).values(proposed_by=committee.actor.id))
    await owner.commit()
    with pytest.raises(ThresholdApprovedByOneself):
        await approve(committee, threshold_id=threshold_id)
    await owner.rollback()
    assert (await owner.execute(select(RiskThreshold.state))).scalar_one() is ThresholdState.PROPOSED


@pytest.mark.parametrize(
    ("amiss", "code", "field"),
    [
        ({"effective_from": None}, "risk.threshold_undated", "effectiveFrom"),
        ({"effective_from": TODAY - timedelta(days=1)}, "risk.threshold_begins_too_early", "effectiveFrom"),
        ({"code": "RB-99"}, "risk.indicator_not_measured", "code"),
        ({"reason": "  "}, "risk.threshold_reason_missing", "reason"),
        ({"bounds": Bounds(None, None)}, "risk.threshold_unsound", "warn"),
        ({"bounds": Bounds(Decimal("NaN"), None)}, "risk.threshold_unsound", "warn"),
        ({"bounds": Bounds(Decimal("0.5"), Decimal("0.9"))}, "risk.threshold_unsound", "critical"),
        ({"where": Where("no_such")}, "risk.threshold_elsewhere", "productCode"),
        ({"code": "RB-03", "where": Where("working_capital")}, "risk.threshold_elsewhere", "productCode"),
        ({"where": Where(None, id_of("east-1"))}, "risk.threshold_elsewhere", "regionId"),
    ],
)
async def test_what_cannot_be_a_threshold_is_refused_by_its_field(
    owner: AsyncSession, as_staff: AsStaff, amiss: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        await propose(await as_staff("risk.hq"), **(SOUND | amiss))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert (await owner.execute(select(func.count()).select_from(RiskThreshold))).scalar_one() == 0
