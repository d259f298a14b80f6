"""Uploads that go on where they were cut: tus 1.0 with creation, checksum, expiration and termination.

One thing is said beyond tus: `Jiedai-Document`, the document's id, with every answer about an upload that has become
one. An empty piece at the end asks for it again; it is how a phone learns what became of the last one when the answer
was lost, and why it was refused if it was.
"""

import hashlib
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable, Mapping
from email.utils import format_datetime
from hmac import compare_digest
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mobile_api.papers import row_id
from mobile_api.problems import problem
from mobile_api.requests import staff_caller
from mobile_api.uploads import document_kind
from server.documents.uploading import service
from server.documents.uploading.errors import ChecksumUnsupported, TusVersionUnsupported, UploadChecksumWrong
from server.documents.uploading.service import LENGTH_BYTES_MAX, PIECE_BYTES_MAX, Standing
from server.documents.uploading.walk import add_piece
from server.front.paths import PathRule
from server.front.refusals import BodyTooLarge, BodyUnexpected, MediaTypeUnsupported, MethodNotAllowed
from server.kit.errors import DomainError, Invalid
from server.kit.global_ids import decode_as, encode
from server.kit.work import House

PATH: Final = "/api/uploads/resumable"
VERSION: Final = "1.0.0"
OCTETS: Final = "application/offset+octet-stream"
EXTENSIONS: Final = "creation,checksum,expiration,termination"
ALGORITHMS: Final = ("sha1", "sha256")
METADATA: Final = frozenset({"customerId", "kind", "applicationId", "filename", "filetype"})
NUMBER: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
Verb = Callable[[Request], Awaitable[Response]]
RULE: Final = PathRule(
    PATH,
    "uploads",
    methods=frozenset({"OPTIONS", "POST", "HEAD", "PATCH", "DELETE"}),
    content_types=frozenset({OCTETS}),
    max_body_bytes=PIECE_BYTES_MAX,
)


