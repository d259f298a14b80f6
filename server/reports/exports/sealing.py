"""A file's bytes as they lie in the store: sealed piece by piece under a key of its own."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final
from uuid import UUID

from server.kit import crypto
from server.kit.work import House
from server.reports.exports.service import Sealed

TABLE: Final = "exports"
PIECE_BYTES: Final = 4 * 1024 * 1024


async def seal(house: House, export_id: UUID, path: Path) -> Sealed:
    """Put a file into the store, a piece at a time."""
    key, whole, size = secrets.token_bytes(crypto.KEY_BYTES), hashlib.sha256(), 0
    pieces: list[str] = []
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            whole.update(piece)
            size += len(piece)
            sealed = crypto.encrypt(key, piece, crypto.cell(TABLE, f"piece {len(pieces)}", export_id))
            pieces.append(await house.ports.storage.put(sealed))
    wrapping = crypto.derive(house.ports.master_key, TABLE)
    wrapped = crypto.encrypt(wrapping, key, crypto.cell(TABLE, "key", export_id))
    return Sealed(tuple(pieces), whole.hexdigest(), size, wrapped)


async def unseal(house: House, export_id: UUID, sealed: Sealed) -> AsyncIterator[bytes]:
    """The clear pieces in order. Raises DecryptionError."""
    wrapping = crypto.derive(house.ports.master_key, TABLE)
    key = crypto.decrypt(wrapping, sealed.key_cipher, crypto.cell(TABLE, "key", export_id))
    for number, piece in enumerate(sealed.pieces):
        found = await house.ports.storage.get(piece)
        yield crypto.decrypt(key, found, crypto.cell(TABLE, f"piece {number}", export_id))
