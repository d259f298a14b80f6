"""A sweep from beginning to end: span by span, without the formulas that fail."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from server.identity.actors import WORKER
from server.identity.passage import sqlstate
from server.kit.work import Caller, House
from server.risk.models import SweepKind, SweepState
from server.risk.registry import formulas_of
from server.risk.sweeping.doors import SPAN_SUBJECTS, Step, begin, leave_out, measure_span, try_out

FORMULAS_FAULTS: Final = ("21", "22", "42", "54")
"""Classes of SQLSTATE: more rows than one, data like a division by zero, names and types, limits like depth."""
CANCELLED: Final = "57014"
"""A statement that ran out of its time."""
SIZE_MIN: Final = 100
LESS: Final = 4

Progress = Callable[[Step], None]


async def sweep(
    house: House,
    day: date,
    kind: SweepKind = SweepKind.FULL,
    *,
    size: int = SPAN_SUBJECTS,
    progress: Progress = lambda _: None,
) -> Step:
    """Measure a day; a sweep that was broken off is finished before. Answers how it ended.

    Raises DayNotReached, DayGoneBy, ClockWentBack, and what the database says where no formula is to blame.
    """
    caller = Caller(house, WORKER, request_id=f"risk-sweep:{day}")
    step = await begin(caller, day=day, kind=kind)
    while step.state is SweepState.RUNNING and (step.day, step.kind) != (day, kind):
        await _finish(caller, step, size, progress)
        step = await begin(caller, day=day, kind=kind)
    return await _finish(caller, step, size, progress)


async def _finish(caller: Caller, step: Step, size: int, progress: Progress) -> Step:
    while step.state is SweepState.RUNNING:
        try:
            step = await measure_span(caller, sweep_id=step.sweep_id, size=size)
        except DBAPIError as error:
            if not is_formulas(error):
                raise
            reasons = await _guilty(caller, step.sweep_id, _codes(step), size)
            if reasons:
                step = await leave_out(caller, sweep_id=step.sweep_id, reasons=reasons)
            elif size > SIZE_MIN:
                size //= LESS
            else:
                raise
        progress(step)
    return step


def is_formulas(error: DBAPIError) -> bool:
    """Whether it may be a formula that has failed, and not the database."""
    state = sqlstate(error) or ""
    return state == CANCELLED or state[:2] in FORMULAS_FAULTS


def _codes(step: Step) -> Sequence[str]:
    assert step.grain is not None  # it is running
    return [one.code for one in formulas_of(step.grain) if one.code not in step.left_out]


async def _guilty(caller: Caller, sweep_id: UUID, codes: Sequence[str], size: int) -> Mapping[str, str]:
    """Which of these formulas fail and why, found by halves: each half that can be reckoned is done with."""
    try:
        await try_out(caller, sweep_id=sweep_id, codes=codes, size=size)
    except DBAPIError as error:
        if not is_formulas(error):
            raise
        if len(codes) == 1:
            return {codes[0]: f"{sqlstate(error)}: {str(error.orig).rsplit(': ', 1)[-1]}"}
        middle = len(codes) // 2
        first = await _guilty(caller, sweep_id, codes[:middle], size)
        return {**first, **await _guilty(caller, sweep_id, codes[middle:], size)}
    return {}
