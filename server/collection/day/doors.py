"""The doors of a day's end: which day waits, and its next piece."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from server.collection import queries
from server.collection.day.messages import remind_page, write_page
from server.collection.day.opening import open_page
from server.collection.day.settling import close_cured, end_pauses, settle_promises
from server.collection.models import CollectionDay
from server.collection.queries import Policy
from server.collection.rules import is_rest
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.work import Work
from server.loans.closing.models import DayClosing, DayState

BEGINNING: Final = UUID(int=0)
ONE_DAY: Final = timedelta(days=1)
COUNTS: Final = ("opened", "updated", "closed", "kept", "broken", "messages")
OUT_OF_DATE: Final = timedelta(days=2)
"""A day that is caught up later than this writes to nobody: its messages would be out of date."""


class DayStep(StrEnum):
    """The pieces of a day's end, in their order."""

    PROMISES = "promises"
    PAUSES = "pauses"
    CASES = "cases"
    CURED = "cured"
    MESSAGES = "messages"
    REMINDERS = "reminders"
    DONE = "done"


ORDER: Final = tuple(DayStep)
WRITING: Final = frozenset({DayStep.MESSAGES, DayStep.REMINDERS})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a day has come; `waits` for the end of the hours of rest."""

    business_date: date
    step: DayStep
    waits: bool
    opened: int
    updated: int
    closed: int
    kept: int
    broken: int
    messages: int


@read(Operation.COLLECTION_SWEEP)
async def day_waiting(work: Work) -> date | None:
    """The oldest business day that is closed in the books and not done in collection; None where none is.

    Where collection has never run, the last closed day is the first.
    """
    begun = select(CollectionDay.business_date).where(CollectionDay.finished_at.is_(None))
    found = (await work.session.execute(begun.order_by(CollectionDay.business_date).limit(1))).scalar_one_or_none()
    if found is not None:
        return found
    closed = select(func.max(DayClosing.business_date)).where(DayClosing.state == DayState.CLOSED)
    last_closed = (await work.session.execute(closed)).scalar_one_or_none()
    last_done = (await work.session.execute(select(func.max(CollectionDay.business_date)))).scalar_one_or_none()
    if last_closed is None or (last_done is not None and last_done >= last_closed):
        return None
    return last_closed if last_done is None else last_done + ONE_DAY


@use_case(Operation.COLLECTION_SWEEP, keyed=False)
async def go_on(work: Work, *, business_date: date) -> Progress:
    """Do the next piece of a day's end; each piece and how far it came are written together.

    Of two runs at once one waits for the other. After the last piece the step is `done`, and nothing changes any more.
    """
    nothing = dict.fromkeys(COUNTS, 0)
    first = insert(CollectionDay).values(
        business_date=business_date, step=DayStep.PROMISES.value, **nothing, started_at=work.now
    )
    await work.session.execute(first.on_conflict_do_nothing())
    wanted = select(CollectionDay).where(CollectionDay.business_date == business_date).with_for_update()
    day = (await work.session.execute(wanted.execution_options(populate_existing=True))).scalar_one()
    policy = await queries.policy_on(work.session, work.today)
    step = DayStep(day.step)
    waits = step in WRITING and _rests(work, policy)
    if step is not DayStep.DONE and not waits:
        await _piece(work, day, step, policy)
    await work.session.flush()
    work.changes.update(business_date=business_date.isoformat(), step=day.step)
    return Progress(business_date, DayStep(day.step), waits, **{name: getattr(day, name) for name in COUNTS})


def _rests(work: Work, policy: Policy) -> bool:
    hour = work.now.astimezone(SHANGHAI).hour
    return is_rest(hour, from_hour=policy.days("rest_from_hour"), until_hour=policy.days("rest_until_hour"))


async def _piece(work: Work, day: CollectionDay, step: DayStep, policy: Policy) -> None:
    after, as_of = day.after or BEGINNING, day.business_date + ONE_DAY
    last: UUID | None = None
    fresh = work.today - day.business_date <= OUT_OF_DATE
    match step:
        case DayStep.PROMISES:
            kept, broken, last = await settle_promises(work, policy, day.business_date, after)
            day.kept, day.broken = day.kept + kept, day.broken + broken
        case DayStep.PAUSES:
            await end_pauses(work, as_of)
        case DayStep.CASES:
            opened, updated, last = await open_page(work, policy, as_of, after)
            day.opened, day.updated = day.opened + opened, day.updated + updated
        case DayStep.CURED:
            closed, last = await close_cured(work, as_of, after)
            day.closed += closed
        case DayStep.MESSAGES if fresh:
            sent, last = await write_page(work, policy, after)
            day.messages += sent
        case DayStep.REMINDERS if fresh:
            sent, last = await remind_page(work, policy, as_of, after)
            day.messages += sent
        case _:
            pass
    day.after = last
    if last is None:
        day.step = ORDER[ORDER.index(step) + 1].value
        day.finished_at = work.now if day.step == DayStep.DONE.value else None
