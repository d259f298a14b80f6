"""How both sides of a link to a source sign: hexadecimal HMAC-SHA256 over `timestamp LF METHOD /path LF body`.

The timestamp is in Unix seconds. A message out of its five minutes, or about another target, is nobody's.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

TIMESTAMP_HEADER: Final = "X-Source-Timestamp"
SIGNATURE_HEADER: Final = "X-Source-Signature"
WINDOW_SECONDS: Final = 300
TIMESTAMP_DIGITS_MAX: Final = 10


def sign(secret: str, timestamp: str, target: str, body: bytes) -> str:
    """The signature of one message in hexadecimal."""
    message = b"\n".join((timestamp.encode(), target.encode(), body))
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def signed_headers(secret: str, target: str, body: bytes, now: datetime) -> dict[str, str]:
    """The two headers of a message."""
    timestamp = str(int(now.timestamp()))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: sign(secret, timestamp, target, body)}


def is_signed(secret: str, headers: Mapping[str, str], *, target: str, body: bytes, now: datetime) -> bool:
    """Whether the headers sign this message now. An empty secret signs nothing."""
    timestamp, signature = headers.get(TIMESTAMP_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
    if not secret or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= TIMESTAMP_DIGITS_MAX):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, target, body).encode(), signature.encode())
