"""Answers to trusted queries over GET may be kept by the caller's own client, and asked after by their ETag.

They are personal: no shared cache may keep them (`private`), none may be shown without asking again (`no-cache`), and
one person's copy is never another's (`Vary: Authorization`). The tag is a strong one, over media type and body: equal
tags mean equal bytes. What is an error is never kept. Rights are checked before a 304 as before any answer: the query
runs each time, only the bytes are spared.
"""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

NOT_MODIFIED = 304
OK = 200
KEPT = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept"}


def tagged(request: Request, response: Response) -> Response:
    """The answer with its ETag, or 304 without a body for who has it already."""
    if response.status_code != OK or not bytes(response.body).startswith(b'{"data":'):
        return response
    whole = response.headers["content-type"].encode() + b" " + bytes(response.body)
    tag = f'"{hashlib.sha256(whole).hexdigest()}"'
    headers = KEPT | {"ETag": tag}
    if _names(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    response.headers.update(headers)
    return response


def _names(values: list[str], tag: str) -> bool:
    """Whether If-None-Match names a tag, weakly compared (RFC 9110, 13.1.2)."""
    named = {part.strip().removeprefix("W/") for value in values for part in value.split(",")}
    return tag in named or "*" in named
