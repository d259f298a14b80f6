"""Masks personal data and secrets in every log value, by the name of the key and by the shape of the text.

Shapes: identity numbers (18 characters, 15 in the first generation), mobile numbers, bank cards and accounts (15 to
19 digits), JSON web tokens, bearer and basic credentials, long opaque tokens. UUIDs and 32-digit hexadecimal ids are
left alone: they are what a log line is found by.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

MASK = "***"
MAX_DEPTH = 6
SECRET_KEYS = re.compile(
    r"pass(word|phrase)?$|secret|(access|refresh|session|csrf|id)_?token|^token$|authorization|cookie|api_?key|otp|"
    r"signature|id_number|id_card|identity_number|phone|mobile|card_number|bank_card|account_number|"
    r"customer_name|full_name|legal_name|^address$|ocr_text|^body$|^query$|^variables$",
    re.IGNORECASE,
)
KEPT = r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9A-Za-z])"
OPAQUE = r"(?<![0-9A-Za-z_/.-])[0-9A-Za-z_-]{40,}(?![0-9A-Za-z_/.-])"
TOKEN = rf"eyJ[\w-]{{4,}}\.[\w-]+(?:\.[\w-]*)?|(?:bearer|basic)\s+[\w.~+/=-]{{6,}}|{OPAQUE}"
# not the decimals of a fraction
CARD = r"(?<!\d)(?<!\d\.)(?:\d[ -]?){14,18}[\dX](?!\d)"
PHONE = r"(?<!\d)(?<!\d\.)(?:\+?86[ -]?)?[1１][3-9３-９](?:[ -]?\d){9}(?!\d)"
SHAPES = re.compile(rf"(?P<kept>{KEPT})|(?P<token>{TOKEN})|(?P<number>{CARD}|{PHONE})", re.IGNORECASE)


def redact_text(text: str) -> str:
    """The text with everything masked that has the shape of personal data or of a secret."""
    return SHAPES.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    if match["kept"]:
        return match[0]
    return MASK + match[0][-4:] if match["number"] else MASK


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor: run it after tracebacks have become text and before rendering."""
    return {key: value if key == "timestamp" else _clean(key, value, 0) for key, value in event.items()}


def _clean(key: str, value: Any, depth: int) -> Any:
    if value is None or isinstance(value, bool | float):
        return value
    if SECRET_KEYS.search(key) or depth >= MAX_DEPTH:
        return MASK
    if isinstance(value, Mapping):
        return {redact_text(str(name)): _clean(str(name), item, depth + 1) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", item, depth + 1) for item in value]
    text = str(value)
    masked = redact_text(text)
    return value if isinstance(value, int) and masked == text else masked
