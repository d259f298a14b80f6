"""From an answer or a refusal to an HTTP response: media type and status (GraphQL over HTTP, section 6).

A document or variables that cannot be run are 400 in `application/graphql-response+json` and 200 in
`application/json`; whatever is wrong with the request around them has its own status in both.
"""

from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.types import Send

from schema.kit.errors import DocumentRefused, DocumentTooCostly, coded
from schema.wire.documents import DocumentErrors
from schema.wire.engine import Answer
from schema.wire.limits import cost_told
from server.front.accepts import JSON_TYPE, RESPONSE_TYPE
from server.front.refusals import Header, MethodNotAllowed, RateExceeded
from server.kit.errors import DomainError, Invalid

OK = 200
BAD_REQUEST = 400
CONTENT_TYPES = {media_type: f"{media_type}; charset=utf-8".encode() for media_type in (JSON_TYPE, RESPONSE_TYPE)}


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole HTTP response."""

    status: int
    headers: tuple[Header, ...]
    body: bytes

    async def go(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def reply_of(answer: Answer, media_type: str) -> Reply:
    """The answer of an operation."""
    return _json(answer.body, media_type, OK if answer.executed else _refused(media_type))


def refusal_of(error: DomainError | DocumentErrors, request_id: str, media_type: str) -> Reply:
    """The answer to a request of which nothing was run."""
    if isinstance(error, DocumentErrors):
        errors, status = error.errors, _refused(media_type)
    else:
        errors = [GraphQLError(error.code, original_error=error)]
        status = _refused(media_type) if isinstance(error, DocumentRefused) else error.status
    shown: dict[str, Any] = {"errors": [coded(each, request_id).formatted for each in errors]}
    if isinstance(error, DocumentTooCostly):
        cost, nodes = error.facts["cost"], error.facts["nodes"]
        assert isinstance(cost, int)
        assert isinstance(nodes, int)
        shown["extensions"] = cost_told(cost, nodes)
    status = BAD_REQUEST if status == Invalid.status else status
    return _json(orjson.dumps(shown), media_type, status, _headers(error))


def _headers(error: DomainError | DocumentErrors) -> tuple[Header, ...]:
    """What some refusals say beside their body (RFC 9110, 10.2)."""
    if isinstance(error, MethodNotAllowed):
        return ((b"allow", b"POST"),)
    if isinstance(error, RateExceeded):
        return ((b"retry-after", str(error.facts["retry_after_seconds"]).encode()),)
    return ()


def _refused(media_type: str) -> int:
    return BAD_REQUEST if media_type == RESPONSE_TYPE else OK


def _json(body: bytes, media_type: str, status: int, headers: tuple[Header, ...] = ()) -> Reply:
    length = (b"content-length", b"%d" % len(body))
    return Reply(status, (length, (b"content-type", CONTENT_TYPES[media_type]), *headers), body)
