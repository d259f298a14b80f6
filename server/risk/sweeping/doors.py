"""The doors of a sweep: begin it, measure the next span, try formulas out, leave out those that cannot be reckoned.

Each span is one transaction: sheets, hits, the alerts that follow, and how far the sweep came. It works on one span at
a time, since it locks the sweep's row; two workers take turns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from server.identity import queries as identity
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.risk.alerts.opening import open_for
from server.risk.alerts.switching import codes_on
from server.risk.errors import ClockWentBack, DayGoneBy, DayNotReached
from server.risk.formula import Formula
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.hits import Hit
from server.risk.models import RiskFault, RiskHit, RiskSweep, SweepKind, SweepState
from server.risk.registry import formulas_of
from server.risk.subjects import HIGHEST, LOWEST, SUBJECTS
from server.risk.sweeping import queries
from server.risk.sweeping.touching import COLUMNS, GATHER
from server.risk.sweeping.writing import Plan, span_statement, subjects_statements, value_statement
from server.risk.thresholds.queries import forced_on

SPAN_SUBJECTS: Final = 20_000
OVERLAP: Final = timedelta(minutes=5)
"""What was recorded just before the last reading may have been committed after it."""
MEMORY: Final = "128MB"
TIMEOUT_SECONDS: Final = 300
REASON_LENGTH_MAX: Final = 300
HIT_FIELDS: Final = tuple(name for name in Hit.__slots__ if name not in {"grade", "former", "grain"})


@dataclass(frozen=True, slots=True)
class Step:
    """How far a sweep has come."""

    sweep_id: UUID
    day: date
    kind: SweepKind
    state: SweepState
    grain: Grain | None
    subjects: int
    sheets: int
    hits: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The subjects that are next; `ids` where only some of them were touched. The last span of a grain says so."""

    low: UUID
    high: UUID
    ids: Sequence[UUID] | None
    is_last: bool


def grains(kind: SweepKind) -> Sequence[Grain]:
    """The grains that are measured, in their order; what is reckoned of the whole house waits for the night."""
    return [grain for grain in SUBJECTS if formulas_of(grain) and (kind is SweepKind.FULL or grain in COLUMNS)]


@use_case(Operation.INDICATOR_MEASURE, keyed=False)
async def begin(work: Work, *, day: date, kind: SweepKind) -> Step:
    """Begin to measure a day, or answer the sweep that is under way or was broken off; a whole day is measured once.

    Raises DayNotReached, DayGoneBy for a day before the last one that is measured, ClockWentBack.
    """
    under_way = await queries.running(work.session)
    if under_way is not None:
        return _step(under_way)
    if day > work.today:
        raise DayNotReached(field="day", day=day, today=work.today)
    last = await queries.last_done(work.session)
    if last is not None:
        if day < last[0]:
            raise DayGoneBy(field="day", day=day, last=last[0])
        if work.now < last[1]:
            raise ClockWentBack(field="day", now=work.now, last=last[1])
    whole = await queries.full_of(work.session, day) if kind is SweepKind.FULL else None
    if whole is not None:
        return _step(whole)
    sweep = _new(work, day, kind)
    work.session.add(sweep)
    await work.session.flush()
    if kind is SweepKind.TOUCHED:
        since = last[1] - OVERLAP if last else work.now - timedelta(days=1)
        await work.session.execute(GATHER, {"sweep": sweep.id, "since": since, "until": work.now})
    work.touch("risk_sweep", sweep.id, day=day.isoformat(), reach=kind.value)
    return _step(sweep)


@use_case(Operation.INDICATOR_MEASURE, keyed=False)
async def measure_span(work: Work, *, sweep_id: UUID, size: int = SPAN_SUBJECTS) -> Step:
    """Measure the next span of a sweep; the last one ends it. A sweep that is done stays as it is.

    Raises whatever the database says of a formula that cannot be reckoned: nothing of the span is then written.
    """
    sweep = await queries.by_id(work.session, sweep_id, lock=True)
    if sweep.state is SweepState.DONE or sweep.grain is None:
        return _step(sweep)
    span = await _next(work, sweep, size)
    if span is not None:
        await _measure(work, sweep, sweep.grain, span)
        sweep.last_id = span.high
    if span is None or span.is_last:
        await _end_grain(work, sweep)
    work.changes.update(day=sweep.day.isoformat(), subjects=sweep.subjects)
    return _step(sweep)


@read(Operation.INDICATOR_MEASURE)
async def try_out(work: Work, *, sweep_id: UUID, codes: Sequence[str], size: int = SPAN_SUBJECTS) -> None:
    """Reckon some formulas over the next span, and keep nothing. Raises whatever the database says of them."""
    sweep = await queries.by_id(work.session, sweep_id)
    assert sweep.grain is not None  # it has failed at one
    span = await _next(work, sweep, size)
    if span is None:
        return
    formulas = [one for one in formulas_of(sweep.grain) if one.code in codes]
    plan = Plan(SUBJECTS[sweep.grain], formulas, {}, only_some=span.ids is not None)
    await _allow(work, TIMEOUT_SECONDS)
    await work.session.execute(text(value_statement(plan)), _of_span(sweep, span))


