"""Answers to trusted queries over GET may be kept by the caller's own client, and asked after by their ETag.

They are personal: no shared cache may keep them (`private`), none may be shown without asking again (`no-cache`), and
one person's copy is never another's (`Vary: Authorization`). The tag is a strong one, over media type and body: equal
tags mean equal bytes. What is an error is never kept. Rights are checked before a 304 as before any answer: the query
runs each time, only the bytes are spared.
"""

import hashlib
from collections.abc import Iterable

from schema.wire.answers import OK, Reply
from server.front.refusals import Header

NOT_MODIFIED = 304
KEPT: tuple[Header, ...] = ((b"cache-control", b"private, no-cache"), (b"vary", b"Authorization, Accept"))


def tagged(asked: Iterable[Header], reply: Reply) -> Reply:
    """The answer with its ETag, or 304 without a body for who has it already; `asked` are the request's headers."""
    if reply.status != OK or not reply.body.startswith(b'{"data":'):
        return reply
    whole = dict(reply.headers)[b"content-type"] + b" " + reply.body
    tag = f'"{hashlib.sha256(whole).hexdigest()}"'
    headers = (*KEPT, (b"etag", tag.encode()))
    if _names([value.decode("latin-1") for name, value in asked if name == b"if-none-match"], tag):
        return Reply(NOT_MODIFIED, headers, b"")
    return Reply(reply.status, (*reply.headers, *headers), reply.body)


def _names(values: list[str], tag: str) -> bool:
    """Whether If-None-Match names a tag, weakly compared (RFC 9110, 13.1.2)."""
    named = {part.strip().removeprefix("W/") for value in values for part in value.split(",")}
    return tag in named or "*" in named
