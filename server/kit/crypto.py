"""Personal data at rest: AES-256-GCM under a key per customer, and blind indexes for search.

Each customer has a data key, itself encrypted ("wrapped") under the master key; destroying the wrapped key destroys
all that was encrypted for that customer. The additional authenticated data is `table|column|row`, so a cell copied to
another place does not decrypt. A blind index is HMAC-SHA-256 of the normalised value under a key derived from the
master key: equal values meet, nothing can be read back.

Formats: ciphertext = 1 version byte, 12 bytes nonce, the rest ciphertext and tag.
"""

import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class DecryptionError(Exception):
    """The key is wrong, the bytes were changed, or the cell was moved."""


def derive(master_key: bytes, purpose: str) -> bytes:
    """A sub-key for one purpose (HKDF, RFC 5869)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, None, purpose.encode()).derive(master_key)


def encrypt(key: bytes, clear: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, clear, context.encode())


def decrypt(key: bytes, sealed: bytes, context: str) -> bytes:
    """Raises DecryptionError."""
    if sealed[:1] != VERSION:
        message = "unknown ciphertext version"
        raise DecryptionError(message)
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, context.encode())
    except InvalidTag as error:
        message = "ciphertext, key and place do not belong together"
        raise DecryptionError(message) from error


def new_data_key(master_key: bytes, customer_id: UUID) -> bytes:
    """A fresh data key for a customer, wrapped under the master key."""
    clear = secrets.token_bytes(KEY_BYTES)
    return encrypt(derive(master_key, "wrap"), clear, f"data_key|{customer_id}")


def unwrap(master_key: bytes, wrapped: bytes, customer_id: UUID) -> bytes:
    """The clear data key of a customer. Raises DecryptionError."""
    return decrypt(derive(master_key, "wrap"), wrapped, f"data_key|{customer_id}")


def cell(table: str, column: str, row_id: UUID) -> str:
    """The place of a cell, as additional authenticated data."""
    return f"{table}|{column}|{row_id}"


def blind_index(master_key: bytes, kind: str, value: str) -> bytes:
    """The search key of a personal value; `kind` keeps phone and card indexes apart."""
    normalised = "".join(value.split()).upper()
    return hmac.digest(derive(master_key, f"index|{kind}"), normalised.encode(), hashlib.sha256)


def mask_name(name: str) -> str:
    """王小明 becomes 王*明, 张三 becomes 张*."""
    hidden = "*" * max(1, len(name) - 2)
    return name if len(name) < 2 else name[0] + (hidden + name[-1] if len(name) > 2 else "*")  # noqa: PLR2004 - two characters: only the family name stays


def mask_tail(value: str, head: int = 3, tail: int = 4) -> str:
    """13812345678 becomes 138****5678 (JR/T 0171-2020 annex A: phone 3+4, card 6+4, identity number 1+1 or 6+4)."""
    hidden = len(value) - head - tail
    return "*" * len(value) if hidden <= 0 else value[:head] + "*" * hidden + value[-tail:]
