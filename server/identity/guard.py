"""The one gate in front of every verb: `@use_case`, `@read`, `@stream`.

A decorated verb is a door: it takes a `Caller` and runs in a transaction of its own. An undecorated verb is a room: it
takes a `Work` and runs inside its caller's transaction. Opening a door from inside a room raises at once. Nobody else
opens, commits or rolls back.

A use case is one transaction and one audit record. Order: row scope and rights epoch (one statement), operation,
second factor, idempotency key, verb, inside reactions, outcome, audit record, outbox, commit. A raised refusal rolls
all of it back and is then recorded by itself; a returned `Refused` commits what the verb wrote. A serialisation
failure or deadlock starts the transaction again, so nothing irreversible happens inside it.
"""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic import TypeAdapter

from server.identity.operations import Operation
from server.identity.passage import ReadPassage, WatchPassage
from server.identity.writing import WritePassage, outcome_adapter
from server.kit.work import Caller, Work

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Guarded:
    """What a door declares about itself."""

    name: str
    kind: str
    operation: Operation
    description: str
    step_up: bool = False
    keyed: bool = True
    outcome: TypeAdapter[Any] | None = None


DOORS: list[Guarded] = []


def use_case(
    operation: Operation, *, keyed: bool = True, step_up: bool = False
) -> Callable[[Callable[Concatenate[Work, P], Awaitable[R]]], Callable[Concatenate[Caller, P], Awaitable[R]]]:
    """A door that writes. The verb returns ids and codes only: they are stored as the outcome of its request key.

    `keyed=False` is for log-in, refresh and what machines call with a number of their own. `step_up` wants a second
    factor within the last minutes.
    """

    def decorate(verb: Callable[Concatenate[Work, P], Awaitable[R]]) -> Callable[Concatenate[Caller, P], Awaitable[R]]:
        door = _declare(verb, "use_case", operation, step_up=step_up, keyed=keyed, outcome=outcome_adapter(verb))

        @functools.wraps(verb)
        async def through(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> R:
            passage = WritePassage(caller, door.operation, step_up=step_up, keyed=keyed, outcome=door.outcome)
            result: R = await passage.run(verb, args, kwargs)
            return result

        through.guarded = door  # type: ignore[attr-defined]  # a function carries what it declares
        return through

    return decorate


def read(
    operation: Operation,
) -> Callable[[Callable[Concatenate[Work, P], Awaitable[R]]], Callable[Concatenate[Caller, P], Awaitable[R]]]:
    """A door that only reads: the transaction is READ ONLY, so the database forbids writes, not good will."""

    def decorate(verb: Callable[Concatenate[Work, P], Awaitable[R]]) -> Callable[Concatenate[Caller, P], Awaitable[R]]:
        door = _declare(verb, "read", operation, keyed=False)

        @functools.wraps(verb)
        async def through(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> R:
            result: R = await ReadPassage(caller, door.operation).run(verb, args, kwargs)
            return result

        through.guarded = door  # type: ignore[attr-defined]  # a function carries what it declares
        return through

    return decorate


def stream(
    operation: Operation,
) -> Callable[[Callable[Concatenate[WatchPassage, P], WatchPassage]], Callable[Concatenate[Caller, P], WatchPassage]]:
    """A door for subscriptions: names what is watched.

    No session is held between events; whoever shows them checks session and rights again before each, through the
    passage, and reads them through a door of its own.
    """

    def decorate(
        verb: Callable[Concatenate[WatchPassage, P], WatchPassage],
    ) -> Callable[Concatenate[Caller, P], WatchPassage]:
        door = _declare(verb, "stream", operation, keyed=False)

        @functools.wraps(verb)
        def through(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> WatchPassage:
            return verb(WatchPassage(caller, door.operation), *args, **kwargs)

        through.guarded = door  # type: ignore[attr-defined]  # a function carries what it declares
        return through

    return decorate


def guarded(verb: Callable[..., Any]) -> Guarded:
    """The declaration of a door. Raises AttributeError for a room."""
    door: Guarded = verb.guarded  # type: ignore[attr-defined]  # set by the decorators above
    return door


def _declare(verb: Callable[..., Any], kind: str, operation: Operation, **options: Any) -> Guarded:
    door = Guarded(f"{verb.__module__}.{verb.__name__}", kind, operation, (verb.__doc__ or "").strip(), **options)
    DOORS.append(door)
    return door
