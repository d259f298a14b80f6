"""Which packings a browser takes, and packing what is made for it."""

import gzip
import re

import brotli  # type: ignore[import-untyped]  # it has no stubs

BROTLI_QUALITY = 5
"""Within a few per cent of the best at a fiftieth of its time: a page is packed while somebody waits for it."""
GZIP_LEVEL = 6


def accepted_encodings(header: str) -> set[str]:
    """The encodings that a browser takes, those with weight zero left out (RFC 9110, 12.5.3)."""
    taken = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            taken.add(name.strip())
    return taken


def packed(body: bytes, header: str) -> tuple[bytes, str | None]:
    """A body as the browser takes it, with the name of the packing; None where it is sent as it is."""
    accepted = accepted_encodings(header)
    if "br" in accepted:
        return brotli.compress(body, quality=BROTLI_QUALITY), "br"
    if "gzip" in accepted:
        return gzip.compress(body, GZIP_LEVEL), "gzip"
    return body, None
