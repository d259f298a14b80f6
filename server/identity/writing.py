"""How a caller passes a door that writes: key, verb, inside reactions, outcome, audit record, outbox, retries."""

import asyncio
import random
import types
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import structlog
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError

from server.audit import service as audit
from server.identity.operations import Operation
from server.identity.passage import LOST_PAUSE_SECONDS, LOST_TRIES_MAX, Passage, Verb, require_step_up, room, sqlstate
from server.kit import idempotency, outbox
from server.kit.errors import Conflict, DomainError, Invalid, NotFound, Refused, Unavailable
from server.kit.work import ActorKind, Caller, Work

TRIES_MAX = 6
REACTIONS_MAX = 100
RETRY_STATES = frozenset({"40001", "40P01"})
UNIQUE_VIOLATION = "23505"
POLICY_VIOLATION = "42501"

SETTLE_AND_RECORD: Final = audit.RECORD.add_cte(idempotency.SETTLE.cte("settled"))
"""The outcome of the request key and the audit record, which every keyed use case ends with."""

_log = structlog.get_logger()


def outcome_adapter(verb: Callable[..., Any]) -> TypeAdapter[Any]:
    """The stored form of a verb's result: its return type without `Refused`."""
    returned = get_type_hints(verb)["return"]
    if get_origin(returned) in {Union, types.UnionType}:
        kept = tuple(part for part in get_args(returned) if part is not Refused)
        returned = Union[kept]  # noqa: UP007 - built from a tuple
    return TypeAdapter(returned)


class WritePassage(Passage):
    """One use case: one transaction, one audit record."""

    def __init__(
        self, caller: Caller, operation: Operation, *, step_up: bool, keyed: bool, outcome: TypeAdapter[Any] | None
    ) -> None:
        super().__init__(caller, operation)
        self.step_up = step_up
        self.keyed = keyed
        self.outcome = outcome
        self.committing = False

    async def run(self, verb: Verb, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        digest = self._digest(args, kwargs)
        try:
            result = await self._tried(verb, args, kwargs, digest)
        except Unavailable:
            raise
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
        master_key = self.caller.house.ports.master_key
        return idempotency.payload_hash(master_key, {"args": list(args), "kwargs": dict(kwargs)})

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
            except Unavailable:
                if attempt >= LOST_TRIES_MAX or not self._may_repeat(digest):
                    raise
                await asyncio.sleep(LOST_PAUSE_SECONDS * attempt)
            except DBAPIError as error:
                state = sqlstate(error)
                if state not in RETRY_STATES or attempt == TRIES_MAX:
                    raise self._neutral(error, state) from error
                await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - jitter, no secret
        raise AssertionError

    def _may_repeat(self, digest: bytes | None) -> bool:
        """Whether to begin again after a lost connection.

        A transaction that had not come to its commit is gone. What became of one that had, nobody knows: only its
        request key keeps a repetition from having a second effect.
        """
        return not self.committing or digest is not None

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
        self.committing = False
        async with self.opened(read_only=False) as work, room(self.operation):
            self._check(work)
            replay = await self._claimed(work, digest)
            if replay is not None:
                revived = self._revived(replay)
                await self._read_back(work, revived)
                return revived
            result = await verb(work, *args, **kwargs)
            await self._react(work)
            await self._store(work, result, digest)
            await self._read_back(work, result)
            self.committing = True
            await work.session.commit()
            work.caller.house.hints.tell(work.subjects, moved=work.moved)
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

    async def _read_back(self, work: Work, result: Any) -> None:
        """Let the caller read, under the rights of this transaction, what it made."""
        if self.caller.read_back is not None and not isinstance(result, Refused):
            await self.caller.read_back(work, result)

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
        code = refused.code if refused else None
        record = audit.told(
            self.caller,
            work.actor,
            operation=self.operation,
            now=work.now,
            subjects=work.subjects,
            changes=work.changes,
            code=code,
        )
        if key is not None and digest is not None:
            outcome = self.outcome.dump_python(result, mode="json") if self.outcome and not refused else None
            settled = idempotency.settled(work.actor.id, self.operation, key, outcome=outcome, code=code)
            await work.session.execute(SETTLE_AND_RECORD, settled | record)
        else:
            await audit.write(work.session, record)
        await outbox.store(work.session, work.jobs, work.now)
        await work.session.flush()