class ResumableUploadRoutes:
    """OPTIONS and POST /api/uploads/resumable; HEAD, PATCH and DELETE of what lies below it."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        methods = sorted(RULE.methods)
        return [Route(PATH, self.all, methods=methods), Route(f"{PATH}/{{id:path}}", self.one, methods=methods)]

    async def all(self, request: Request) -> Response:
        """What this server can, and the beginning of an upload."""
        return await self._spoken(request, {"OPTIONS": _tell, "POST": self._begin})

    async def one(self, request: Request) -> Response:
        """One upload."""
        verbs = {"OPTIONS": _tell, "HEAD": self._look, "PATCH": self._take, "DELETE": self._end}
        return await self._spoken(request, verbs)

    async def _spoken(self, request: Request, verbs: Mapping[str, Verb]) -> Response:
        """The answer of the verb that is meant: with the version of tus, and kept by nobody."""
        try:
            answer = await _verb(request, verbs)(request)
        except DomainError as error:
            answer = problem(error, request)
        answer.headers["Tus-Resumable"] = VERSION
        answer.headers["Cache-Control"] = "no-store"
        if answer.status_code == TusVersionUnsupported.status:
            answer.headers["Tus-Version"] = VERSION
        return answer

    async def _begin(self, request: Request) -> Response:
        """Announce a picture: Upload-Length, and customerId, kind and applicationId in Upload-Metadata.

        The request key stands in `Idempotency-Key`: asked again, the upload is the same. It is sent to where Location
        says, in pieces of at most 64 kB.
        """
        caller = await staff_caller(self._house, request)
        if await request.body():
            raise BodyUnexpected("body")
        length_bytes = _number(request, "upload-length")
        told = _metadata(request)
        application = told.get("applicationId")
        upload_id = await service.begin_upload(
            caller,
            customer_id=decode_as("Customer", told.get("customerId", ""), "customerId"),
            kind=document_kind(told.get("kind")),
            length_bytes=length_bytes,
            application_id=decode_as("Application", application, "applicationId") if application else None,
        )
        standing = await service.look_at_upload(caller, upload_id=upload_id)
        return Response(status_code=201, headers={"Location": f"{PATH}/{upload_id}"} | _told(standing))

    async def _look(self, request: Request) -> Response:
        caller = await staff_caller(self._house, request)
        standing = await service.look_at_upload(caller, upload_id=row_id(request))
        return Response(headers=_told(standing) | {"Upload-Length": str(standing.length_bytes)})

    async def _take(self, request: Request) -> Response:
        caller = await staff_caller(self._house, request)
        upload_id = row_id(request)
        if request.headers.get("content-type", "").strip().lower() != OCTETS:
            raise MediaTypeUnsupported("content-type", accepted=OCTETS)
        offset_bytes = _number(request, "upload-offset")
        data = await request.body()
        if len(data) > PIECE_BYTES_MAX:  # the front door has counted already
            raise BodyTooLarge("body", limit_bytes=PIECE_BYTES_MAX)
        _check_sum(request, data)
        standing = await add_piece(caller, upload_id=upload_id, offset_bytes=offset_bytes, data=data)
        return Response(status_code=204, headers=_told(standing))

    async def _end(self, request: Request) -> Response:
        caller = await staff_caller(self._house, request)
        await service.end_upload(caller, upload_id=row_id(request))
        return Response(status_code=204)


async def _tell(_request: Request) -> Response:
    told = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(LENGTH_BYTES_MAX),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return Response(status_code=204, headers=told)


def _verb(request: Request, verbs: Mapping[str, Verb]) -> Verb:
    """What is meant: POST may carry it in a header, for networks that let nothing else pass.

    Raises MethodNotAllowed, TusVersionUnsupported.
    """
    meant = request.method
    if meant == "POST":
        meant = request.headers.get("x-http-method-override", meant).upper()
    if meant not in verbs:
        raise MethodNotAllowed("method")
    if meant != "OPTIONS" and request.headers.get("tus-resumable") != VERSION:
        raise TusVersionUnsupported("tus-resumable", version=VERSION)
    return verbs[meant]


def _told(standing: Standing) -> dict[str, str]:
    told = {
        "Upload-Offset": str(standing.received_bytes),
        "Upload-Expires": format_datetime(standing.expires_at, usegmt=True),
    }
    if standing.document_id is not None:
        told["Jiedai-Document"] = encode("Document", standing.document_id, standing.customer_id)
    return told


def _number(request: Request, name: str) -> int:
    """A header that is a whole number. Raises Invalid, naming it."""
    given = request.headers.getlist(name)
    if len(given) != 1 or not NUMBER.fullmatch(given[0]):
        raise Invalid(field=name, reason="0-999999999999")
    return int(given[0])


def _metadata(request: Request) -> dict[str, str]:
    """Names and values of Upload-Metadata. Raises Invalid."""
    text = request.headers.get("upload-metadata", "")
    told: dict[str, str] = {}
    for pair in text.split(",") if text else ():
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = b64decode(value.strip(), validate=True).decode()
        except (NotBase64, UnicodeDecodeError) as error:
            raise Invalid(field="upload-metadata", reason="base64") from error
        if name not in METADATA:
            raise Invalid(field="upload-metadata", reason=", ".join(sorted(METADATA)))
    return told


def _check_sum(request: Request, data: bytes) -> None:
    """Hold a piece against Upload-Checksum, where it is given. Raises Invalid, UploadChecksumWrong."""
    text = request.headers.get("upload-checksum")
    if text is None:
        return
    algorithm, _, value = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise ChecksumUnsupported("upload-checksum", accepted=", ".join(ALGORITHMS))
    try:
        wanted = b64decode(value, validate=True)
    except (NotBase64, ValueError) as error:
        raise ChecksumUnsupported("upload-checksum", accepted="base64") from error
    if not compare_digest(hashlib.new(algorithm, data, usedforsecurity=False).digest(), wanted):
        raise UploadChecksumWrong(field="upload-checksum")
