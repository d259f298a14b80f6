"""The doors of classifying a business date: begin it, go on with it piece by piece, ask which dates wait."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.classification import months, queries, statements
from server.classification.applying import ONE_DAY, apply
from server.classification.errors import DayNotClosed, RunNotBegun, RunOutOfOrder
from server.classification.models import ClassificationRun, RunState
from server.classification.rules import Edition
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.closing import queries as closings
from server.loans.closing.models import DayState

PEOPLE_AT_ONCE: Final = 5_000
LOANS_AT_ONCE: Final = 10_000
OVERLAP: Final = timedelta(hours=1)
"""What was recorded so long before the last run began may have been committed after it had looked."""
FIGURES: Final = ("people", "loans", "changed", "booked", "provision_fen")


@dataclass(frozen=True, slots=True)
class Step:
    """How far classifying a date has come: tiers or causes that changed, loans in the month's book."""

    business_date: date
    state: RunState
    people: int
    loans: int
    changed: int
    booked: int
    provision_fen: int


@read(Operation.CLASSIFICATION_RUN)
async def dates_waiting(work: Work) -> list[date]:
    """The closed days that are not classified yet, in order; where none ever was, the newest alone."""
    closed = await closings.last_closed(work.session)
    if closed is None:
        return []
    begun = await queries.under_way(work.session)
    last = await queries.last_done(work.session)
    first = begun or (last.business_date + ONE_DAY if last else closed)
    return [first + step * ONE_DAY for step in range((closed - first).days + 1)]


@use_case(Operation.CLASSIFICATION_RUN, keyed=False)
async def begin(work: Work, *, business_date: date) -> date:
    """Begin to classify a date; one that is begun or done stays as it is. Returns it.

    Refuses with classification.day_not_closed, and classification.out_of_order while an earlier one is open, a later
    one done, or one between is not.
    """
    if await queries.run_of(work.session, business_date) is not None:
        return business_date
    day = await closings.day(work.session, business_date)
    if day is None or day.state is not DayState.CLOSED:
        raise DayNotClosed(field="businessDate")
    last = await queries.last_done(work.session)
    if await queries.under_way(work.session) or (last and business_date != last.business_date + ONE_DAY):
        raise RunOutOfOrder(field="businessDate")
    row = {
        "business_date": business_date,
        "state": RunState.CHOOSING,
        "edition": (await queries.edition_on(work.session, business_date)).version,
        "facts_since": last.started_at - OVERLAP if last else None,
        "started_at": work.now,
        **dict.fromkeys(FIGURES, 0),
    }
    await work.session.execute(insert_or_not(ClassificationRun).values(row).on_conflict_do_nothing())
    work.changes["business_date"] = business_date.isoformat()
    return business_date


@use_case(Operation.CLASSIFICATION_RUN, keyed=False)
async def go_on(
    work: Work, *, business_date: date, people_at_once: int = PEOPLE_AT_ONCE, loans_at_once: int = LOANS_AT_ONCE
) -> Step:
    """Do the next piece: choose who is looked at, classify some people, write a part of the month's book, or its entry.

    Each piece and how far it came are written together, so a run that was broken off goes on where it stood, and two
    that run at once take turns. After the last piece the state is `done`, and further calls change nothing. Raises
    RunNotBegun.
    """
    run = await queries.run_of(work.session, business_date, lock=True)
    if run is None:
        raise RunNotBegun
    match run.state:
        case RunState.CHOOSING:
            since = run.facts_since or work.now
            await work.session.execute(statements.CHOOSE, {"on": business_date, "since": since})
            run.state = RunState.CLASSIFYING
        case RunState.CLASSIFYING:
            await _classify(work, run, people_at_once)
        case RunState.BOOKING:
            await months.book(work, run, loans_at_once)
        case RunState.PROVIDING:
            await months.provide(work, run)
        case RunState.DONE:
            pass
    if run.state is RunState.DONE and run.ended_at is None:
        run.ended_at = work.now
    await work.session.flush()
    work.changes.update(business_date=business_date.isoformat(), state=run.state.value, changed=run.changed)
    return Step(business_date, run.state, **{name: getattr(run, name) for name in FIGURES})


async def _classify(work: Work, run: ClassificationRun, size: int) -> None:
    """Some people out of the queue; after the last, the month's book where the day is the last of its month."""
    rows = (await work.session.execute(statements.NEXT_PEOPLE, {"size": size})).all()
    if rows:
        kept = await queries.edition_of(work.session, run)
        people = {row.customer_id: row.person_id for row in rows}
        found = await apply(work, people, run.business_date, Edition.of(kept.version, kept.content))
        run.people += len(set(people.values()))
        run.loans += found.loans
        run.changed += found.changed
    else:
        run.state = RunState.BOOKING if (run.business_date + ONE_DAY).day == 1 else RunState.DONE
