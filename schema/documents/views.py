"""Views of documents: what was photographed, what the reader proposes, what the officer confirmed."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import aliased

from schema.kit.context import Info
from schema.kit.fields import described
from schema.reading.declarations import column, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.documents import batches, models
from server.documents.sights import DOCUMENTS

strawberry.enum(models.DocumentKind, description="What the officer says the picture shows.")
strawberry.enum(models.DocumentState, description="On its way from the camera to a confirmed fact.")


@strawberry.type(description="One field of a document.")
class DocumentField:
    """View of a field: proposed by the reader, confirmed by the officer."""

    name: str = described("Name of the field, e.g. id_number.")
    proposed: str | None = described("What the reader proposes; null when a check failed or nothing was found.")
    confidence: float = described("How sure the reader is, 0 to 1.")
    sure: bool = described("Whether it may be taken without a second look.")
    reason: str | None = described("Why there is no proposal, or why it is doubtful.")
    confirmed: str | None = described("What the officer confirmed.")


def _picture_url(document: Any, _terms: Terms) -> ColumnElement[str]:
    return literal_column("'/api/documents/'").op("||")(cast(document.id, Text)).op("||")(literal_column("'/picture'"))


def _warnings(document: Any, terms: Terms) -> ColumnElement[Any]:
    """Why it could not be read, or what the last reading warns of (codes of `ocr.reasons`)."""
    reading = aliased(models.DocumentReading)
    last = (
        select(reading.warnings)
        .where(reading.customer_id == document.customer_id, reading.document_id == document.id, terms.within(reading))
        .order_by(reading.read_at.desc(), reading.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    none: ColumnElement[Any] = literal_column("ARRAY[]::text[]", ARRAY(Text()))
    return case(
        (document.failure.is_not(None), array([document.failure], type_=Text())), else_=func.coalesce(last, none)
    )


@strawberry.type(description="A photographed paper.")
@reads(DOCUMENTS, needs=("id",))
class Document(Node):
    """View of a document."""

    kind: models.DocumentKind = column("What it shows.")
    state: models.DocumentState = column("Where it stands.")
    failure: str | None = column("Why it could not be read.")
    received_at: datetime = column("When it was uploaded.")
    picture_url: str = column("Where its picture can be fetched with the bearer token.", _picture_url)
    version: int = column("Hand it back as expectedVersion.")
    warnings: list[str] = column("What the reader warns of: blur, glare, cut edge.", _warnings)

    @strawberry.field(description="Its fields: clear for the customer's own officer, masked for everybody else.")
    async def fields(self, info: Info) -> list[DocumentField]:
        document: Any = self
        found = await info.context.loader(batches.fields_by_documents).load(document.row_key[-1])
        return [
            DocumentField(
                name=field.name,
                proposed=field.proposed,
                confidence=field.confidence,
                sure=field.sure,
                reason=field.reason,
                confirmed=field.confirmed,
            )
            for field in found
        ]
