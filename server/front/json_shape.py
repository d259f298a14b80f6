"""JSON text checked before and while it is parsed: size is the caller's, depth, digits and NUL are ours.

The scan before parsing is linear: strings are cut out by one regular expression that cannot backtrack, what is left
is reduced to its brackets, and those are counted.
"""

import re
from typing import Any

import orjson

from server.front.refusals import (
    GraphqlShape,
    JsonMalformed,
    JsonNotObject,
    JsonTooDeep,
    NotUtf8,
    NulCharacter,
    NumberTooLong,
)

MAX_DEPTH = 32
MAX_DIGITS = 32
NUL_ESCAPE = b"\\u0000"

# the last group also takes an unclosed string, so that no second attempt starts inside it
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
LONG_NUMBER = re.compile(rb"[0-9]{%d}" % (MAX_DIGITS + 1))
NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
OPENING = frozenset(b"[{")


def parse_object(text: bytes, *, field: str = "body", max_depth: int = MAX_DEPTH) -> dict[str, Any]:
    """The JSON object in `text`.

    Raises NotUtf8, JsonTooDeep, NumberTooLong, JsonMalformed, NulCharacter, JsonNotObject. Integers beyond 64 bits
    come back as floats: nothing in this system takes a number that large.
    """
    _check_utf8(text, field)
    # where all brackets and digits together, those in strings included, keep the limits, no part of them can pass one
    if text.count(b"{") + text.count(b"[") > max_depth or LONG_NUMBER.search(text):
        bare = STRING.sub(b'""', text)
        _check_depth(bare, field, max_depth)
        if LONG_NUMBER.search(bare):
            raise NumberTooLong(field, limit=MAX_DIGITS)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise JsonMalformed(field, reason=f"line {error.lineno}, column {error.colno}") from None
    if not isinstance(value, dict):
        raise JsonNotObject(field)
    if NUL_ESCAPE in text and _holds_nul(value):
        raise NulCharacter(field)
    return value


def check_graphql(value: dict[str, Any]) -> None:
    """The members of a GraphQL request have their types (GraphQL over HTTP, section 5.1). Raises GraphqlShape."""
    for name in ("query", "operationName"):
        if value.get(name) is not None and not isinstance(value[name], str):
            raise GraphqlShape(name, reason=f"{name} must be a string")
    for name in ("variables", "extensions"):
        if value.get(name) is not None and not isinstance(value[name], dict):
            raise GraphqlShape(name, reason=f"{name} must be an object")


def _check_utf8(text: bytes, field: str) -> None:
    try:
        text.decode()
    except UnicodeDecodeError:
        raise NotUtf8(field) from None


def _check_depth(bare: bytes, field: str, max_depth: int) -> None:
    depth = 0
    for bracket in bare.translate(None, NOT_BRACKETS):
        depth += 1 if bracket in OPENING else -1
        if depth > max_depth:
            raise JsonTooDeep(field, limit=max_depth)


def _holds_nul(value: Any) -> bool:
    """Depth is bounded already, so recursion is safe. PostgreSQL has no NUL in text: it would answer with an error."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _holds_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(map(_holds_nul, value))
