"""Promises, pauses, signals and who works on a case: each step in its states, by who may, and nothing else changes."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from server.collection.errors import (
    CaseNotInState,
    CollectorUnsuited,
    LetterFirst,
    PauseUnsound,
    PromiseUnsound,
    SignalUnsound,
    WordsUnsound,
)
from server.collection.legal.handing import hand_over, withdraw
from server.collection.legal.models import HandOver
from server.collection.legal.rules import Delivery
from server.collection.legal.writing import write_letter
from server.collection.looking import outlook
from server.collection.promising import take_promise
from server.collection.rules import ALLOWED, CaseState, PauseReason, PromiseState, Step
from server.collection.steering import assign, pause, record_signal, resume
from server.compliance.contacts.models import ContactChannel
from server.kit.errors import Denied, NotFound
from server.kit.work import Caller
from tests.factories.collection import PlantedDebt
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.collection.conftest import TODAY, Desk

TOMORROW = TODAY + timedelta(days=1)
Taken = Callable[[Caller, UUID], Awaitable[UUID]]
STEPS: dict[Step, tuple[str, Taken]] = {
    Step.ASSIGN: (
        "branchmanager.east1",
        lambda caller, case_id: assign(caller, case_id=case_id, staff_id=id_of("collector.east1")),
    ),
    Step.HAND_OVER: (
        "branchmanager.east1",
        lambda caller, case_id: hand_over(caller, case_id=case_id, firm="明德律师事务所", reason="拒不协商"),
    ),
    Step.LETTER: (
        "collector.east1",
        lambda caller, case_id: write_letter(caller, case_id=case_id, delivery=Delivery.POST),
    ),
    Step.PAUSE: (
        "collector.east1",
        lambda caller, case_id: pause(caller, case_id=case_id, reason=PauseReason.HARDSHIP, until=TOMORROW),
    ),
    Step.PROMISE: (
        "collector.east1",
        lambda caller, case_id: take_promise(caller, case_id=case_id, amount_fen=10_000, due_on=TOMORROW),
    ),
    Step.RESUME: ("collector.east1", lambda caller, case_id: resume(caller, case_id=case_id)),
    Step.SIGNAL: (
        "collector.east1",
        lambda caller, case_id: record_signal(caller, case_id=case_id, source="通话", willingness=Decimal("0.7")),
    ),
    Step.WITHDRAW: ("branchmanager.east1", lambda caller, case_id: withdraw(caller, case_id=case_id, reason="和解")),
}


async def in_state(desk: Desk, state: CaseState) -> tuple[PlantedDebt, UUID]:
    """A case of the legal step in a state, its letter ten days old."""
    columns: dict[CaseState, dict[str, Any]] = {
        CaseState.OPEN: {},
        CaseState.PAUSED: {"pause_reason": PauseReason.AGREED, "paused_until": TODAY + timedelta(days=3)},
        CaseState.WITH_LAWYERS: {},
        CaseState.CLOSED: {"closed_on": TODAY, "closed_reason": "cured"},
    }
    debt, case_id = await desk.opened(70, state=state, letter_on=TODAY - timedelta(days=10), **columns[state])
    if state is CaseState.WITH_LAWYERS:
        row = {"id": uuid4(), "case_id": case_id, "firm": "明德", "reason": "拒不协商", "handed_at": desk.clock.now()}
        handed = insert(HandOver).values(**debt.customer.owner_columns, **row, handed_by=id_of("branchmanager.east1"))
        await desk.owner.execute(handed)
        await desk.owner.commit()
    return debt, case_id


@pytest.mark.parametrize("step", STEPS)
async def test_each_step_is_taken_in_its_states_alone(desk: Desk, step: Step) -> None:
    login, take = STEPS[step]
    caller = await desk.as_staff(login)
    for state in CaseState:
        _, case_id = await in_state(desk, state)
        before = await desk.everything()
        if state in ALLOWED[step]:
            await take(fresh(caller), case_id)
            assert await desk.everything() != before
            continue
        with pytest.raises(CaseNotInState):
            await take(fresh(caller), case_id)
        assert await desk.everything() == before


@pytest.mark.parametrize("step", STEPS)
async def test_others_may_not_and_out_of_sight_is_not_found(desk: Desk, step: Step) -> None:
    login, take = STEPS[step]
    _, case_id = await desk.opened(70, letter_on=TODAY - timedelta(days=10))
    _, elsewhere = await desk.opened(70, officer="officer.west1")
    before = await desk.everything()
    others = {"officer.east1", "auditor.hq", "collector.east1", "branchmanager.east1"} - {login}
    for other in sorted(others):
        with pytest.raises(Denied):
            await take(fresh(await desk.as_staff(other)), case_id)
    with pytest.raises(NotFound):
        await take(fresh(await desk.as_staff(login)), elsewhere)
    assert await desk.everything() == before


async def test_what_is_not_sound_changes_nothing(desk: Desk) -> None:
    collector, leader = await desk.collector(), await desk.as_staff("branchmanager.east1")
    debt, case_id = await desk.opened(14)
    before = await desk.everything()
    for amount, day in product((0, debt.due_fen + 1), (TODAY,)):
        with pytest.raises(PromiseUnsound):
            await take_promise(fresh(collector), case_id=case_id, amount_fen=amount, due_on=day)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=32)):
        with pytest.raises(PromiseUnsound):
            await take_promise(fresh(collector), case_id=case_id, amount_fen=1, due_on=day)
    for day in (TODAY, TODAY + timedelta(days=181)):
        with pytest.raises(PauseUnsound):
            await pause(fresh(collector), case_id=case_id, reason=PauseReason.AGREED, until=day)
    for score in (Decimal("-0.1"), Decimal("1.01"), None):
        with pytest.raises(SignalUnsound):
            await record_signal(fresh(collector), case_id=case_id, source="通话", willingness=score)
    with pytest.raises(CollectorUnsuited):
        await assign(fresh(leader), case_id=case_id, staff_id=id_of("officer.east1"))
    with pytest.raises(LetterFirst):
        await hand_over(fresh(leader), case_id=case_id, firm="明德", reason="拒不协商")
    assert await desk.everything() == before
    _, ripe = await desk.opened(70, letter_on=TODAY - timedelta(days=7))
    with pytest.raises(WordsUnsound):
        await hand_over(fresh(leader), case_id=ripe, firm=" ", reason="拒不协商")


async def test_a_newer_promise_takes_the_place_of_the_older(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    for amount in (100, 200):
        await take_promise(fresh(collector), case_id=case_id, amount_fen=amount, due_on=TOMORROW)
    await desk.owner.rollback()
    assert await desk.promises(case_id) == [(100, PromiseState.REPLACED), (200, PromiseState.OPEN)]


async def test_signals_move_the_advice_and_agitation_gives_a_call_free_day(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14, assigned_to=id_of("collector.east1"))
    first = await outlook(collector, case_id=case_id)
    assert first is not None
    assert (first.advice.channel, first.advice.agent.value, list(first.stops)) == ("call", "collector", [])
    low, high = Decimal("0.1"), Decimal("0.9")
    await record_signal(fresh(collector), case_id=case_id, source="词库", willingness=low, ability=high)
    second = await outlook(collector, case_id=case_id)
    assert second is not None
    assert second.advice.agent.value == "senior"
    await record_signal(fresh(collector), case_id=case_id, source="语音", agitation=Decimal("0.8"))
    case = await desk.case(case_id)
    assert (case.willingness, case.agitation) == (Decimal("0.1"), Decimal("0.8"))
    assert (case.call_free_until, case.assigned_to) == (TOMORROW, None)
    third = await outlook(collector, case_id=case_id)
    assert third is not None
    assert (third.advice.channel, third.advice.agent.value) == ("message", "mediator")
    assert (await desk.plan(collector, case_id)).codes == ["HC-07"]


async def test_a_crisis_stops_everything_at_once(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    await record_signal(fresh(collector), case_id=case_id, source="词库", halts=PauseReason.CRISIS)
    case = await desk.case(case_id)
    assert (case.state, case.pause_reason) == (CaseState.PAUSED, PauseReason.CRISIS)
    with pytest.raises(CaseNotInState):
        await desk.plan(collector, case_id)


async def test_the_outlook_tells_the_words_of_the_stage_and_the_stops_of_now(desk: Desk) -> None:
    collector = await desk.collector()
    debt, case_id = await desk.opened(14, quiet_until=desk.clock.now() + timedelta(hours=1))
    found = await outlook(collector, case_id=case_id)
    assert found is not None
    assert [stop.code for stop in found.stops] == ["HC-02"]
    assert [(script.code, script.channel) for script in found.scripts] == [
        ("firm_call", ContactChannel.CALL),
        ("firm_message", ContactChannel.MESSAGE),
    ]
    assert all(str(debt.due_fen // 100) in script.text for script in found.scripts)
    _, elsewhere = await desk.opened(14, officer="officer.west1")
    assert await outlook(collector, case_id=elsewhere) is None
