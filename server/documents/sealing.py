"""Pictures and values under the customer's data key.

A picture's nonce is derived from the picture itself, so the same picture of the same customer always gives the same
ciphertext: putting it again is no new blob, and a request sent again carries the same digest. Different pictures give
different nonces, and the key is used for nothing else.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.kit import crypto


def seal_picture(key: bytes, customer_id: UUID, data: bytes) -> bytes:
    """The ciphertext for the blob store; opened by `open_picture`."""
    nonce = hmac.digest(crypto.derive(key, "picture-nonce"), data, hashlib.sha256)[: crypto.NONCE_BYTES]
    body = AESGCM(crypto.derive(key, "picture")).encrypt(nonce, data, _place(customer_id).encode())
    return crypto.VERSION + nonce + body


def open_picture(key: bytes, customer_id: UUID, sealed: bytes) -> bytes:
    """The clear picture. Raises DecryptionError."""
    return crypto.decrypt(crypto.derive(key, "picture"), sealed, _place(customer_id))


def picture_index(master_key: bytes, customer_id: UUID, data: bytes) -> bytes:
    """By which one customer's picture is known again; the same bytes of another customer give another index."""
    return hmac.digest(crypto.derive(master_key, f"picture|{customer_id}"), data, hashlib.sha256)


def picture_trace(master_key: bytes, data: bytes) -> bytes:
    """By which the fraud index knows a picture over the whole house; without the key it is a number like any other."""
    return hmac.digest(crypto.derive(master_key, "picture-fraud"), data, hashlib.sha256)


def _place(customer_id: UUID) -> str:
    return crypto.cell("documents", "picture", customer_id)


def seal_values(key: bytes, table: str, row_id: UUID, values: Sequence[Any] | Mapping[str, Any]) -> bytes:
    """JSON, sealed for the cell `fields` of a row."""
    return crypto.encrypt(key, json.dumps(values, ensure_ascii=False).encode(), crypto.cell(table, "fields", row_id))


def open_values(key: bytes, table: str, row_id: UUID, sealed: bytes) -> Any:
    """What `seal_values` sealed. Raises DecryptionError."""
    return json.loads(crypto.decrypt(key, sealed, crypto.cell(table, "fields", row_id)))
