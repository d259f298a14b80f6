"""Views and root field of the audit trail."""

from datetime import datetime

import strawberry
from sqlalchemy import Text, cast

from schema.kit.fields import described, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, embedded, reads
from schema.reading.descriptions import page
from server.audit import models
from server.reports.sights import AUDIT_RECORDS

COUNTED_MAX = 10_000

strawberry.enum(models.Outcome, name="AuditOutcome", description="Whether a use case was done or refused.")


@strawberry.type(description="An object that a use case was about.")
class AuditSubject:
    """View of a subject."""

    kind: str = described("What it is.")
    id: str = described("Its row id.")


@strawberry.type(description="One use case, done or refused.")
@reads(AUDIT_RECORDS)
class AuditRecord:
    """View of a record."""

    at: datetime = column("When.")
    actor_id: str = column("Row id of who did it.", lambda record, _terms: cast(record.actor_id, Text))
    actor_kind: str = column("Staff, system, customer or partner.")
    operation: str = column("Which operation.")
    outcome: models.Outcome = column("Done or refused.")
    code: str | None = column("Code of the refusal, dotted.")
    request_id: str = column("Id of the request.")
    subjects: list[AuditSubject] = embedded("What it was about.", "subjects")


@strawberry.type
class TrailQuery:
    """Part of the root query."""

    @query(AUDIT_RECORDS, "What was done and refused, newest first. `totalCount` counts no further than ten thousand.")
    def audit_trail(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[AuditRecord]:
        return page(AUDIT_RECORDS, ("-at", "-id"), first=first, after=after, count_max=COUNTED_MAX)
