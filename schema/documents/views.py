"""Views of documents: what was photographed, what the reader proposes, what the officer confirmed."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import aliased

from schema.kit.context import Info
from schema.kit.fields import described
from schema.reading.declarations import column, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.customers.models import IdentityMatch
from server.documents import batches, models
from server.documents.sights import DOCUMENTS, PICTURE_FINDINGS

if TYPE_CHECKING:
    from schema.customers.views import Customer

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
    corrected: bool = described("Whether he confirmed something else than was read.")
    corners: list[float] | None = described(
        "Where it stands: x and y of four corners as shares of the picture, clockwise from where reading begins."
    )


def _picture_url(document: Any, _terms: Terms) -> ColumnElement[str]:
    return literal_column("'/api/documents/'").op("||")(cast(document.id, Text)).op("||")(literal_column("'/picture'"))


def _warnings(document: Any, terms: Terms) -> ColumnElement[Any]:
    """Why it could not be read, or what the last reading warns of (codes of `ocr.reasons`); whom it points to."""
    reading = aliased(models.DocumentReading)
    last = (
        select(reading.warnings)
        .where(reading.customer_id == document.customer_id, reading.document_id == document.id, terms.within(reading))
        .order_by(reading.read_at.desc(), reading.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    none: ColumnElement[Any] = literal_column("ARRAY[]::text[]", ARRAY(Text()))
    own = case(
        (document.failure.is_not(None), array([document.failure], type_=Text())), else_=func.coalesce(last, none)
    )
    return own.op("||")(_points_to(document, terms))


def _points_to(document: Any, terms: Terms) -> ColumnElement[Any]:
    """Codes like id_number_registered: what stands on the paper belongs to another customer."""
    match = aliased(IdentityMatch)
    code = cast(match.likeness, Text).op("||")("_").op("||")(cast(match.standing, Text))
    codes = (
        select(code)
        .where(match.customer_id == document.customer_id, match.document_id == document.id, terms.within(match))
        .distinct()
        .order_by(code)
    )
    found: ColumnElement[Any] = func.array(codes.scalar_subquery())
    return found


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
    warnings: list[str] = column(
        "What the reader warns of (blur, glare, cut edge), and whether the paper points to another customer.", _warnings
    )

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
                corrected=field.corrected,
                corners=None if field.corners is None else list(field.corners),
            )
            for field in found
        ]


def _first_holder(finding: Any, customer: Any, _terms: Terms) -> ColumnElement[bool]:
    claim = aliased(models.PictureClaim)
    held = select(claim.customer_id).where(claim.trace == finding.trace).scalar_subquery()
    found: ColumnElement[bool] = customer.customer_id == held
    return found


@strawberry.type(description="A picture that was shown of another customer before.")
@reads(PICTURE_FINDINGS, needs=("id",))
class PictureFinding(Node):
    """View of a finding: a reason to ask, no verdict."""

    found_at: datetime = column("When the second customer's picture came in.")
    document: Document | None = one("The picture that came later.", on(document_id="id"))
    customer: Annotated["Customer", strawberry.lazy("schema.customers.views")] | None = one(
        "Of whom it was shown later.", on(customer_id="customer_id")
    )
    first_customer: Annotated["Customer", strawberry.lazy("schema.customers.views")] | None = one(
        "Of whom it was shown first.", _first_holder
    )
