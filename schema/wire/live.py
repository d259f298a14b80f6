"""Who watches what: one look for all who would see the same, and nobody sees more than he may at that moment.

Followers with the same document, variables, scope and operations share a Watch; where the answer may depend on the
person, he is part of the key. After each look the session and the rights of every follower are checked again, before
anything is shown to him: most often that is one comparison with the rights epoch, read after the look.
"""

import asyncio
import hashlib
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog

from schema.wire.engine import Engine
from schema.wire.twins import Twin
from server.identity.actors import Sessions
from server.identity.passage import WatchPassage
from server.kit.errors import DomainError, Unavailable, Unforeseen
from server.kit.scope import Scope
from server.kit.work import Actor

LOOKS_AT_ONCE = 4
"""Of one process: requests need connections too."""

LOOK_SECONDS = 30.0
LOOK_TRIES_MAX = 3
PAUSE_SECONDS = 0.25
PAUSE_SECONDS_MAX = 15.0
UNAVAILABLE = Unavailable().enum_name

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Key:
    """Followers with equal keys are shown the same bytes. `person` is None where it does not matter who looks."""

    text: str
    variables: bytes
    operations: frozenset[str]
    scope: Scope
    scopes: tuple[tuple[frozenset[str], Scope], ...]
    person: UUID | None


@dataclass(eq=False)
class Follower:
    """One subscription of one socket. `pending` holds the newest event only: who reads slowly misses those between."""

    passage: WatchPassage
    twin: Twin
    variables: dict[str, Any]
    ready: asyncio.Event
    checked_at: datetime
    pending: str | None = None
    error: DomainError | None = None
    shown: bytes = b""
    watch: "Watch | None" = field(default=None, repr=False)

    @property
    def actor(self) -> Actor:
        return self.passage.caller.actor

    @property
    def key(self) -> Key:
        actor = self.actor
        variables = orjson.dumps(self.variables, option=orjson.OPT_SORT_KEYS)
        person = None if self.twin.impersonal else actor.id
        return Key(self.twin.judged.text, variables, actor.operations, actor.scope, actor.scopes, person)

    def show(self, event: str, digest: bytes) -> None:
        """Hand over an event, unless it is the one that was handed over last."""
        if digest != self.shown:
            self.shown = digest
            self.pending = event
            self.ready.set()

    def end(self, error: DomainError) -> None:
        """Nothing more is shown, not even what was waiting."""
        self.pending = None
        self.error = error
        self.ready.set()

    async def renew(self, epoch: int | None) -> None:
        """Check session and rights again, where they may have changed since the last time.

        Raises what the passage raises. `epoch` is the present one; None when nobody has asked for it yet. A session
        can also end by the clock alone, so it is loaded anew as often as access tokens have to be.
        """
        house = self.passage.caller.house
        now = house.ports.clock.now()
        old = now - self.checked_at >= timedelta(minutes=house.settings.access_minutes)
        if epoch is not None and not old:
            if self.actor.epoch == epoch:
                return
            assert isinstance(house.actors, Sessions)
            known = house.actors.remembered(self.actor)
            if known is not None and known.epoch == epoch and known.may(self.passage.operation):
                if self.passage.caller.recheck is not None:
                    await self.passage.caller.recheck(None, known)
                self.passage.caller = replace(self.passage.caller, actor=known)
                return
        await self.passage.renew(anew=old)
        self.checked_at = now


