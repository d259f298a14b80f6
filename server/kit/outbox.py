"""The outbox is procrastinate's job table, written in the transaction of the work that causes the job.

There is no second queue and no relay: a job that was never committed was never there.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.work import Job

DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    ":queue, :task, :priority, :lock, :queueing_lock, CAST(:args AS jsonb), "
    "now() + (CAST(:at AS timestamptz) - CAST(:present AS timestamptz))"
    ")::procrastinate_job_to_defer_v1])"
)


async def store(session: AsyncSession, jobs: Sequence[Job], present: datetime) -> None:
    """Write the jobs of a work into the job table, in the order in which they were left.

    `present` is the instant by the work's own clock: a demo may play on another date, and the queue waits by the
    database's clock, so a job that is for later keeps its distance and not its date.
    """
    for job in jobs:
        await session.execute(
            DEFER,
            {
                "queue": job.queue,
                "task": job.task,
                "priority": 0,
                "lock": job.lock,
                "queueing_lock": job.queueing_lock,
                "args": json.dumps(dict(job.args), default=str),
                "at": job.at,
                "present": present,
            },
        )
