"""How a caller passes a door: transaction, scope, epoch, refusals on record; how one reads and how one watches."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit import service as audit
from server.identity.labels import LABELS
from server.identity.operations import Operation
from server.kit import idempotency
from server.kit.errors import Denied, DomainError, StepUpRequired, Unauthenticated, Unavailable
from server.kit.hints import Bell
from server.kit.work import Actor, ActorKind, Caller, Work

LOST_TRIES_MAX = 3
LOST_PAUSE_SECONDS = 0.1
FORGOTTEN = -1
"""No epoch is this: an actor that carries it is loaded again."""

ENTER = text(
    "SELECT set_config('jiedai.branches', :branches, true), set_config('jiedai.officers', :officers, true), "
    "set_config('jiedai.customers', :customers, true), set_config('jiedai.actor', :actor, true), "
    "(SELECT value FROM rights_epoch WHERE id = 1)"
)
READ_ONLY = text("SET TRANSACTION READ ONLY")

Verb = Callable[..., Awaitable[Any]]

_inside: ContextVar[str] = ContextVar("inside", default="")


async def enter(session: AsyncSession, actor: Actor) -> int:
    """Set the row scope of this transaction; returns the present rights epoch."""
    scope = {name.removeprefix("jiedai."): value for name, value in actor.scope.settings.items()}
    row = (await session.execute(ENTER, scope | {"actor": str(actor.id)})).one()
    return int(row[4] or 0)


def sqlstate(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    return str(state) if state else None


class Passage:
    """What all doors have in common."""

    def __init__(self, caller: Caller, operation: Operation) -> None:
        self.caller = caller
        self.operation = operation

    @asynccontextmanager
    async def opened(self, *, read_only: bool) -> AsyncIterator[Work]:
        """A transaction with rights fresh and the scope set in which the caller holds the operation.

        Whoever opened it decides what becomes of it.
        """
        house = self.caller.house
        now = house.ports.clock.now()
        async with house.database.session() as session:
            if read_only:
                await session.execute(READ_ONLY)
            actor = await self._fresh(session, now)
            yield Work(self.caller, actor.under(self.operation), session, now, str(self.operation))

    async def _fresh(self, session: AsyncSession, now: datetime) -> Actor:
        actor = self.caller.actor
        epoch = await enter(session, actor.under(self.operation))
        if actor.has_epoch and actor.epoch != epoch:
            actor = await self.caller.house.actors.reload(session, actor, now)
            await enter(session, actor.under(self.operation))
            if self.caller.recheck is not None:
                await self.caller.recheck(session, actor)
        return actor

    def check_operation(self, actor: Actor) -> None:
        if actor.may(self.operation):
            return
        if actor.kind is ActorKind.NOBODY:
            raise Unauthenticated
        raise Denied(operation=LABELS[self.operation][0])

    async def record_refusal(self, error: DomainError, digest: bytes | None = None) -> None:
        """The refusal's own transaction: its audit record and the state of its key."""
        caller, key = self.caller, self.caller.idempotency_key
        now = caller.house.ports.clock.now()
        async with caller.house.database.session() as session:
            await enter(session, caller.actor)
            subjects: list[Any] = []
            record = audit.told(
                caller,
                caller.actor,
                operation=self.operation,
                now=now,
                subjects=subjects,
                changes={},
                code=error.code,
            )
            await audit.write(session, record)
            if key and digest:
                await idempotency.refuse(
                    session, caller.actor.id, self.operation, key, digest=digest, code=error.code, now=now
                )
            await session.commit()


class ReadPassage(Passage):
    """A READ ONLY transaction; refusals of rights are recorded, answers are not."""

    async def run(self, verb: Verb, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        for attempt in range(1, LOST_TRIES_MAX + 1):
            try:
                return await self._once(verb, args, kwargs)
            except Denied as error:
                await self.record_refusal(error)
                raise
            except Unavailable:
                if attempt == LOST_TRIES_MAX:
                    raise
            await asyncio.sleep(LOST_PAUSE_SECONDS * attempt)
        raise AssertionError

    async def _once(self, verb: Verb, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        async with self.opened(read_only=True) as work, room(self.operation):
            self.check_operation(work.actor)
            return await verb(work, *args, **kwargs)


class WatchPassage(Passage):
    """A subscription: the topic that wakes it, and its caller's rights, which are asked for again before each event."""

    topic = ""

    def on(self, topic: str) -> Self:
        """Watch a kind of object, or one object (`loan:<id>`)."""
        self.topic = topic
        return self

    def __aiter__(self) -> Bell:
        """Wakes at once, after each hint and at every interval: polling is the truth."""
        return self.caller.house.hints.bell(self.topic)

    async def renew(self, *, anew: bool = False) -> Actor:
        """The caller with the rights of this moment, by a short read; `anew` trusts no memory of his session.

        Raises TokenInvalid when the session has ended, and Denied, which is recorded.
        """
        if anew:
            self.caller = replace(self.caller, actor=replace(self.caller.actor, epoch=FORGOTTEN))
        try:
            async with self.opened(read_only=True) as work:
                self.check_operation(work.actor)
        except Denied as error:
            await self.record_refusal(error)
            raise
        self.caller = replace(self.caller, actor=work.actor)
        return work.actor


def require_step_up(work: Work) -> None:
    """Raises StepUpRequired unless the second factor was shown within the last minutes. System actors have none."""
    actor = work.actor
    if actor.kind is not ActorKind.STAFF:
        return
    limit = timedelta(minutes=work.settings.step_up_minutes)
    if actor.stepped_up_at is None or work.now - actor.stepped_up_at > limit:
        raise StepUpRequired(field="code")


@asynccontextmanager
async def room(operation: Operation) -> AsyncIterator[None]:
    """Marks that a verb runs: a door opened from here is a mistake in the code."""
    if _inside.get():
        message = f"the door {operation} was opened from inside {_inside.get()}"
        raise RuntimeError(message)
    token = _inside.set(operation)
    try:
        yield
    finally:
        _inside.reset(token)
