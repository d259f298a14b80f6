"""Which media type a GraphQL answer takes: what Accept likes best of the two that there are (RFC 9110, 12.5.1)."""

import re
from collections.abc import Iterable

RESPONSE_TYPE = "application/graphql-response+json"
JSON_TYPE = "application/json"
QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
EXACT = 2


def answer_type(accept: str) -> str | None:
    """The media type of the answer; None when neither is wanted.

    Silence and `*/*` mean application/json, as GraphQL over HTTP has it for clients of before its own media type; of
    two that are named and liked alike the modern one wins.
    """
    if not accept.strip():
        return JSON_TYPE
    likings = {name: _liking(accept, name) for name in (JSON_TYPE, RESPONSE_TYPE)}
    best = max(likings.values())
    if best[0] == 0:
        return None
    chosen = [name for name, liking in likings.items() if liking == best]
    return chosen[-1] if best[1] == EXACT else chosen[0]


def accept_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """All Accept lines of a request as one."""
    return ",".join(value.decode("latin-1") for name, value in headers if name == b"accept")


def _liking(accept: str, name: str) -> tuple[float, int]:
    """Quality and exactness of the range that fits best; a range with a malformed quality counts for nothing."""
    exactness = {"*/*": 0, name.partition("/")[0] + "/*": 1, name: EXACT}
    fitting = (-1, 0.0)
    for part in accept.split(","):
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        told = [word[2:] for word in parameters if word.startswith("q=")]
        if kind in exactness and all(QUALITY.fullmatch(word) for word in told):
            fitting = max(fitting, (exactness[kind], float(told[0]) if told else 1.0))
    return fitting[1], fitting[0]
