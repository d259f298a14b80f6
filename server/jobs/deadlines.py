"""Pushing on what waits too long for a decision: cases, and alerts of risk."""

from uuid import UUID

from server.approvals import overdue
from server.identity.actors import WORKER
from server.kit.work import Caller, House
from server.risk.alerts.pushing import push_alerts


async def push_what_waits(house: House) -> int:
    """Push on every case and every alert that is overdue; answers how many."""
    return await push_overdue(house) + await push_alerts(house)


async def push_overdue(house: House) -> int:
    """Remind of every overdue case, or hand it up; answers how many. Each is a transaction of its own.

    Whatever stops it in the middle, the next look finds the rest: what was done says so itself.
    """
    caller, pushed = Caller(house, WORKER, request_id="deadlines"), 0
    after: UUID | None = None
    while True:
        due, after = await overdue.overdue(caller, after=after)
        for case_id in due:
            await overdue.push_on(caller, case_id=case_id)
        pushed += len(due)
        if after is None:
            return pushed
