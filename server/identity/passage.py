"""How a caller passes a door: transaction, scope, epoch, key, audit record, outbox, retries."""

import asyncio
import random
import types
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Union, get_args, get_origin, get_type_hints

import structlog
from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit import service as audit
from server.identity.operations import LABELS, Operation
from server.kit import idempotency, outbox
from server.kit.errors import Conflict, Denied, DomainError, Invalid, NotFound, Refused, StepUpRequired, Unauthenticated
from server.kit.work import Actor, ActorKind, Caller, Work

TRIES_MAX = 6
REACTIONS_MAX = 100
RETRY_STATES = frozenset({"40001", "40P01"})
UNIQUE_VIOLATION = "23505"
POLICY_VIOLATION = "42501"
WATCH_SECONDS = 2.0

ENTER = text(
    "SELECT set_config('jiedai.branches', :branches, true), set_config('jiedai.officers', :officers, true), "
    "set_config('jiedai.customers', :customers, true), set_config('jiedai.actor', :actor, true), "
    "(SELECT value FROM rights_epoch WHERE id = 1)"
)
READ_ONLY = text("SET TRANSACTION READ ONLY")

Verb = Callable[..., Awaitable[Any]]

_inside: ContextVar[str] = ContextVar("inside", default="")
_log = structlog.get_logger()


def outcome_adapter(verb: Callable[..., Any]) -> TypeAdapter[Any]:
    """The stored form of a verb's result: its return type without `Refused`."""
    returned = get_type_hints(verb)["return"]
    if get_origin(returned) in {Union, types.UnionType}:
        kept = tuple(part for part in get_args(returned) if part is not Refused)
        returned = Union[kept]  # noqa: UP007 - built from a tuple
    return TypeAdapter(returned)


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
        """A transaction with scope set and rights fresh. Whoever opened it decides what becomes of it."""
        house = self.caller.house
        now = house.ports.clock.now()
        async with house.database.session() as session:
            if read_only:
                await session.execute(READ_ONLY)
            actor = await self._fresh(session, now)
            yield Work(self.caller, actor, session, now, str(self.operation))

    async def _fresh(self, session: AsyncSession, now: datetime) -> Actor:
        actor = self.caller.actor
        epoch = await enter(session, actor)
        if actor.kind is ActorKind.STAFF and actor.epoch != epoch:
            actor = await self.caller.house.actors.reload(session, actor, now)
            await enter(session, actor)
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
            await audit.write(
                session,
                caller,
                caller.actor,
                operation=self.operation,
                now=now,
                subjects=subjects,
                changes={},
                code=error.code,
            )
            if key and digest:
                await idempotency.refuse(
                    session, caller.actor.id, self.operation, key, digest=digest, code=error.code, now=now
                )
            await session.commit()


class ReadPassage(Passage):
    """A READ ONLY transaction; refusals of rights are recorded, answers are not."""

    async def run(self, verb: Verb, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        try:
            async with self.opened(read_only=True) as work, _room(self.operation):
                self.check_operation(work.actor)
                return await verb(work, *args, **kwargs)
        except Denied as error:
            await self.record_refusal(error)
            raise


class WatchPassage(Passage):
    """A subscription: asks again and again, each time through a short read of its own."""

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Work]:
        """One short read under the rights of this moment."""
        async with self.opened(read_only=True) as work, _room(self.operation):
            self.check_operation(work.actor)
            yield work

    async def hints(self, seconds: float = WATCH_SECONDS) -> AsyncIterator[None]:
        """Wakes at once, then at every interval: polling is the truth."""
        while True:
            yield
            await asyncio.sleep(seconds)


