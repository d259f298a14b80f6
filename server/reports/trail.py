"""Reading the audit trail: for auditors, and on record itself like every refusal to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from server.audit.models import AuditRecord
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.work import Work

LIMIT_MAX = 100
COUNTED_MAX = 10_000


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, newest first. `total` counts no further than ten thousand."""

    records: Sequence[AuditRecord]
    has_next: bool
    total: int


@read(Operation.AUDIT_READ)
async def trail(work: Work, *, after: tuple[datetime, UUID] | None = None, limit: int = 20) -> TrailPage:
    """What was done and refused, newest first: who, which operation, on what. Raises Invalid."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Invalid(field="first", reason=f"1-{LIMIT_MAX}")
    wanted = select(AuditRecord).order_by(AuditRecord.at.desc(), AuditRecord.id.desc()).limit(limit + 1)
    if after is not None:
        wanted = wanted.where(tuple_(AuditRecord.at, AuditRecord.id) < after)
    rows = (await work.session.execute(wanted)).scalars().all()
    some = select(AuditRecord.id).limit(COUNTED_MAX).subquery()
    total = (await work.session.execute(select(func.count()).select_from(some))).scalar_one()
    return TrailPage(rows[:limit], len(rows) > limit, total)
