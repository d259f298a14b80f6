"""Measuring by the clock: the whole house when yesterday is closed, what was touched during the day after that."""

from datetime import date, timedelta
from typing import Final

import structlog

from server.identity.actors import WORKER
from server.kit.clock import business_date
from server.kit.work import Caller, House
from server.risk.errors import ClockWentBack, DayGoneBy
from server.risk.models import SweepKind
from server.risk.sweeping.due import whole_due
from server.risk.sweeping.running import sweep

ONE_DAY: Final = timedelta(days=1)

_log = structlog.get_logger()


async def measure_whole(house: House) -> None:
    """Measure yesterday as soon as it is closed: alerts follow the end of the day within seconds."""
    yesterday = _today(house) - ONE_DAY
    if (await whole_due(Caller(house, WORKER, request_id="risk"), day=yesterday)).is_due:
        await _measured(house, yesterday, SweepKind.FULL)


async def measure_touched(house: House) -> None:
    """Measure what was touched today. While yesterday is not measured nothing is: days are not measured backwards."""
    today = _today(house)
    if (await whole_due(Caller(house, WORKER, request_id="risk"), day=today - ONE_DAY)).is_done:
        await _measured(house, today, SweepKind.TOUCHED)


def _today(house: House) -> date:
    return business_date(house.ports.clock.now(), house.settings.cut_off_hour)


async def _measured(house: House, day: date, kind: SweepKind) -> None:
    """A clock that went back is told in the log, and nothing is measured until it is right."""
    try:
        await sweep(house, day, kind)
    except (DayGoneBy, ClockWentBack) as refusal:
        _log.warning("measuring_refused", reason=refusal.code, day=day.isoformat())
