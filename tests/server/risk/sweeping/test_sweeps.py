"""Sweeps over loans with random histories: sheets, hits, spans, interruptions, what was touched, the clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.actors import WORKER
from server.kit.clock import SHANGHAI, FixedClock
from server.kit.work import Caller, House
from server.loans.journal.models import LoanAct
from server.loans.models import Instalment
from server.risk.alerts.models import RiskAlert
from server.risk.alerts.opening import open_for
from server.risk.catalogue import catalogue
from server.risk.errors import ClockWentBack, DayGoneBy, DayNotReached
from server.risk.grading import Grade, grade
from server.risk.grain import Grain
from server.risk.models import RiskEdition, RiskHit, RiskSheet, RiskSweep, RiskTally, SweepKind, SweepState
from server.risk.registry import registry
from server.risk.sweeping import doors
from server.risk.sweeping.doors import begin, measure_span
from server.risk.sweeping.running import sweep
from tests.factories.custody import plant_funding_account
from tests.factories.products import plant_product
from tests.server.risk.histories import DAY, History, plant_book
from tests.server.risk.measuring import inputs_of, measure

TRIGGERED = {Grade.WARN, Grade.CRITICAL}


def at(clock: FixedClock, day: date, hour: int = 22) -> None:
    clock.instant = datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=hour)


@pytest.fixture
async def book(owner: AsyncSession, clock: FixedClock) -> list[History]:
    at(clock, DAY)
    version_id = await plant_product(owner)
    return await plant_book(owner, 20260930, version_id, await plant_funding_account(owner), customers=8)


async def sheets(owner: AsyncSession) -> dict[UUID, tuple[dict[str, Any], dict[str, Grade], date]]:
    """Values, grades and day of every sheet of a customer, by subject."""
    await owner.rollback()
    editions = {row.id: row.codes for row in (await owner.execute(select(RiskEdition))).scalars()}
    rows = (await owner.execute(select(RiskSheet))).scalars()
    return {
        row.id: (
            dict(zip(editions[row.edition], row.values, strict=True)),
            dict(zip(editions[row.edition], map(Grade, row.grades), strict=True)),
            row.as_of,
        )
        for row in rows
    }


async def hits(owner: AsyncSession) -> list[RiskHit]:
    await owner.rollback()
    return list((await owner.execute(select(RiskHit).order_by(RiskHit.id))).scalars())


def graded(code: str, value: Any) -> Grade:
    told = catalogue()[code]
    external = registry()[code].external
    return grade(value, told.operator, warn=told.warn, critical=told.critical, external=external)


async def test_a_sweep_keeps_what_is_measured_and_tells_of_what_triggers(
    owner: AsyncSession, house: House, book: list[History]
) -> None:
    done = await sweep(house, DAY, size=5)
    assert done.state is SweepState.DONE
    kept = await sheets(owner)
    told = {(hit.subject_id, hit.code): hit for hit in await hits(owner)}
    expected = set()
    for grain in (Grain.CUSTOMER, Grain.LOAN):
        for subject_id, values in (await measure(owner, grain, DAY)).items():
            assert kept[subject_id][0] == values
            assert kept[subject_id][1] == {code: graded(code, value) for code, value in values.items()}
            expected |= {(subject_id, code) for code, value in values.items() if graded(code, value) in TRIGGERED}
    assert {each for each in told if registry()[each[1]].grain in {Grain.CUSTOMER, Grain.LOAN}} == expected
    assert done.hits == len(told)
    assert len([code for _, code in expected if code == "RB-02"]) > 0
    hit = next(each for each in told.values() if each.code == "RB-02" and each.value is not None)
    assert hit.inputs == await inputs_of(owner, "RB-02", DAY, hit.subject_id)
    assert (hit.former, hit.version, hit.day) == (Grade.NOTHING.value, 1, DAY)
    tallies = {row.code: row for row in (await owner.execute(select(RiskTally))).scalars()}
    assert tallies["RB-02"].subjects == len(book)
    counted = [grades["RB-02"] for _, grades, _ in kept.values() if "RB-02" in grades]
    found = tallies["RB-02"]
    assert (found.warnings, found.criticals, found.gaps) == tuple(
        counted.count(each) for each in (Grade.WARN, Grade.CRITICAL, Grade.GAP)
    )


@pytest.mark.usefixtures("book")
async def test_a_day_that_is_measured_stays_and_the_next_one_writes_only_what_changed(
    owner: AsyncSession, house: House, clock: FixedClock
) -> None:
    first = await sweep(house, DAY)
    assert await sweep(house, DAY) == first
    before, found = await sheets(owner), await hits(owner)
    at(clock, DAY + timedelta(days=1))
    second = await sweep(house, DAY + timedelta(days=1))
    after = await sheets(owner)
    changed = {each for each in after if after[each][:2] != before[each][:2]}
    assert len(changed) > 0
    assert {each for each in after if after[each][2] != DAY} == changed
    fresh = [hit for hit in await hits(owner) if hit.day != DAY]
    assert second.hits == len(fresh)
    own = [hit for hit in fresh if hit.customer_id is not None]
    assert all((before[hit.subject_id][1][hit.code].value, hit.former)[0] == hit.former for hit in own)
    assert len(found) + len(fresh) == len(await hits(owner))


@pytest.mark.usefixtures("book")
async def test_a_sweep_that_is_broken_off_anywhere_finds_the_same_and_nothing_twice(
    owner: AsyncSession, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = Caller(house, WORKER, request_id="test")
    step = await begin(caller, day=DAY, kind=SweepKind.FULL)
    calls = 0

    async def killed(*given: Any, **more: Any) -> int:
        nonlocal calls
        calls += 1
        opened = await open_for(*given, **more)
        if calls % 2:
            message = "the lights went out"
            raise RuntimeError(message)
        return opened

    monkeypatch.setattr(doors, "open_for", killed)
    interruptions = 0
    while step.state is SweepState.RUNNING:
        step = await begin(caller, day=DAY, kind=SweepKind.FULL)
        before = len(await hits(owner))
        try:
            step = await measure_span(caller, sweep_id=step.sweep_id, size=4)
        except RuntimeError:
            interruptions += 1
            assert len(await hits(owner)) == before
    assert interruptions > 2
    told = [(hit.subject_id, hit.code) for hit in await hits(owner)]
    assert len(told) == len(set(told)) == step.hits
    await owner.rollback()
    alerts = (await owner.execute(select(RiskAlert.subject_id, RiskAlert.code))).all()
    assert len(alerts) == len(set(alerts))
    kept = await sheets(owner)
    for subject_id, values in (await measure(owner, Grain.LOAN, DAY)).items():
        assert kept[subject_id][0] == values


async def test_during_the_day_only_what_was_touched_is_measured(
    owner: AsyncSession, house: House, clock: FixedClock, book: list[History]
) -> None:
    await sweep(house, DAY)
    before = await sheets(owner)
    at(clock, DAY, 23)
    touched = next(history for history in book if before[history.loan_id][1]["RB-02"] is Grade.NOTHING)
    nothing_paid = {"paid_principal_fen": 0, "paid_interest_fen": 0, "paid_fee_fen": 0}
    for history in book:
        await owner.execute(update(Instalment).where(Instalment.loan_id == history.loan_id).values(**nothing_paid))
    spoken_of = update(LoanAct).where(LoanAct.loan_id == touched.loan_id)
    await owner.execute(spoken_of.values(recorded_at=clock.now() - timedelta(minutes=1)))
    others = update(LoanAct).where(LoanAct.loan_id != touched.loan_id)
    await owner.execute(others.values(recorded_at=clock.now() - timedelta(days=9)))
    await owner.commit()
    done = await sweep(house, DAY, SweepKind.TOUCHED)
    after = await sheets(owner)
    changed = {each for each in after if after[each] != before[each]}
    assert touched.loan_id in changed
    assert changed <= {touched.loan_id, touched.customer_id}
    assert done.subjects == 2
    assert after[touched.loan_id][1]["RB-02"] is Grade.CRITICAL
    assert (await owner.execute(text("SELECT count(*) FROM risk_touched"))).scalar_one() == 0


async def test_a_clock_that_goes_back_and_a_day_that_has_not_come_are_refused(
    owner: AsyncSession, house: House, clock: FixedClock
) -> None:
    at(clock, DAY, 1)
    await sweep(house, DAY - timedelta(days=1))
    clock.instant -= timedelta(hours=2)
    yesterday: Callable[[], date] = lambda: DAY - timedelta(days=2)  # noqa: E731 - what the worker takes for yesterday
    with pytest.raises(DayGoneBy) as refusal:
        await sweep(house, yesterday())
    assert (refusal.value.code, refusal.value.field) == ("risk.day_gone_by", "day")
    with pytest.raises(ClockWentBack):
        await sweep(house, DAY - timedelta(days=1), SweepKind.TOUCHED)
    with pytest.raises(DayNotReached):
        await sweep(house, DAY + timedelta(days=3))
    await owner.rollback()
    assert len((await owner.execute(select(RiskSweep))).scalars().all()) == 1