class Watch:
    """Looks again at every wake-up, for all its followers together."""

    def __init__(self, live: "Live", key: Key, follower: Follower) -> None:
        self.key = key
        self.followers: set[Follower] = set()
        self.looks = 0
        self._live = live
        self._bell = aiter(follower.passage)
        self.failures = 0
        self.task = asyncio.create_task(self._run())

    def ring(self) -> None:
        self._bell.ring()

    def close(self) -> None:
        self._bell.close()

    async def _run(self) -> None:
        async for _ in self._bell:
            try:
                async with self._live.turns, asyncio.timeout(LOOK_SECONDS):
                    await self._look()
                self.looks += 1
                self.failures = 0
            except (Unavailable, TimeoutError):
                self.failures += 1
                pause = min(PAUSE_SECONDS * 2**self.failures, PAUSE_SECONDS_MAX)
                self._bell.again(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter, no secret
            except Exception:  # noqa: BLE001 - nobody awaits this task: its followers are told instead
                _log.exception("watch_failed", topic=self._bell.topic)
                for follower in list(self.followers):
                    self._live.end(follower, Unforeseen())

    async def _look(self) -> None:
        """Read once, check everybody, then show.

        What was read counts only if the rights under which it was read still stand: the reader's epoch is the same
        before and after.
        """
        for _ in range(LOOK_TRIES_MAX):
            if not self.followers:
                return
            reader = next(iter(self.followers))
            epoch = reader.actor.epoch
            body = await self._read(reader)
            checked = await self._checked(reader)
            if reader.watch is self and reader.actor.epoch == epoch:
                self._show(body, checked)
                return
        self._bell.again(PAUSE_SECONDS)

    async def _read(self, reader: Follower) -> bytes:
        judged, variables = reader.twin.judged, reader.variables
        answer = await self._live.engine.run(reader.passage.caller, judged, None, variables)
        self._live.reads += 1
        if _is_unavailable(answer.body):
            raise Unavailable
        return answer.body

    async def _checked(self, reader: Follower) -> list[Follower]:
        """Those who may still see what this watch shows; the others leave it. The reader brings the present epoch."""
        present: int | None = None
        stayed = []
        for follower in [reader, *(self.followers - {reader})]:
            try:
                await follower.renew(present)
            except Unavailable:
                raise
            except DomainError as error:
                self._live.end(follower, error)
                continue
            if follower.watch is not self:
                continue
            if follower is reader:
                present = follower.actor.epoch
            if follower.key == self.key:
                stayed.append(follower)
            else:
                self._live.move(follower)
        return stayed

    def _show(self, body: bytes, followers: list[Follower]) -> None:
        digest = hashlib.blake2b(body, digest_size=16).digest()
        event = body.decode()
        for follower in followers:
            if follower.watch is self:
                follower.show(event, digest)


class Live:
    """All watches of one process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turns = asyncio.Semaphore(LOOKS_AT_ONCE)
        self.watches: dict[Key, Watch] = {}
        self.reads = 0
        self._ending: set[asyncio.Task[None]] = set()

    def follow(self, follower: Follower) -> None:
        """Begin to watch; the first event comes with the next look."""
        key = follower.key
        watch = self.watches.get(key)
        if watch is None:
            watch = self.watches[key] = Watch(self, key, follower)
        watch.followers.add(follower)
        follower.watch = watch
        watch.ring()

    def leave(self, follower: Follower) -> None:
        """Stop watching; a watch without followers ends after the look at hand."""
        watch, follower.watch = follower.watch, None
        if watch is None:
            return
        watch.followers.discard(follower)
        if watch.followers:
            return
        del self.watches[watch.key]
        watch.close()
        self._ending.add(watch.task)
        watch.task.add_done_callback(self._ending.discard)

    async def settled(self) -> None:
        """Wait until no look is under way for a watch that nobody follows any more."""
        await asyncio.gather(*self._ending, return_exceptions=True)

    def move(self, follower: Follower) -> None:
        """To the watch of the rights that he has now."""
        self.leave(follower)
        self.follow(follower)

    def end(self, follower: Follower, error: DomainError) -> None:
        self.leave(follower)
        follower.end(error)


def _is_unavailable(body: bytes) -> bool:
    """Whether an answer says no more than to come again."""
    if b'"errors"' not in body:
        return False
    errors = orjson.loads(body).get("errors") or ()
    return any(error["extensions"]["code"] == UNAVAILABLE for error in errors)
