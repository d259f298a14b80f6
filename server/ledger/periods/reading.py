"""The guarded read of closed months."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.ledger.periods.models import LedgerPeriod

MONTHS_MAX: Final = 36


@read(Operation.LEDGER_READ)
async def closed_months(work: Work) -> Sequence[LedgerPeriod]:
    """The months of the books that are closed, newest first, the last three years of them."""
    wanted = select(LedgerPeriod).order_by(LedgerPeriod.month.desc()).limit(MONTHS_MAX)
    return (await work.session.execute(wanted)).scalars().all()
