"""Writing the trail: called by the guard only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, Outcome
from server.kit.work import Actor, Caller


async def write(
    session: AsyncSession,
    caller: Caller,
    actor: Actor,
    *,
    operation: str,
    now: datetime,
    subjects: list[tuple[str, UUID]],
    changes: dict[str, Any],
    code: str | None = None,
) -> None:
    """Insert the record of one use case into its own transaction. `code` tells a refusal."""
    await session.execute(
        insert(AuditRecord).values(
            id=caller.house.ports.ids.new(),
            at=now,
            actor_id=actor.id,
            actor_kind=actor.kind.value,
            branch_id=actor.branch_id,
            session_id=actor.session_id,
            request_id=caller.request_id,
            address=caller.address,
            operation=operation,
            outcome=Outcome.REFUSED if code else Outcome.DONE,
            code=code,
            subjects=[{"kind": kind, "id": str(subject_id)} for kind, subject_id in subjects],
            changes=changes,
        )
    )
