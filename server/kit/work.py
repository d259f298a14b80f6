"""Work: what one use case has in its hands, and House: what a process is made of.

A `Caller` is who asks, with the request's own facts. The guard turns it into a `Work`, which lives for one
transaction. Verbs record events, touched objects and jobs on it; all of them are stored with the transaction or not
at all.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol, Self
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import business_date
from server.kit.database import Database
from server.kit.hints import Hints
from server.kit.ports import Ports
from server.kit.scope import Scope
from server.settings import Settings


class ActorKind(StrEnum):
    """Staff log in; system actors are named in the code; a customer comes by a one-time link; a partner by its key."""

    NOBODY = "nobody"
    STAFF = "staff"
    SYSTEM = "system"
    CUSTOMER = "customer"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and all he may do and see. `region` holds the branches of the region that his own branch lies in.

    An operation reaches as far as the positions that grant it. Where they differ, `scopes` names the operations of each
    reach; where it is empty, `scope` serves them all.
    """

    id: UUID
    kind: ActorKind
    name: str
    operations: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=Scope.nowhere)
    branch_id: UUID | None = None
    positions: frozenset[str] = frozenset()
    session_id: UUID | None = None
    epoch: int = 0
    region: frozenset[UUID] = frozenset()
    stepped_up_at: datetime | None = None
    scopes: tuple[tuple[frozenset[str], Scope], ...] = ()

    @property
    def has_epoch(self) -> bool:
        """Whether his rights are rows that may change while he acts; a system's or a link's are fixed."""
        return self.kind in {ActorKind.STAFF, ActorKind.PARTNER}

    def may(self, operation: str) -> bool:
        return operation in self.operations

    def under(self, operation: str) -> Self:
        """The same actor with the scope in which he holds an operation."""
        scope = next((scope for granted, scope in self.scopes if operation in granted), self.scope)
        return self if scope is self.scope else replace(self, scope=scope)

    def under_all(self, operations: Iterable[str]) -> Self | None:
        """The same actor with the one scope in which he holds all of these operations; None where there is no such."""
        if not self.scopes:
            return self
        found = {each.scope: each for each in map(self.under, operations)}
        return None if len(found) > 1 else next(iter(found.values()), self)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Subjects derive their events from this, named in the past tense."""


Reaction = Callable[["Work", Any], Awaitable[None]]
ReadBack = Callable[["Work", Any], Awaitable[None]]
"""Reads in the transaction of a use case, given its outcome, just before the commit; it may be asked again."""


class Queue(StrEnum):
    """Lines in the one job table. Readings take seconds each and stand in their own: no payment waits behind them."""

    DEFAULT = "default"
    READINGS = "readings"


@dataclass(frozen=True, slots=True)
class Job:
    """A task for the worker, stored with the transaction. Jobs with the same `lock` run in order, never at once."""

    task: str
    args: Mapping[str, Any]
    queue: Queue = Queue.DEFAULT
    lock: str | None = None
    queueing_lock: str | None = None
    at: datetime | None = None


class ActorSource(Protocol):
    """Reloads an actor whose rights may have changed. Raises Unauthenticated when the session has ended."""

    async def reload(self, session: AsyncSession, actor: Actor, now: datetime) -> Actor: ...


@dataclass(frozen=True)
class House:
    """One process: database, ports, settings, the table of reactions, the source of actors, the bells of watchers."""

    database: Database
    ports: Ports
    settings: Settings
    actors: ActorSource
    reactions: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)


Recheck = Callable[[AsyncSession | None, Actor], Awaitable[None]]
"""What else was decided under an older epoch: asked again whenever an actor is reloaded, and raises its refusal.

It looks through the session at hand, or through one of its own.
"""


@dataclass(frozen=True)
class Caller:
    """Who asks, through which process, with which request facts. The first argument of every guarded verb."""

    house: House
    actor: Actor
    request_id: str = ""
    idempotency_key: str | None = None
    address: str | None = None
    device: str | None = None
    recheck: "Recheck | None" = None
    read_back: "ReadBack | None" = None

    def keyed(self, key: str) -> Self:
        return replace(self, idempotency_key=key)

    def reading_back(self, read_back: "ReadBack") -> Self:
        """The caller who wants to see, inside the transaction of a use case, what it has made."""
        return replace(self, read_back=read_back)


@dataclass
class Work:
    """One transaction: actor, session, instant, and what is to be stored with it."""

    caller: Caller
    actor: Actor
    session: AsyncSession
    now: datetime
    operation: str = ""
    events: list[Event] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    subjects: list[tuple[str, UUID]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    moved: bool = False
    """Whether customers have changed hands here."""

    @property
    def ports(self) -> Ports:
        return self.caller.house.ports

    @property
    def settings(self) -> Settings:
        return self.caller.house.settings

    @property
    def scope(self) -> Scope:
        return self.actor.scope

    @property
    def today(self) -> date:
        """The business date of this work."""
        return business_date(self.now, self.settings.cut_off_hour)

    def new_id(self) -> UUID:
        return self.ports.ids.new()

    def record(self, event: Event) -> None:
        """Remember an event: its inside reactions run in this transaction, before the commit."""
        self.events.append(event)

    def touch(self, kind: str, subject_id: UUID, **changes: Any) -> None:
        """Name an object that this work is about, for the audit record. Changes never hold personal data."""
        self.subjects.append((kind, subject_id))
        self.changes.update(changes)

    def defer(
        self,
        task: str,
        *,
        lock: str | None = None,
        at: datetime | None = None,
        queue: Queue = Queue.DEFAULT,
        **args: Any,
    ) -> None:
        """Leave a job for the worker; it exists only if this transaction commits."""
        self.jobs.append(Job(task, args, queue=queue, lock=lock, at=at))
