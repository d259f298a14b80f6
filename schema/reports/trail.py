"""Views and root field of the audit trail."""

from datetime import datetime

import strawberry

from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from server.audit import models
from server.reports import trail

strawberry.enum(models.Outcome, name="AuditOutcome", description="Whether a use case was done or refused.")


@strawberry.type(description="An object that a use case was about.")
class AuditSubject:
    """View of a subject."""

    kind: str = described("What it is.")
    id: str = described("Its row id.")


@strawberry.type(description="One use case, done or refused.")
class AuditRecord:
    """View of a record."""

    at: datetime = described("When.")
    actor_id: str = described("Row id of who did it.")
    actor_kind: str = described("Staff, system, customer or partner.")
    operation: str = described("Which operation.")
    outcome: models.Outcome = described("Done or refused.")
    code: str | None = described("Code of the refusal, dotted.")
    request_id: str = described("Id of the request.")
    subjects: list[AuditSubject] = described("What it was about.")

    @classmethod
    def of(cls, row: models.AuditRecord) -> "AuditRecord":
        return cls(
            at=row.at,
            actor_id=str(row.actor_id),
            actor_kind=row.actor_kind,
            operation=row.operation,
            outcome=row.outcome,
            code=row.code,
            request_id=row.request_id,
            subjects=[AuditSubject(kind=each["kind"], id=each["id"]) for each in row.subjects],
        )


@strawberry.type
class TrailQuery:
    """Part of the root query."""

    @query(trail.trail)
    async def audit_trail(
        self, info: Info, first: int = FIRST_DEFAULT, after: str | None = None
    ) -> Connection[AuditRecord]:
        found = await trail.trail(
            info.context.caller, after=instant_and_id(info.context, after), limit=page_size(first)
        )
        return connection(
            info.context,
            found.records,
            first=first,
            after=after,
            total=found.total,
            view=AuditRecord.of,
            key=lambda row: (row.at, row.id),
            has_next=found.has_next,
        )
