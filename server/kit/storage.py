"""Blob stores: content-addressed bytes on disk, or in memory for tests.

Callers encrypt before they put: the digest is of the ciphertext, and a dump of the store tells nothing.
"""

import asyncio
import hashlib
import os
from pathlib import Path
from uuid import uuid4

HEX_DIGEST_LENGTH = 64


class DiskStore:
    """Files below one folder, spread by the first two hex digits. A file appears whole (written aside, renamed)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, digest: str) -> Path:
        if len(digest) != HEX_DIGEST_LENGTH or not all(c in "0123456789abcdef" for c in digest):
            raise KeyError(digest)
        return self._folder / digest[:2] / digest

    async def put(self, data: bytes) -> str:
        return await asyncio.to_thread(self._put, data)

    def _put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{uuid4().hex}")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
        return digest

    async def get(self, digest: str) -> bytes:
        path = self._path(digest)
        try:
            return await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError as error:
            raise KeyError(digest) from error


class MemoryStore:
    """For tests."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}

    async def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self._blobs[digest] = data
        return digest

    async def get(self, digest: str) -> bytes:
        return self._blobs[digest]
