"""A wire that breaks: it passes bytes on between two programs and cuts a connection where its die says so."""

import asyncio
import random
import socket
import threading
from contextlib import closing, suppress
from dataclasses import dataclass, field

CHUNK_BYTES = 65_536


@dataclass
class BreakingWire:
    """Listens on a port of its own. `share` of all pieces break their connection; 0 lets everything through.

    A request is cut before it gets through; an answer is cut before its first byte or in the middle, so that what it
    answers has happened and nobody knows.
    """

    target_port: int
    dice: random.Random
    share: float = 0.0
    port: int = 0
    cuts: dict[str, int] = field(default_factory=lambda: {"request": 0, "answer": 0, "half an answer": 0})

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cut(self) -> int:
        """How many connections were cut."""
        return sum(self.cuts.values())

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        with closing(self._loop), socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
            door.settimeout(0)
            self._ready.set()
            listening = self._loop.create_task(self._listen(door))
            self._loop.run_forever()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(listening)

    async def _listen(self, door: socket.socket) -> None:
        """Serve every connection until it is cancelled, which ends them all."""
        async with asyncio.TaskGroup() as connections:
            while True:
                near, _ = await self._loop.sock_accept(door)
                connections.create_task(self._serve(near))

    async def _serve(self, near: socket.socket) -> None:
        with near, socket.socket() as far:
            near.settimeout(0)
            far.settimeout(0)
            with suppress(OSError):
                await self._loop.sock_connect(far, ("127.0.0.1", self.target_port))
                ways = [
                    asyncio.create_task(self._pass_on(near, far, ("request",))),
                    asyncio.create_task(self._pass_on(far, near, ("answer", "half an answer"))),
                ]
                try:
                    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for way in ways:
                        way.cancel()
                    await asyncio.gather(*ways, return_exceptions=True)

    async def _pass_on(self, source: socket.socket, sink: socket.socket, breaks: tuple[str, ...]) -> None:
        """Pass pieces on until one end closes or the wire breaks."""
        with suppress(OSError):
            while piece := await self._loop.sock_recv(source, CHUNK_BYTES):
                if self.dice.random() < self.share:
                    how = self.dice.choice(breaks)
                    self.cuts[how] += 1
                    if how == "half an answer":
                        await self._loop.sock_sendall(sink, piece[: len(piece) // 2])
                    return
                await self._loop.sock_sendall(sink, piece)
