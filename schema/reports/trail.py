"""Views and root field of the audit trail."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, literal_column

from schema.identity.views import Staff
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.descriptions import Test, page
from schema.reading.filters import between_instants, refers_to
from schema.reading.terms import Terms
from server.audit import models
from server.reports import chain
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

    record_id: str = column("Row id of the record.", lambda record, _terms: cast(record.id, Text))
    at: datetime = column("When.")
    staff: Staff | None = one("Who, where it was a member of staff.", on(actor_id="id"))
    actor_id: str = column("Row id of who did it.", lambda record, _terms: cast(record.actor_id, Text))
    actor_kind: str = column("Staff, system, customer or partner.")
    operation: str = column("Which operation.")
    outcome: models.Outcome = column("Done or refused.")
    code: str | None = column("Code of the refusal, dotted.")
    request_id: str = column("Id of the request.")
    address: str | None = column("From which address.")
    subjects: list[AuditSubject] = embedded("What it was about.", "subjects")


@strawberry.type(description="Whether the newest part of the audit chain holds.")
class AuditChain:
    """View of a check of the chain."""

    number: int = described("How many links the chain has.")
    head: str | None = described("Hash of its newest link, to compare with the anchor that is kept outside.")
    checked: int = described("How many of the newest links were looked at.")
    unseen: int = described("Records among them that are out of the caller's sight: nothing is said of them.")
    unsealed: int = described("Records that wait for their seal; no further than a thousand are counted.")
    broken: list[int] = described("Numbers of links that do not follow from the one before and from their record.")


OfOperation = Annotated[str | None, strawberry.argument(description="Only this operation: `loan:disburse`.")]
WithOutcome = Annotated[models.Outcome | None, strawberry.argument(description="Only what ended so.")]
ByStaff = Annotated[strawberry.ID | None, strawberry.argument(description="Only what this member of staff did.")]
Links = Annotated[int, strawberry.argument(description="How many of the newest links are checked, at most 20,000.")]


@strawberry.type
class TrailQuery:
    """Part of the root query."""

    @query(AUDIT_RECORDS, "What was done and refused, newest first. `totalCount` counts no further than ten thousand.")
    def audit_trail(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        operation: OfOperation = None,
        outcome: WithOutcome = None,
        staff_id: ByStaff = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Connection[AuditRecord]:
        tests = (
            *_same("operation", operation),
            *_ended(outcome),
            *refers_to("actor_id", staff_id, "Staff", "staffId"),
            *between_instants("at", since, until),
        )
        return page(AUDIT_RECORDS, ("-at", "-id"), *tests, first=first, after=after, count_max=COUNTED_MAX)

    @query(chain.check_chain)
    async def audit_chain(self, info: Info, links: Links = chain.LINKS_DEFAULT) -> AuditChain:
        found = await chain.check_chain(info.context.caller, links=links)
        return AuditChain(
            number=found.number,
            head=found.head,
            checked=found.checked,
            unseen=found.unseen,
            unsealed=found.unsealed,
            broken=list(found.broken),
        )


def _same(attribute: str, text: str | None) -> tuple[Test, ...]:
    if text is None:
        return ()

    def same(record: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = getattr(record, attribute) == terms.own("text", Text())
        return found

    return (Test(("same", attribute), same, {"text": text}),)


def _ended(outcome: models.Outcome | None) -> tuple[Test, ...]:
    if outcome is None:
        return ()

    def so(record: Any, _terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = record.outcome == literal_column(f"'{outcome.value}'")
        return found

    return (Test(("ended", outcome.value), so),)
