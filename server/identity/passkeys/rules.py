"""What a passkey is asked to confirm, in bytes, and when its counter tells of a copy. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

ANSWER_WITHIN: Final = timedelta(minutes=3)
"""From the question to the use of its answer."""
NONCE_BYTES: Final = 32


def bound_to(**facts: Any) -> bytes:
    """SHA-256 of what is confirmed: its facts as JSON, keys in order, no spaces, UTF-8."""
    return hashlib.sha256(canonical(facts)).digest()


def canonical(facts: Mapping[str, Any]) -> bytes:
    """One spelling of the same facts: text, whole numbers, lists and objects of these. A float raises TypeError."""
    _require_exact(facts)
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _require_exact(value: object) -> None:
    match value:
        case None | str() | int():
            return
        case Mapping():
            for inner in value.values():
                _require_exact(inner)
        case list() | tuple():
            for inner in value:
                _require_exact(inner)
        case _:
            message = f"no exact spelling for {type(value).__name__}"
            raise TypeError(message)


def counter_goes_back(stored: int, told: int) -> bool:
    """Whether a signature counter tells of a copy (WebAuthn 7.2): it stands or falls, and is not always zero."""
    return (stored != 0 or told != 0) and told <= stored