class WritePassage(Passage):
    """One use case: one transaction, one audit record."""

    def __init__(
        self, caller: Caller, operation: Operation, *, step_up: bool, keyed: bool, outcome: TypeAdapter[Any] | None
    ) -> None:
        super().__init__(caller, operation)
        self.step_up = step_up
        self.keyed = keyed
        self.outcome = outcome

    async def run(self, verb: Verb, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        digest = self._digest(args, kwargs)
        try:
            result = await self._tried(verb, args, kwargs, digest)
        except DomainError as error:
            await self.record_refusal(error, digest)
            raise
        if isinstance(result, Refused):
            raise result.error
        return result

    def _digest(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bytes | None:
        key = self.caller.idempotency_key
        if key is None or not self.keyed:
            return None
        if not key or len(key) > idempotency.KEY_LENGTH_MAX:
            raise Invalid(field="idempotencyKey", reason="1-255")
        return idempotency.payload_hash({"args": list(args), "kwargs": dict(kwargs)})

    async def _tried(
        self,
        verb: Callable[..., Awaitable[Any]],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        digest: bytes | None,
    ) -> Any:
        for attempt in range(1, TRIES_MAX + 1):
            try:
                return await self._once(verb, args, kwargs, digest)
            except DBAPIError as error:
                state = sqlstate(error)
                if state not in RETRY_STATES or attempt == TRIES_MAX:
                    raise self._neutral(error, state) from error
                await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - jitter, no secret
        raise AssertionError

    def _neutral(self, error: DBAPIError, state: str | None) -> Exception:
        """A unique key tells nothing of rows out of sight, and a row out of scope is "not found"."""
        if state == UNIQUE_VIOLATION:
            _log.warning("unique_violation", operation=str(self.operation), request_id=self.caller.request_id)
            return Conflict()
        if state == POLICY_VIOLATION:
            _log.warning("row_policy_refused", operation=str(self.operation), request_id=self.caller.request_id)
            return NotFound()
        return error

    async def _once(
        self,
        verb: Callable[..., Awaitable[Any]],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        digest: bytes | None,
    ) -> Any:
        async with self.opened(read_only=False) as work, _room(self.operation):
            self._check(work)
            replay = await self._claimed(work, digest)
            if replay is not None:
                return self._revived(replay)
            result = await verb(work, *args, **kwargs)
            await self._react(work)
            await self._store(work, result, digest)
            await work.session.commit()
            return result

    def _check(self, work: Work) -> None:
        self.check_operation(work.actor)
        if self.keyed and self.caller.idempotency_key is None and work.actor.kind is not ActorKind.SYSTEM:
            raise Invalid(field="idempotencyKey", reason="missing")
        if self.step_up:
            require_step_up(work)

    async def _claimed(self, work: Work, digest: bytes | None) -> idempotency.Replay | None:
        key = self.caller.idempotency_key
        if key is None or digest is None:
            return None
        return await idempotency.claim(work.session, work.actor.id, self.operation, key, digest, work.now)

    def _revived(self, replay: idempotency.Replay) -> Any:
        return self.outcome.validate_python(replay.outcome) if self.outcome else replay.outcome

    async def _react(self, work: Work) -> None:
        """Run the inside reactions of all recorded events, and of those that they record."""
        done = 0
        while done < len(work.events):
            if done >= REACTIONS_MAX:
                message = f"more than {REACTIONS_MAX} events in one use case"
                raise RuntimeError(message)
            event = work.events[done]
            for reaction in work.caller.house.reactions.get(type(event), ()):
                await reaction(work, event)
            done += 1

    async def _store(self, work: Work, result: Any, digest: bytes | None) -> None:
        refused = result.error if isinstance(result, Refused) else None
        key = self.caller.idempotency_key
        if key is not None and digest is not None:
            outcome = self.outcome.dump_python(result, mode="json") if self.outcome and not refused else None
            code = refused.code if refused else None
            await idempotency.settle(work.session, work.actor.id, self.operation, key, outcome=outcome, code=code)
        await audit.write(
            work.session,
            replace(self.caller, actor=work.actor),
            work.actor,
            operation=self.operation,
            now=work.now,
            subjects=work.subjects,
            changes=work.changes,
            code=refused.code if refused else None,
        )
        await outbox.store(work.session, work.jobs, work.now)
        await work.session.flush()


def require_step_up(work: Work) -> None:
    """Raises StepUpRequired unless the second factor was shown within the last minutes. System actors have none."""
    actor = work.actor
    if actor.kind is not ActorKind.STAFF:
        return
    limit = timedelta(minutes=work.settings.step_up_minutes)
    if actor.stepped_up_at is None or work.now - actor.stepped_up_at > limit:
        raise StepUpRequired(field="code")


@asynccontextmanager
async def _room(operation: Operation) -> AsyncIterator[None]:
    """Marks that a verb runs: a door opened from here is a mistake in the code."""
    if _inside.get():
        message = f"the door {operation} was opened from inside {_inside.get()}"
        raise RuntimeError(message)
    token = _inside.set(operation)
    try:
        yield
    finally:
        _inside.reset(token)
