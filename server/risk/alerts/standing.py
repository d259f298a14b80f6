"""What an indicator would have said while it was measured silently: told when it is turned on.

The sweep keeps every change of grade, told or not; a subject stands where its newest one says. The worker opens alerts
for those that stand at warn or critical, some hundred at a time; what goes beyond the measure of a day is a digest.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from server.identity.actors import WORKER
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Caller, House, Work
from server.risk.alerts.opening import SEVERITIES, open_for
from server.risk.hits import Hit
from server.risk.models import RiskHit
from server.risk.subjects import LOWEST

BATCH: Final = 500
FIELDS: Final = tuple(name for name in Hit.__slots__ if name != "former")


async def open_standing(house: House, code: str) -> None:
    """What the worker does when an indicator was turned on. Begun again it opens nothing twice."""
    caller = Caller(house, WORKER, request_id=f"standing {code}")
    after: UUID | None = LOWEST
    while after is not None:
        after = await open_next(caller, code=code, after=after)


@use_case(Operation.ALERT_RAISE, keyed=False)
async def open_next(work: Work, *, code: str, after: UUID) -> UUID | None:
    """Open alerts for the next subjects at which an indicator stands triggered. Returns the last; None: no more.

    An indicator that is off by now opens nothing.
    """
    wanted = (
        select(RiskHit)
        .where(RiskHit.code == code, RiskHit.subject_id > after)
        .order_by(RiskHit.subject_id, RiskHit.day.desc(), RiskHit.id.desc())
        .ext(distinct_on(RiskHit.subject_id))
        .limit(BATCH)
    )
    newest = (await work.session.execute(wanted)).scalars().all()
    standing = [hit for hit in map(_hit, newest) if hit.grade in SEVERITIES]
    opened = await open_for(work, standing)
    work.changes.update(code=code, opened=opened)
    return newest[-1].subject_id if len(newest) == BATCH else None


def _hit(row: RiskHit) -> Hit:
    return Hit(**{name: getattr(row, name) for name in FIELDS}, former=row.grade)
