"""Hints that something has changed: LISTEN/NOTIFY between processes, a bell inside one.

A hint may be lost, doubled or late: whoever listens looks again at intervals all the same, so polling is the truth and
a hint only makes it early. Hints are told after the commit, over a connection of their own: `NOTIFY` inside a
transaction takes a lock of the whole database server until the commit is on disk, one writer after the other.

A topic is the kind of an object, or kind and id: `case`, `loan:0199...`. Nothing personal stands in one.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Self
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy.engine import make_url

CHANNEL = "jiedai_hint"
APPLICATION_NAME = "jiedai hints"
WATCHED = frozenset({"alert", "case", "document", "loan", "staff_notices"})
"""The kinds of objects that somebody may watch: a use case that touches one of them gives a hint."""

SENT_EACH_MAX = 100
"""Of more objects of one kind the kind alone is told: whoever watches any of them looks again."""

PAYLOAD_TOPICS_MAX = 100
"""Topics in one payload: PostgreSQL takes 8,000 bytes."""

POLL_SECONDS = 15.0
BLIND_POLL_SECONDS = 2.0
GAP_SECONDS = 0.1
WAKES_PER_SECOND = 200
"""All bells of a process together: with many of them each one waits longer between two wake-ups."""

PAUSE_SECONDS = 0.2
PAUSE_SECONDS_MAX = 15.0
CONNECT_SECONDS = 5.0
PROBE_SECONDS = 20.0
LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

_log = structlog.get_logger()


class Bell:
    """Wakes one watcher: at once, then after each hint on its topic, and at every interval without one.

    Hints that come close together are one wake-up. Closed by its owner, who iterates over it.
    """

    def __init__(self, hints: "Hints", topic: str) -> None:
        self.topic = topic
        self._hints = hints
        self._rung = asyncio.Event()
        self._rung.set()
        self._closed = asyncio.Event()
        self._last = float("-inf")
        self._rest_seconds = 0.0

    def ring(self) -> None:
        """Somebody has a reason to look again."""
        self._rung.set()

    def again(self, after_seconds: float) -> None:
        """The look has failed: wake once more, but not before this time is over."""
        self._rest_seconds = after_seconds
        self._rung.set()

    def close(self) -> None:
        """The iteration ends, at once if it waits."""
        self._hints.forget(self)
        self._closed.set()
        self._rung.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> None:
        gap = self._hints.gap_seconds
        pause = max(self._hints.poll_seconds * random.uniform(0.8, 1.2), gap)  # noqa: S311 - jitter, no secret
        await _until(self._rung, self._last + pause)
        await _until(self._closed, self._last + max(gap, self._rest_seconds))
        if self._closed.is_set():
            raise StopAsyncIteration
        self._rung.clear()
        self._rest_seconds = 0.0
        self._last = asyncio.get_running_loop().time()


class Hints:
    """The bells of one process, and its line to the others. Without an address, or until it runs, polling is all."""

    def __init__(
        self, url: str | None = None, *, poll_seconds: float = POLL_SECONDS, blind_poll_seconds: float | None = None
    ) -> None:
        self._url = url
        self._poll_seconds = poll_seconds
        self._blind_poll_seconds = min(poll_seconds, BLIND_POLL_SECONDS)
        if blind_poll_seconds is not None:
            self._blind_poll_seconds = blind_poll_seconds
        self._bells: defaultdict[str, set[Bell]] = defaultdict(set)
        self._count = 0
        self._line: Any = None
        self._lost = asyncio.Event()
        self._unsent: dict[str, None] = {}
        self._news = asyncio.Event()

    @property
    def connected(self) -> bool:
        """Whether hints of other processes arrive."""
        return self._line is not None

    @property
    def poll_seconds(self) -> float:
        return self._poll_seconds if self.connected else self._blind_poll_seconds

    @property
    def gap_seconds(self) -> float:
        return max(GAP_SECONDS, self._count / WAKES_PER_SECOND)

    def bell(self, topic: str) -> Bell:
        """A bell for a kind (`case`) or for one object (`loan:<id>`). Raises ValueError for what is not WATCHED."""
        if _kind(topic) not in WATCHED:
            message = f"nothing tells of {topic}: its kind is missing in WATCHED"
            raise ValueError(message)
        bell = Bell(self, topic)
        self._bells[topic].add(bell)
        self._count += 1
        return bell

    def forget(self, bell: Bell) -> None:
        bells = self._bells.get(bell.topic, set())
        if bell in bells:
            bells.remove(bell)
            self._count -= 1
        if not bells:
            self._bells.pop(bell.topic, None)

    def tell(self, subjects: Iterable[tuple[str, UUID]], *, moved: bool = False) -> None:
        """Objects that a committed transaction has touched: rings here now, and elsewhere as soon as the line is free.

        `moved`: customers have changed hands and all that is theirs with them, so all that is watched is looked at
        again. Never waits and never fails.
        """
        touched = [f"{kind}:{subject_id}" for kind, subject_id in subjects if kind in WATCHED]
        topics = sorted(WATCHED) if moved else touched
        self._ring(topics)
        if topics and self.connected:
            self._unsent |= dict.fromkeys(topics)
            self._news.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the line open for the length of the block; a lost one is opened again, with growing pauses."""
        task = asyncio.create_task(self._run()) if self._url else None
        try:
            yield
        finally:
            if task:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _run(self) -> None:
        pause = PAUSE_SECONDS
        while True:
            try:
                async with self._open() as line:
                    pause = PAUSE_SECONDS
                    await self._send_until_lost(line)
            except LOST as error:
                _log.warning("hints_lost", cause=type(error).__name__, pause_seconds=pause)
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter, no secret
            pause = min(pause * 2, PAUSE_SECONDS_MAX)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Any]:
        """A line of our own, not of the engine's pool: LISTEN belongs to one connection for its whole life."""
        url = make_url(self._url or "")
        options = url.get_dialect()().create_connect_args(url)[1]
        settings = {"application_name": APPLICATION_NAME}
        line = await asyncpg.connect(
            **options, timeout=CONNECT_SECONDS, command_timeout=CONNECT_SECONDS, server_settings=settings
        )
        try:
            self._lost.clear()
            line.add_termination_listener(lambda _: self._hang_up())
            await line.add_listener(CHANNEL, self._hear)
            self._line = line
            self._ring_all()
            yield line
        finally:
            self._line = None
            self._unsent.clear()
            line.terminate()

    def _hang_up(self) -> None:
        self._lost.set()
        self._news.set()

    async def _send_until_lost(self, line: Any) -> None:
        """Tell the others what has changed, many changes in one statement; a silent line is asked whether it lives."""
        while not self._lost.is_set():
            await _until(self._news, asyncio.get_running_loop().time() + PROBE_SECONDS)
            self._news.clear()
            unsent, self._unsent = self._unsent, {}
            payloads = list(_payloads(unsent))
            if not self._lost.is_set():
                await line.execute("SELECT pg_notify($1, part) FROM unnest($2::text[]) AS part", CHANNEL, payloads)
        raise ConnectionResetError

    def _hear(self, line: Any, sender: int, channel: str, payload: str) -> None:
        del channel
        if sender != line.get_server_pid():
            self._ring(payload.split(","))

    def _ring(self, topics: Iterable[str]) -> None:
        for topic in topics:
            heard = [self._bells.get(topic), self._bells.get(_kind(topic))]
            if ":" not in topic:
                heard = [bells for name, bells in self._bells.items() if _kind(name) == topic]
            for bell in (bell for bells in heard for bell in bells or ()):
                bell.ring()

    def _ring_all(self) -> None:
        self._ring(WATCHED)


def _kind(topic: str) -> str:
    return topic.partition(":")[0]


def _payloads(topics: Iterable[str]) -> Iterable[str]:
    """Topics joined with commas, as many as a payload holds; of too many of one kind the kind alone."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for topic in topics:
        by_kind[_kind(topic)].append(topic)
    told = [part for kind, own in by_kind.items() for part in (own if len(own) <= SENT_EACH_MAX else [kind])]
    for start in range(0, len(told), PAYLOAD_TOPICS_MAX):
        yield ",".join(told[start : start + PAYLOAD_TOPICS_MAX])


async def _until(event: asyncio.Event, moment: float) -> None:
    """Wait for an event, but no longer than to this moment of the loop's clock."""
    with suppress(TimeoutError):
        async with asyncio.timeout_at(moment):
            await event.wait()
