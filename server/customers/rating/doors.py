"""The doors of ratings: tell facts, rate on an occasion, re-rate a month page by page, see how grades moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.customers.events import RatingFell
from server.customers.rating import queries
from server.customers.rating.errors import FactUnknown, FactUnsound, RunOutOfOrder, SourceNotByHand
from server.customers.rating.models import ProfileFact, RatingCause, RatingRun, RunState
from server.customers.rating.rating import Rated, rate_customers
from server.customers.rating.vocabulary import FACTS, Fact, FactKind, FactSource, Value
from server.customers.service.lookup import registered
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Work

PAGE_CUSTOMERS: Final = 500
FELL_FAR: Final = 2
"""By so many grades, and somebody has to know."""
BEGINNING: Final = UUID(int=0)
BY_HAND: Final = frozenset({FactSource.TOLD, FactSource.DOCUMENT, FactSource.VISIT})
FACTS_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class FactTold:
    """One telling; without a value the fact is not known any more. `observed_on` None is today."""

    code: str
    value: Value | None
    source: FactSource
    observed_on: date | None = None


def one_value(
    at: int,
    code: str,
    source: FactSource,
    observed_on: date | None,
    *,
    amount_fen: int | None = None,
    number: Decimal | None = None,
    flag: bool | None = None,
    word: str | None = None,
) -> FactTold:
    """A telling out of the one value that is given; an amount for amounts alone. Raises FactUnsound."""
    amount = None if amount_fen is None else Decimal(amount_fen)
    given = [each for each in (amount, number, flag, word) if each is not None]
    if len(given) > 1 or (given and code.endswith("_fen") != (amount is not None)):
        raise FactUnsound(field=f"facts.{at}.value", fact=code[:40])
    return FactTold(code, given[0] if given else None, source, observed_on)


@use_case(Operation.CUSTOMER_PROFILE)
async def record_facts(work: Work, *, customer_id: UUID, facts: Sequence[FactTold]) -> UUID:
    """Record what was told, seen or read of a customer, and rate him anew. Returns the customer.

    Raises NotFound, NotRegistered, FactUnknown, FactUnsound (a value or day that cannot be), SourceNotByHand.
    """
    customer = await registered(work, customer_id, lock=True)
    if not 0 < len(facts) <= FACTS_MAX:
        raise FactUnsound(field="facts", fact="-")
    for at, each in enumerate(facts):
        _require_sound(each, f"facts.{at}", work.today)
        if each.source not in BY_HAND:
            raise SourceNotByHand(field=f"facts.{at}.source")
    owner = {"customer_id": customer.id, "branch_id": customer.branch_id, "officer_id": customer.officer_id}
    await tell(work, owner, facts)
    work.touch("customer", customer_id, facts=sorted({each.code for each in facts}))
    await rate_now(work, [customer_id], RatingCause.PROFILE)
    return customer_id


async def tell(work: Work, owner: Mapping[str, UUID], facts: Sequence[FactTold]) -> None:
    """Write facts of one customer down (a building block); they are sound."""
    rows = [
        {
            **owner,
            "id": work.new_id(),
            "code": each.code,
            **columns(each.value),
            "source": each.source,
            "observed_on": each.observed_on or work.today,
            "recorded_by": work.actor.id,
            "recorded_at": work.now,
        }
        for each in facts
    ]
    await work.session.execute(insert(ProfileFact), rows)


@use_case(Operation.CUSTOMER_RATE, keyed=False)
async def rate(work: Work, *, customer_ids: Sequence[UUID], cause: RatingCause) -> int:
    """Rate registered customers now; answers how many. Who is no customer any more is left alone."""
    return len(await rate_now(work, customer_ids, cause))


async def rate_now(work: Work, customer_ids: Sequence[UUID], cause: RatingCause) -> list[Rated]:
    """Rate, and record who has fallen far (a building block)."""
    rated = await rate_customers(work, customer_ids, cause)
    _tell_fallen(work, rated)
    for each in rated:
        work.touch("rating", each.rating_id, grade=each.after.value)
    return rated


@dataclass(frozen=True, slots=True)
class RunStep:
    """How far the re-rating of a month has come."""

    month: date
    state: RunState
    rated: int
    fallen: int


@read(Operation.CUSTOMER_RATE)
async def month_waiting(work: Work) -> date | None:
    """The month of today, where it is not re-rated yet or not to its end."""
    month = work.today.replace(day=1)
    run = await queries.run_of(work.session, month)
    return None if run is not None and run.state is RunState.DONE else month


@use_case(Operation.CUSTOMER_RATE, keyed=False)
async def rate_page(work: Work, *, month: date, page_customers: int = PAGE_CUSTOMERS) -> RunStep:
    """Re-rate the next customers of a month, by its first day. A page and how far the run came are written together.

    Broken off, it goes on where it stood; two at once take turns; after the last page the state is `done` and nothing
    changes any more. Raises RunOutOfOrder for a month that has not come, ChartMissing.
    """
    if month.day != 1 or month > work.today:
        raise RunOutOfOrder(field="month")
    begun = {"month": month, "state": RunState.RUNNING, "after": BEGINNING, "rated": 0, "fallen": 0}
    await work.session.execute(insert_or_not(RatingRun).values(**begun, started_at=work.now).on_conflict_do_nothing())
    run = await queries.run_of(work.session, month, lock=True)
    assert run is not None, "it was written above"
    if run.state is RunState.RUNNING:
        ids = await queries.page_after(work.session, work.scope, run.after, min(page_customers, PAGE_CUSTOMERS))
        rated = await rate_customers(work, ids, RatingCause.MONTH, month)
        run.rated += len(rated)
        run.fallen += _tell_fallen(work, rated)
        if ids:
            run.after = ids[-1]
        else:
            run.state, run.finished_at = RunState.DONE, work.now
        await work.session.flush()
    work.changes.update(month=month.isoformat(), state=run.state.value, rated=run.rated)
    return RunStep(run.month, run.state, run.rated, run.fallen)


def _tell_fallen(work: Work, rated: Sequence[Rated]) -> int:
    fallen = [each for each in rated if each.fell_by >= FELL_FAR]
    for each in fallen:
        assert each.before is not None, "nobody falls from nothing"
        work.record(RatingFell(each.customer_id, each.rating_id, each.before.value, each.after.value))
    return len(fallen)


def columns(value: Value | None) -> dict[str, Any]:
    """The column that holds a value."""
    told: dict[str, Any] = {"number": None, "flag": None, "word": None}
    if isinstance(value, bool):
        return told | {"flag": value}
    return told | ({"number": value} if isinstance(value, Decimal) else {"word": value})


def _require_sound(told: FactTold, field: str, today: date) -> None:
    fact = FACTS.get(told.code)
    if fact is None or fact.is_derived:
        raise FactUnknown(field=f"{field}.code", fact=told.code[:40])
    if told.observed_on is not None and told.observed_on > today:
        raise FactUnsound(field=f"{field}.observedOn", fact=fact.code)
    if told.value is not None and not _fits(fact, told.value):
        raise FactUnsound(field=f"{field}.value", fact=fact.code)


def _fits(fact: Fact, value: Value) -> bool:
    match fact.kind:
        case FactKind.FLAG:
            return isinstance(value, bool)
        case FactKind.WORD:
            return isinstance(value, str) and value in fact.words
        case FactKind.NUMBER:
            return isinstance(value, Decimal) and value.is_finite() and fact.least <= value <= fact.most
