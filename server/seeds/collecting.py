"""Collection of the demonstration: yesterday's end of day and a morning's work, through the doors that staff use."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Select, select

from server.collection.contacting.noting import note_contact
from server.collection.contacting.planning import Planned, plan_contact
from server.collection.contacting.sending import send_message
from server.collection.day.doors import DayStep, go_on
from server.collection.legal.rules import Delivery
from server.collection.legal.writing import write_letter
from server.collection.models import CaseContact, CollectionCase
from server.collection.promising import take_promise
from server.collection.rules import LEGAL, CaseState, ContactState, PauseReason
from server.collection.sights import CASE_CONTACTS, COLLECTION_CASES
from server.collection.steering import record_signal
from server.compliance.contacts.models import ContactChannel
from server.identity import catalogue as posts
from server.identity.actors import WORKER
from server.identity.operations import Operation
from server.identity.sights import look
from server.kit.clock import FixedClock, start_of
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Caller, House, Work
from server.seeds.staff import Post, holders
from server.seeds.staff import id_of as staff_id

MORNING: Final = timedelta(hours=10, minutes=30)
LATE_EVENING: Final = timedelta(hours=22, minutes=20)
CASES_EACH: Final = 8
SAID: Final = ("客户表示周五发工资后还款", "客户在开会，约下午再联系", "客户愿意先还一部分")


async def work_cases(house: House, today: date) -> int:
    """Open the cases of the day before yesterday's end, and work on some as collectors did yesterday; how many."""
    day = today - timedelta(days=1)
    clock = FixedClock(start_of(day) + MORNING)
    there = replace(house, ports=replace(house.ports, clock=clock))
    worker = Caller(there, WORKER, request_id="seed")
    while (await go_on(worker, business_date=day - timedelta(days=1))).step is not DayStep.DONE:
        pass
    await _send(there)
    worked = 0
    for post in holders(posts.COLLECTOR):
        collector = Caller(there, _as(post), request_id="seed")
        for number, case in enumerate(await _cases(collector)):
            clock.advance(timedelta(minutes=3))
            worked += await _tried(collector, case, number)
    await _send(there)
    clock.instant = start_of(day) + LATE_EVENING
    for post in holders(posts.COLLECTOR):
        collector = Caller(there, _as(post), request_id="seed")
        for case in (await _cases(collector))[:1]:
            worked += await _tried(collector, case, CASES_EACH)
    return worked


def _as(post: Post) -> Actor:
    operations = frozenset({Operation.COLLECTION_READ, Operation.COLLECTION_WORK})
    return Actor(post.id, ActorKind.SYSTEM, post.name, operations, Scope.of_branches(frozenset({staff_id(post.place)})))


async def _cases(collector: Caller) -> Sequence[CollectionCase]:
    """The living cases in sight, most at risk first."""

    def wanted(work: Work) -> Select[CollectionCase]:
        open_ones = select(CollectionCase).where(CollectionCase.state == CaseState.OPEN)
        return open_ones.where(within(CollectionCase, work.scope)).order_by(
            CollectionCase.at_risk_fen.desc(), CollectionCase.id
        )

    return [row[0] for row in (await look(collector, COLLECTION_CASES, wanted))[:CASES_EACH]]


async def _tried(collector: Caller, case: CollectionCase, number: int) -> bool:
    """One step of a morning's work. What the house or the law refuses stays on record as refused."""
    key = f"seed:{case.id}:{number}"
    try:
        if number == 1 and case.stage == LEGAL:
            await write_letter(collector.keyed(key), case_id=case.id, delivery=Delivery.POST, tracking="EMS2026")
        elif number == 2:  # noqa: PLR2004 - the third of the morning
            await record_signal(collector.keyed(key), case_id=case.id, source="通话", halts=PauseReason.HARDSHIP)
        else:
            await _call(collector, case, number, key)
    except DomainError:
        return False
    return True


async def _call(collector: Caller, case: CollectionCase, number: int, key: str) -> None:
    script = {"legal": "legal_call", "firm": "firm_call"}.get(case.stage, "gentle_call")
    planned = Planned(ContactChannel.CALL, script=script)
    contact_id = await plan_contact(collector.keyed(key), case_id=case.id, planned=planned)
    reached = number % 3 != 1
    note = SAID[number % len(SAID)] if reached else ""
    noting = collector.keyed(f"{key}:note")
    await note_contact(noting, contact_id=contact_id, reached=reached, recorded=True, note=note)
    if reached and number % 2 == 0:
        due_on = case.as_of + timedelta(days=number % 5)
        half = max(case.overdue_fen // 2, 1)
        promise = collector.keyed(f"{key}:promise")
        await take_promise(promise, case_id=case.id, amount_fen=half, due_on=due_on, contact_id=contact_id)


async def _send(house: House) -> None:
    """The messages that were planned go out at that hour."""

    def waiting(work: Work) -> Select[CaseContact]:
        planned = (CaseContact.state == ContactState.PLANNED, CaseContact.channel == ContactChannel.MESSAGE)
        return select(CaseContact).where(*planned, within(CaseContact, work.scope)).order_by(CaseContact.id)

    reader = replace(WORKER, operations=WORKER.operations | {Operation.COLLECTION_READ})
    for row in await look(Caller(house, reader, request_id="seed"), CASE_CONTACTS, waiting):
        await send_message(Caller(house, WORKER, request_id="seed"), contact_id=row[0].id)