@use_case(Operation.INDICATOR_MEASURE, keyed=False)
async def leave_out(work: Work, *, sweep_id: UUID, reasons: Mapping[str, str]) -> Step:
    """Leave formulas that failed out of the rest of a sweep, and note each as a hit: a gap in the data of the house."""
    sweep = await queries.by_id(work.session, sweep_id, lock=True)
    assert sweep.grain is not None  # it has failed at one
    versions = {one.code: one.version for one in formulas_of(sweep.grain)}
    house = await identity.headquarters(work.session)
    for code, reason in reasons.items():
        told = reason[:REASON_LENGTH_MAX]
        fault = RiskFault(
            sweep_id=sweep.id,
            code=code,
            version=versions[code],
            reason=told,
            after_id=sweep.last_id or LOWEST,
            noted_at=work.now,
        )
        work.session.add(fault)
        work.session.add(_fault_hit(work, sweep, fault, house))
    sweep.left_out = sorted({*sweep.left_out, *reasons})
    work.changes.update(day=sweep.day.isoformat(), left_out=sweep.left_out)
    return _step(sweep)


def _new(work: Work, day: date, kind: SweepKind) -> RiskSweep:
    return RiskSweep(
        id=work.new_id(),
        day=day,
        kind=kind,
        state=SweepState.RUNNING,
        grain=grains(kind)[0],
        last_id=None,
        subjects=0,
        sheets=0,
        hits=0,
        left_out=[],
        read_until=work.now,
        begun_by=work.actor.id,
        begun_at=work.now,
        finished_at=None,
    )


def _fault_hit(work: Work, sweep: RiskSweep, fault: RiskFault, house: UUID) -> RiskHit:
    return RiskHit(
        id=work.new_id(),
        sweep_id=sweep.id,
        day=sweep.day,
        code=fault.code,
        version=fault.version,
        grain=sweep.grain,
        subject_id=house,
        label=fault.code,
        customer_id=None,
        branch_id=house,
        officer_id=None,
        grade=Grade.GAP,
        former=Grade.NOTHING.value,
        value=None,
        inputs={"fault": fault.reason},
        found_at=work.now,
    )


async def _next(work: Work, sweep: RiskSweep, size: int) -> Span | None:
    assert sweep.grain is not None  # asked for before
    low, subjects = sweep.last_id or LOWEST, SUBJECTS[sweep.grain]
    if sweep.kind is SweepKind.TOUCHED:
        ids = await queries.touched(work.session, sweep, low, size=size)
        return Span(low, ids[-1], ids, len(ids) < size) if ids else None
    if sweep.grain not in COLUMNS:
        return Span(LOWEST, HIGHEST, None, is_last=True)
    high = await queries.bound(work.session, subjects, sweep.day, low, size=size)
    return None if high is None else Span(low, high, None, is_last=False)


async def _allow(work: Work, timeout_seconds: int) -> None:
    allowed = {"memory": MEMORY, "timeout": f"{timeout_seconds}s"}
    await work.session.execute(queries.SETTINGS, allowed)


def _of_span(sweep: RiskSweep, span: Span) -> dict[str, Any]:
    given = {"day": sweep.day, "low": span.low, "high": span.high}
    return given if span.ids is None else given | {"ids": list(span.ids)}


async def _measure(work: Work, sweep: RiskSweep, grain: Grain, span: Span) -> None:
    formulas = formulas_of(grain)
    codes, versions = [one.code for one in formulas], [one.version for one in formulas]
    new = (work.new_id(), work.now)
    edition = await queries.edition_of(work.session, grain, codes, versions=versions, new=new)
    plan = await _plan(work, sweep, formulas, only_some=span.ids is not None)
    told = await codes_on(work) | await queries.living_codes(work.session)
    given = _of_span(sweep, span) | {
        "grain": grain.value,
        "hq": await identity.headquarters(work.session),
        "edition": edition,
        "codes": codes,
        "sweep": str(sweep.id),
        "mark": f"{int(sweep.begun_at.timestamp() * 1000):012x}",
        "at": work.now,
        "told": sorted(told.intersection(codes)),
    }
    await _allow(work, TIMEOUT_SECONDS)
    kept, *known = subjects_statements(plan)
    await work.session.execute(text(kept), _of_span(sweep, span))
    for statement in known:
        await work.session.execute(text(statement))
    rows = (await work.session.execute(text(span_statement(plan)), given)).all()
    counted = rows[0].counted
    for name in ("subjects", "sheets", "hits"):
        setattr(sweep, name, getattr(sweep, name) + counted[name])
    if sweep.kind is SweepKind.FULL and counted["grades"]:
        await queries.tally(work.session, sweep.id, codes, counted["grades"])
    hits = [_hit(row) for row in rows if row.id is not None]
    if hits:
        await open_for(work, hits)


async def _plan(work: Work, sweep: RiskSweep, formulas: Sequence[Formula], *, only_some: bool) -> Plan:
    assert sweep.grain is not None  # asked for before
    forced = await forced_on(work.session, sweep.day)
    own = {one.code: forced[one.code] for one in formulas}
    return Plan(SUBJECTS[sweep.grain], formulas, own, frozenset(sweep.left_out), only_some)


def _hit(row: Any) -> Hit:
    told = {name: getattr(row, name) for name in HIT_FIELDS}
    return Hit(**told, grade=Grade(row.grade), former=Grade(row.former), grain=Grain(row.grain))


async def _end_grain(work: Work, sweep: RiskSweep) -> None:
    """Go on to the next grain; after the last one the sweep is done."""
    order = grains(sweep.kind)
    left = order[order.index(sweep.grain) + 1 :] if sweep.grain in order else ()
    sweep.last_id, sweep.grain = None, next(iter(left), None)
    if sweep.grain is None:
        sweep.state, sweep.finished_at = SweepState.DONE, work.now
        await queries.forget_touched(work.session, sweep.id)


def _step(sweep: RiskSweep) -> Step:
    return Step(
        sweep.id,
        sweep.day,
        sweep.kind,
        sweep.state,
        sweep.grain,
        sweep.subjects,
        sweep.sheets,
        sweep.hits,
        tuple(sweep.left_out),
    )
