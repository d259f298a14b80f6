"""Pictures from phones: multipart upload, and the picture back for whoever may see it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.papers import PRIVATE, row_id
from mobile_api.problems import answering
from mobile_api.requests import json_response, staff_caller
from server.documents.intake import picture, upload
from server.documents.models import DocumentKind
from server.front.refusals import MultipartMalformed
from server.kit.errors import Invalid
from server.kit.global_ids import decode_as, encode
from server.kit.work import House

FIELDS_MAX = 4


class UploadRoutes:
    """POST /api/uploads and GET /api/documents/{id}/picture."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/api/uploads", self.take, methods=["POST"]),
            Route("/api/documents/{id}/picture", self.show, methods=["GET"]),
        ]

    @answering
    async def take(self, request: Request) -> Response:
        """Take one picture: fields customerId, kind and file. The request key stands in `Idempotency-Key`."""
        caller = await staff_caller(self._house, request)
        async with read_form(request) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid(field="file", reason="missing")
            application = form.get("applicationId")
            customer_id = decode_as("Customer", str(form.get("customerId")), "customerId")
            document_id = await upload(
                caller,
                customer_id=customer_id,
                kind=document_kind(form.get("kind")),
                data=await file.read(),
                application_id=decode_as("Application", str(application), "applicationId") if application else None,
            )
        return json_response({"documentId": encode("Document", document_id, customer_id)}, 201)

    @answering
    async def show(self, request: Request) -> Response:
        found = await picture(await staff_caller(self._house, request), document_id=row_id(request))
        return Response(found.data, media_type=found.media_type, headers=PRIVATE)


@asynccontextmanager
async def read_form(request: Request) -> AsyncIterator[FormData]:
    """The fields and the one file; closed afterwards. Raises MultipartMalformed."""
    try:
        form = await request.form(max_files=1, max_fields=FIELDS_MAX)
    except HTTPException as error:  # Starlette's, with a sentence and no code
        raise MultipartMalformed(field="body", reason=error.detail) from error
    try:
        yield form
    finally:
        await form.close()


def document_kind(value: object) -> DocumentKind:
    """The kind of a document as the app names it. Raises Invalid."""
    try:
        return DocumentKind(str(value).lower())
    except ValueError as error:
        raise Invalid(field="kind", reason="document kind") from error
