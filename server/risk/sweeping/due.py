"""Whether a day can be measured as a whole by now."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.closing.models import DayClosing
from server.risk.models import SweepState
from server.risk.sweeping import queries


@dataclass(frozen=True, slots=True)
class Due:
    """A day is due when it is closed and not measured."""

    is_due: bool
    is_done: bool


@read(Operation.INDICATOR_MEASURE)
async def whole_due(work: Work, *, day: date) -> Due:
    """Whether the whole measuring of a day is due, or done."""
    sweep = await queries.full_of(work.session, day)
    if sweep is not None and sweep.state is SweepState.DONE:
        return Due(is_due=False, is_done=True)
    closed = select(DayClosing.closed_at).where(DayClosing.business_date == day)
    return Due(is_due=(await work.session.execute(closed)).scalar_one_or_none() is not None, is_done=False)
