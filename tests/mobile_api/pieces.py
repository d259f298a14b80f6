"""A phone that sends a picture in pieces, over the application in process."""

import io
import random
from base64 import b64encode
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy import table as table_named
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fixtures.api import Api
from tests.schema.stage import Stage

OFFICER = "officer.east1"
PATH = "/api/uploads/resumable"
OCTETS = "application/offset+octet-stream"
PIECE = 65_536
SPOKEN = {"Tus-Resumable": "1.0.0"}


def noisy_picture(seed: int = 1) -> bytes:
    """A picture of some 150 kB: three pieces."""
    kept = io.BytesIO()
    Image.frombytes("RGB", (260, 200), random.Random(seed).randbytes(260 * 200 * 3)).save(kept, "PNG")
    return kept.getvalue()


PICTURE = noisy_picture()


def metadata(**told: str) -> str:
    return ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told.items())


class Sender:
    """One person's phone, sending one picture."""

    def __init__(self, api: Api, login: str | None = OFFICER) -> None:
        self.api = api
        self.login = login

    async def call(self, method: str, url: str, content: bytes = b"", **headers: Any) -> httpx.Response:
        named = {name.replace("_", "-"): str(value) for name, value in headers.items() if value is not None}
        head = await self.api.headers(self.login) | SPOKEN | named
        return await self.api.client.request(method, url, content=content or None, headers=head)

    async def begin(self, stage: Stage, length: object = len(PICTURE), **over: Any) -> httpx.Response:
        told = {"customerId": stage["borrower"], "kind": "ID_FRONT"}
        given: dict[str, Any] = {"Upload_Metadata": metadata(**told), "Upload_Length": length}
        given = given | {"Idempotency_Key": uuid4().hex} | over
        return await self.call("POST", PATH, **given)

    async def begun(self, stage: Stage, length: int = len(PICTURE), **over: Any) -> str:
        answer = await self.begin(stage, length, **over)
        assert answer.status_code == 201, answer.text
        assert answer.headers["upload-offset"] == "0"
        return answer.headers["location"]

    async def piece(self, url: str, offset: object, data: bytes, **over: Any) -> httpx.Response:
        given = {"Upload_Offset": offset, "Content_Type": OCTETS} | over
        return await self.call("PATCH", url, data, **given)

    async def all(self, url: str, data: bytes = PICTURE) -> httpx.Response:
        for offset in range(0, len(data), PIECE):
            answer = await self.piece(url, offset, data[offset : offset + PIECE])
        return answer

    async def offset(self, url: str) -> int:
        return int((await self.call("HEAD", url)).headers["upload-offset"])


async def count(owner: AsyncSession, table: str) -> int:
    await owner.rollback()
    return int((await owner.execute(select(func.count()).select_from(table_named(table)))).scalar_one())
