"""Guarded reads for many applications at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from server.applications.models import Application, ApplicationFinding, Opinion
from server.identity.batch import rows_in_order
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work

PAGE_MAX = 100


@read(Operation.APPLICATION_READ)
async def applications_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[Application | None]:
    """Applications in the order of their ids, None for those out of sight."""
    return await rows_in_order(work, Application, keys)


@read(Operation.APPLICATION_READ)
async def applications_of(work: Work, *, keys: Sequence[UUID]) -> list[list[Application]]:
    """The applications of each customer, the newest first."""
    wanted = select(Application).where(Application.customer_id.in_(keys), within(Application, work.scope))
    newest = wanted.order_by(Application.created_at.desc(), Application.id.desc())
    rows = (await work.session.execute(newest.limit(PAGE_MAX * len(keys)))).scalars().all()
    return [[row for row in rows if row.customer_id == key] for key in keys]


@read(Operation.APPLICATION_READ)
async def opinions_of(work: Work, *, keys: Sequence[tuple[UUID, int]]) -> list[Opinion | None]:
    """The opinion of each (application, submission)."""
    ids = [key[0] for key in keys]
    rows = await work.session.execute(
        select(Opinion).where(Opinion.application_id.in_(ids), within(Opinion, work.scope))
    )
    found = {(row.application_id, row.submission): row for row in rows.scalars()}
    return [found.get(key) for key in keys]


@read(Operation.APPLICATION_READ)
async def findings_of(work: Work, *, keys: Sequence[tuple[UUID, int]]) -> list[list[ApplicationFinding]]:
    """What the rules found at each (application, submission), in their order."""
    ids = [key[0] for key in keys]
    wanted = select(ApplicationFinding).where(
        ApplicationFinding.application_id.in_(ids), within(ApplicationFinding, work.scope)
    )
    rows = (await work.session.execute(wanted.order_by(ApplicationFinding.position))).scalars().all()
    return [[row for row in rows if (row.application_id, row.submission) == key] for key in keys]
