"""Root fields that confirm documents."""

from uuid import UUID

import strawberry

from schema.documents.views import Document
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.documents import service


@strawberry.input(description="A confirmed value.")
class FieldInput:
    """Part of confirmDocument."""

    name: str = described("Name of the field.")
    value: str = described("What the paper says.")


@strawberry.input(description="What the officer says that the paper says.")
class ConfirmDocumentInput:
    """Input of confirmDocument."""

    idempotency_key: str = described(KEY)
    document_id: strawberry.ID = described("Which document.")
    expected_version: int = described(SEEN)
    fields: list[FieldInput] = described("Every field that he confirms.")


@strawberry.type(description="The document after the change.")
class DocumentPayload:
    """Answer of confirmDocument."""

    document: Document = described("As it stands now.")


@strawberry.type
class DocumentMutation:
    """Part of the root mutation."""

    @mutation(service.confirm)
    async def confirm_document(self, info: Info, input: ConfirmDocumentInput) -> DocumentPayload:
        back = ReadBack(info, _payload)
        outcome = await service.confirm(
            back.caller(input.idempotency_key),
            document_id=ids.decode_as("Document", input.document_id, "documentId"),
            expected_version=input.expected_version,
            fields={field.name: field.value for field in input.fields},
        )
        return back.answer(outcome)


def _payload(document_id: UUID) -> DocumentPayload:
    return DocumentPayload(document=by_row_id(document_id))
