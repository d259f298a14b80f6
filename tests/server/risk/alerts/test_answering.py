"""Alerts put off, closed, woken and handed up; switches turned; precision weighed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.jobs.deadlines import push_what_waits
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound, Stale
from server.kit.work import House
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from server.risk.alerts.errors import (
    AlertClosed,
    AlertNotYours,
    AlertReasonMissing,
    IndicatorUnknown,
    SnoozeUnsound,
    SwitchUnchanged,
)
from server.risk.alerts.models import RiskAlert
from server.risk.alerts.rules import AlertState, Desk, Outcome
from server.risk.alerts.service import close, snooze
from server.risk.alerts.switching import turn
from server.risk.alerts.weighing import weigh
from tests.factories.alerts import DAY, alerts, hit, plant_alert, sweep
from tests.factories.customers import plant_customer
from tests.fixtures.house import NOON, AsStaff
from tests.fixtures.world import id_of

LATER = DAY + timedelta(days=4)


async def the_one(owner: AsyncSession) -> RiskAlert:
    [found] = await alerts(owner)
    return found


def closing(alert_id: UUID, version: int, **over: Any) -> dict[str, Any]:
    said = {"outcome": Outcome.RIGHT, "note": "已走访，属实", "expected_version": version}
    return {"alert_id": alert_id} | said | over


async def test_an_alert_is_put_off_stands_open_again_on_its_day_and_is_then_handed_up_once(
    owner: AsyncSession, house: House, clock: FixedClock, as_staff: AsStaff
) -> None:
    customer = await plant_customer(owner)
    alert_id = await plant_alert(owner, customer)
    officer = await as_staff("officer.east1")
    await snooze(officer, alert_id=alert_id, until=LATER, reason="客户出差", expected_version=1)
    assert (await the_one(owner)).state is AlertState.SNOOZED
    assert await push_what_waits(house) == 0

    clock.advance(timedelta(days=3))
    assert await push_what_waits(house) == 1
    woken = await the_one(owner)
    assert (woken.state, woken.due_at) == (AlertState.OPEN, NOON + timedelta(days=4))

    clock.advance(timedelta(days=1))
    assert await push_what_waits(house) == 1
    assert await push_what_waits(house) == 0
    up = await the_one(owner)
    assert (up.state, up.escalated_to) == (AlertState.ESCALATED, "regional_manager")
    told = (
        await owner.execute(select(StaffNotice.staff_id).where(StaffNotice.kind == StaffNoticeKind.ALERT_ESCALATED))
    ).scalars()
    assert list(told) == [id_of("manager.east")]

    again: dict[str, Any] = {"alert_id": alert_id, "reason": "再等", "expected_version": up.version}
    with pytest.raises(AlertClosed):
        await snooze(await as_staff("manager.east"), until=NOON.date() + timedelta(days=9), **again)
    with pytest.raises(AlertNotYours):
        await close(await as_staff("officer.east1"), **closing(alert_id, up.version))
    assert (await the_one(owner)).version == up.version
    await close(await as_staff("manager.east"), **closing(alert_id, up.version))
    closed = await the_one(owner)
    assert (closed.state, closed.outcome, closed.closed_by) == (AlertState.CLOSED, Outcome.RIGHT, id_of("manager.east"))
    assert [line["what"] for line in closed.story] == ["opened", "snooze", "wake", "escalate", "close"]
    assert await sweep(house, hit(customer)) == 1, "what was closed may come again"


async def test_what_is_refused_changes_nothing(owner: AsyncSession, as_staff: AsStaff) -> None:
    customer = await plant_customer(owner)
    alert_id = await plant_alert(owner, customer)
    desks_id = await plant_alert(owner, customer, code="DV-01", desk=Desk.RISK)
    officer = await as_staff("officer.east1")
    refused: list[tuple[type[Exception], Any]] = [
        (SnoozeUnsound, snooze(officer, alert_id=alert_id, until=DAY, reason="客户出差", expected_version=1)),
        (AlertReasonMissing, close(await as_staff("officer.east1"), **closing(alert_id, 1, note=" "))),
        (Stale, close(await as_staff("officer.east1"), **closing(alert_id, 7))),
        (NotFound, close(await as_staff("officer.west1"), **closing(alert_id, 1))),
        (AlertNotYours, close(await as_staff("officer2.east1"), **closing(desks_id, 1))),
        (NotFound, close(await as_staff("officer.east1"), **closing(desks_id, 1))),
        (AlertNotYours, close(await as_staff("manager.east"), **closing(desks_id, 1))),
        (Denied, close(await as_staff("auditor.hq"), **closing(alert_id, 1))),
    ]
    for refusal, attempt in refused:
        with pytest.raises(refusal):
            await attempt
    assert {(one.state, one.version) for one in await alerts(owner)} == {(AlertState.OPEN, 1)}


async def test_nobody_answers_or_sees_an_alert_about_himself(owner: AsyncSession, as_staff: AsStaff) -> None:
    customer = await plant_customer(owner, officer="officer2.east1")
    about_manager = await plant_alert(
        owner, customer, code="OF-07", desk=Desk.OFFICER, subject_id=id_of("manager.east")
    )
    with pytest.raises(NotFound):
        await close(await as_staff("manager.east"), **closing(about_manager, 1))
    await close(await as_staff("branchmanager.east1"), **closing(about_manager, 1))


async def test_precision_counts_right_and_wrong_in_sight_beside_a_switch_that_is_turned_with_a_reason(
    owner: AsyncSession, house: House, as_staff: AsStaff
) -> None:
    customer, far = await plant_customer(owner), await plant_customer(owner, officer="officer.west1")
    ended = {"state": AlertState.CLOSED, "note": "已核实", "closed_by": id_of("risk.hq"), "closed_at": NOON}
    for whose, outcome in ((customer, "RIGHT"), (customer, "WRONG"), (far, "RIGHT"), (far, "UNCLEAR")):
        await plant_alert(owner, whose, outcome=Outcome[outcome], **ended)
    await plant_alert(owner, customer)
    lines = {line.indicator.code: line for line in await weigh(await as_staff("risk.hq"))}
    known = lines["RB-01"]
    assert (known.is_on, known.is_measured, known.tally.verdicts.precision) == (True, True, Decimal("0.6667"))
    assert (known.tally.living, known.tally.money_fen) == (1, 3_000_000)
    east = {line.indicator.code: line for line in await weigh(await as_staff("manager.east"))}["RB-01"]
    assert east.tally.verdicts.precision == Decimal("0.5000")
    assert (lines["RB-07"].is_on, lines["RB-07"].reason_zh) == (False, None)

    await turn(await as_staff("risk.hq"), code="RB-07", on=True, reason="试运行")
    assert await sweep(house, hit(customer, code="RB-07")) == 1
    await turn(await as_staff("risk.hq"), code="RB-07", on=False, reason="误报过多")
    assert await sweep(house, hit(far, code="RB-07")) == 0
    now_off = {line.indicator.code: line for line in await weigh(await as_staff("risk.hq"))}["RB-07"]
    assert (now_off.is_on, now_off.reason_zh, now_off.tally.living) == (False, "误报过多", 1)
    refused: tuple[tuple[type[Exception], dict[str, Any]], ...] = (
        (SwitchUnchanged, {"code": "RB-07", "on": False, "reason": "再次"}),
        (IndicatorUnknown, {"code": "XX-99", "on": True, "reason": "试运行"}),
        (AlertReasonMissing, {"code": "RB-03", "on": True, "reason": ""}),
    )
    for refusal, attempt in refused:
        with pytest.raises(refusal):
            await turn(await as_staff("risk.hq"), **attempt)
