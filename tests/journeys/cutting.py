"""A wire that breaks: it passes bytes on between two programs and cuts a connection where its die says so."""

import asyncio
import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field

CHUNK_BYTES = 65_536
CLOSING_SECONDS = 5.0


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
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        try:
            far_in, far_out = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            near_out.transport.abort()
            return
        ways = [
            asyncio.create_task(self._pass_on(near_in, far_out, ("request",))),
            asyncio.create_task(self._pass_on(far_in, near_out, ("answer", "half an answer"))),
        ]
        with suppress(asyncio.CancelledError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        if ways[1].done() and ways[1].result():
            near_out.transport.abort()
        await _closed(near_out, far_out)

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, breaks: tuple[str, ...]) -> bool:
        """Pass pieces on until the end; answers whether the wire broke."""
        with suppress(ConnectionError):
            while piece := await source.read(CHUNK_BYTES):
                if self.dice.random() < self.share:
                    how = self.dice.choice(breaks)
                    self.cuts[how] += 1
                    if how == "half an answer":
                        sink.write(piece[: len(piece) // 2])
                        await sink.drain()
                    return True
                sink.write(piece)
                await sink.drain()
        return False


async def _closed(*writers: asyncio.StreamWriter) -> None:
    """What still waits is sent, and the sockets are given back, whether the other end takes it or not."""
    for writer in writers:
        writer.close()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)
    for writer in writers:
        writer.transport.abort()
    await asyncio.sleep(0)
