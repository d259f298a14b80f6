"""Who saw whose data and why: the looks at personal data of which the audit trail has a record."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Integer, Text, Uuid, and_, cast, func, literal_column
from sqlalchemy.dialects.postgresql import JSONB

from schema.identity.views import Staff
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.descriptions import Test, page
from schema.reading.filters import refers_to
from schema.reading.terms import Terms
from schema.reports.trail import COUNTED_MAX, AuditSubject
from server.audit.looks import LOOKS
from server.kit import global_ids
from server.kit.errors import Invalid
from server.reports.sights import AUDIT_RECORDS

OfCustomer = Annotated[strawberry.ID | None, strawberry.argument(description="Whose data was looked at.")]
ByStaff = Annotated[strawberry.ID | None, strawberry.argument(description="Who looked.")]


def _told(name: str) -> Any:
    def text(record: Any, _terms: Terms) -> ColumnElement[Any]:
        return cast(record.changes[name].astext, Text)

    return text


def _rows(record: Any, _terms: Terms) -> ColumnElement[Any]:
    return cast(record.changes["rows"].astext, Integer)


def _fields(record: Any, _terms: Terms) -> ColumnElement[Any]:
    """The named fields, one after the other: `id_number phone`."""
    listed = func.translate(cast(record.changes["revealed"], Text), literal_column("'[\",]'"), literal_column("''"))
    return func.nullif(listed, literal_column("''"))


@strawberry.type(description="One look at personal data in clear, or data that was taken out in a file.")
@reads(AUDIT_RECORDS)
class DataAccess:
    """View of a record of such a look."""

    at: datetime = column("When.")
    staff: Staff | None = one("Who; null for whoever is no member of staff in sight.", on(actor_id="id"))
    actor_kind: str = column("Staff, system, customer or partner.")
    operation: str = column("By which operation: customer:reveal, document:read and the like.")
    reason: str | None = column("Why, in his own words, where the operation asks.", _told("reason"))
    fields: str | None = column("Which fields, with a space between, where they are named.", _fields)
    rows: int | None = column("How many rows, where a file was taken out.", _rows)
    address: str | None = column("From which address.")
    subjects: list[AuditSubject] = embedded("What it was about.", "subjects")


def _look(record: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = record.operation.in_([literal_column(f"'{operation}'") for operation in LOOKS])
    return and_(found, record.outcome == literal_column("'done'"))


def _about(customer_id: str | None) -> tuple[Test, ...]:
    """Looks at what is a customer's. Raises Invalid for an id of another kind."""
    if customer_id is None:
        return ()
    row_id = global_ids.decode_as("Customer", customer_id, "customerId")

    def holds(record: Any, terms: Terms) -> ColumnElement[bool]:
        named = func.jsonb_build_object("kind", "customer", "id", cast(terms.own("id", Uuid()), Text))
        found: ColumnElement[bool] = record.subjects.op("@>")(cast(func.jsonb_build_array(named), JSONB))
        return found

    return (Test("about", holds, {"id": row_id}),)


@strawberry.type
class AccessQuery:
    """Part of the root query."""

    @query(
        AUDIT_RECORDS,
        "Who saw the data of a customer, or whose data somebody saw, and why; the newest first. One of the two has to "
        "be said. `totalCount` counts no further than ten thousand.",
    )
    def data_access(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        customer_id: OfCustomer = None,
        staff_id: ByStaff = None,
    ) -> Connection[DataAccess]:
        if customer_id is None and staff_id is None:
            raise Invalid(field="customerId", reason="customerId | staffId")
        tests = (Test("looks", _look), *_about(customer_id), *refers_to("actor_id", staff_id, "Staff", "staffId"))
        return page(AUDIT_RECORDS, ("-at", "-id"), *tests, first=first, after=after, count_max=COUNTED_MAX)
