"""A real uvicorn on loopback in the test's own event loop, spoken to in raw bytes."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from server.front.deadlines import Deadlines, deadline_protocol

PATIENCE_SECONDS = 20.0


@dataclass
class Live:
    """The server's port, and why it has cut connections so far."""

    port: int
    cuts: list[str] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    cut: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, reason: str) -> None:
        self.cuts.append(reason)
        self.cut.set()

    async def connect(self, limit: int = 2**20) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=limit)
        self.writers.append(writer)
        return reader, writer

    async def hang_up(self) -> None:
        """Close every connection that a test has opened."""
        for writer in self.writers:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def ask(self, *pieces: bytes) -> bytes:
        """Send the pieces, then read until the server closes."""
        reader, writer = await self.connect()
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            return await until_closed(reader)
        finally:
            writer.close()


async def until_closed(reader: asyncio.StreamReader) -> bytes:
    """Everything until the server closes, a reset counting as the end; fails when it never does."""
    received = b""
    async with asyncio.timeout(PATIENCE_SECONDS):
        try:
            while piece := await reader.read(65536):
                received += piece
        except ConnectionResetError:
            pass
    return received


def content(answer: bytes) -> Any:
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serving(app: ASGIApp, keep_alive_seconds: int = 5, **deadlines: Any) -> AsyncIterator[Live]:
    """Serve the application with these deadlines until the block ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    live = Live(listener.getsockname()[1])
    config = uvicorn.Config(
        app,
        http=deadline_protocol(Deadlines(**deadlines, on_cut=live.note)),
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_keep_alive=keep_alive_seconds,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve([listener]))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await server.ready.wait()
    try:
        yield live
    finally:
        await live.hang_up()
        server.should_exit = True
        await task
        listener.close()
