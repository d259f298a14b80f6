"""Writing the trail: called by the guard only."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, Outcome
from server.kit.database import table_of
from server.kit.work import Actor, Caller

_COLUMNS: Final = table_of(AuditRecord).c
RECORD: Final = insert(table_of(AuditRecord)).values(
    {each.name: bindparam(f"record_{each.name}", type_=each.type) for each in _COLUMNS}
)
"""The record of one use case; its parameters are those of `told`."""


async def write(session: AsyncSession, record: dict[str, Any]) -> None:
    """Insert the record of one use case, as `told` made it, into its own transaction."""
    await session.execute(RECORD, record)


def told(
    caller: Caller,
    actor: Actor,
    *,
    operation: str,
    now: datetime,
    subjects: list[tuple[str, UUID]],
    changes: dict[str, Any],
    code: str | None = None,
) -> dict[str, Any]:
    """The record of one use case, as parameters of `RECORD`. `code` tells a refusal."""
    return {
        "record_id": caller.house.ports.ids.new(),
        "record_at": now,
        "record_actor_id": actor.id,
        "record_actor_kind": actor.kind.value,
        "record_branch_id": actor.branch_id,
        "record_session_id": actor.session_id,
        "record_request_id": caller.request_id,
        "record_address": caller.address,
        "record_operation": str(operation),
        "record_outcome": Outcome.REFUSED if code else Outcome.DONE,
        "record_code": code,
        "record_subjects": [{"kind": kind, "id": str(subject_id)} for kind, subject_id in subjects],
        "record_changes": changes,
    }
