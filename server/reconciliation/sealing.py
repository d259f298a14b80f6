"""Who paid, and what he wrote: sealed under a key of the house, for nobody knows yet whose customer he is.

A statement is the lender's own voucher and is kept as long as the books. Files are sealed with a nonce that follows
from their content, so the same file is one blob.
"""

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.custody.service import account_index
from server.kit import crypto
from server.reconciliation.formats.model import ReadLine

LAST_DIGITS = 4
FILE_PLACE = "statement_files|content"


class Sealer:
    """Seals the parties of many lines with one derived key."""

    def __init__(self, master_key: bytes) -> None:
        self._master_key = master_key
        self._key = crypto.derive(master_key, "statement-line")

    def columns(self, line_id: UUID, line: ReadLine) -> dict[str, Any]:
        """The party's columns of a statement line."""
        clear = json.dumps({"account": line.other_account, "name": line.other_name, "remark": line.remark})
        digits = "".join(line.other_account.split())
        return {
            "party_cipher": crypto.encrypt(self._key, clear.encode(), _cell(line_id)),
            "party_index": account_index(self._master_key, digits) if digits else None,
            "party_masked": crypto.mask_name(line.other_name),
            "party_last4": digits[-LAST_DIGITS:],
        }

    def open(self, line_id: UUID, sealed: bytes) -> dict[str, str]:
        """Account, name and remark in clear. Raises DecryptionError."""
        clear: dict[str, str] = json.loads(crypto.decrypt(self._key, sealed, _cell(line_id)))
        return clear


def _cell(line_id: UUID) -> str:
    return crypto.cell("statement_lines", "party", line_id)


def seal_file(master_key: bytes, data: bytes) -> bytes:
    """The ciphertext for the store; opened by `open_file`."""
    key = crypto.derive(master_key, "statement-file")
    nonce = hmac.digest(crypto.derive(key, "nonce"), data, hashlib.sha256)[: crypto.NONCE_BYTES]
    return crypto.VERSION + nonce + AESGCM(key).encrypt(nonce, data, FILE_PLACE.encode())


def open_file(master_key: bytes, sealed: bytes) -> bytes:
    """The file as it came. Raises DecryptionError."""
    return crypto.decrypt(crypto.derive(master_key, "statement-file"), sealed, FILE_PLACE)
