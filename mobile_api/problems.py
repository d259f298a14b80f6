"""Refusals as application/problem+json (RFC 9457): code, field, request id, both languages."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from server.identity.errors import WipeOrdered
from server.kit.errors import DomainError, TooMany

PROBLEM = "application/problem+json"
WIPE = '"cache", "storage"'
"""What a browser is told to forget of this site when somebody leaves, or is made to."""
Handler = Callable[[Any, Request], Awaitable[Response]]


def problem(error: DomainError, request: Request) -> Response:
    """The answer to a refused request."""
    body = {
        "type": "about:blank",
        "title": error.message_en,
        "status": error.status,
        "detail": error.message_en,
        "code": error.code,
        "field": error.field,
        "requestId": getattr(request.state, "request_id", ""),
        "messageZh": error.message_zh,
    }
    headers = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.facts["retry_after_seconds"])
    if isinstance(error, WipeOrdered):
        headers["Clear-Site-Data"] = WIPE
    return Response(orjson.dumps(body), status_code=error.status, media_type=PROBLEM, headers=headers)


def answering(handler: Handler) -> Handler:
    """Turn a refusal of a verb into its answer; everything unforeseen is left to the front door."""

    @wraps(handler)
    async def answered(self: Any, request: Request) -> Response:
        try:
            return await handler(self, request)
        except DomainError as error:
            return problem(error, request)

    return answered
