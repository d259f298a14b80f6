"""Views of documents: what was photographed, what the reader proposes, what the officer confirmed."""

from datetime import datetime
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from server.documents import batches, models

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


@strawberry.type(description="A photographed paper.")
class Document(Node):
    """View of a document."""

    row: strawberry.Private[models.Document]
    kind: models.DocumentKind = described("What it shows.")
    state: models.DocumentState = described("Where it stands.")
    failure: str | None = described("Why it could not be read.")
    received_at: datetime = described("When it was uploaded.")
    picture_url: str = described("Where its picture can be fetched with the bearer token.")
    version: int = described("Hand it back as expectedVersion.")

    @classmethod
    def of(cls, row: models.Document) -> "Document":
        return cls(
            id=ids.encode("Document", row.id, row.customer_id),
            row=row,
            kind=row.kind,
            state=row.state,
            failure=row.failure,
            received_at=row.received_at,
            picture_url=f"/api/documents/{row.id}/picture",
            version=row.version,
        )

    @strawberry.field(description="What the reader warns of: blur, glare, cut edge.")
    async def warnings(self, info: Info) -> list[str]:
        return list(await info.context.loader(batches.warnings_by_documents).load(self.row.id))

    @strawberry.field(description="Its fields: clear for the customer's own officer, masked for everybody else.")
    async def fields(self, info: Info) -> list[DocumentField]:
        found = await info.context.loader(batches.fields_by_documents).load(self.row.id)
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


async def documents_of(info: Info, customer_id: UUID) -> list[Document]:
    return [Document.of(row) for row in await info.context.loader(batches.documents_of).load(customer_id)]
