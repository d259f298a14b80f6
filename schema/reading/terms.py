"""Terms: what an expression over a table may take from the request.

A declaration writes its SQL once, with terms for whatever depends on the caller or on the day: his scope, today, the
value of an argument. The compiler hands out named parameters without values, so the statement can be kept; the
interpreter hands out the values themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, Text, Uuid, and_, bindparam, func, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from server.identity.reads import branches_of
from server.kit.database import Scoped
from server.kit.scope import Ids, Scope
from server.kit.work import Actor

Sides = tuple[str, str, str]
STANDING = frozenset({"today", "now", "actor_id", "actor_positions", "actor_region", "actor_branches"})
"""The names of the terms that have nothing to do with scope."""
ALL, ONE, SEVERAL = "all", "one", "several"
SIDES = (("branches", "branch_id"), ("officers", "officer_id"), ("customers", "customer_id"))


class Terms:
    """Named values of a request as SQL expressions."""

    def __init__(self, sides: Sides, values: Mapping[str, Any] | None = None, prefix: str = "") -> None:
        self._sides = sides
        self._values = values
        self._prefix = prefix

    @classmethod
    def of(cls, values: Mapping[str, Any], scope: Scope) -> "Terms":
        """Terms that carry their values: for a statement that runs once."""
        return cls(sides_of(scope), values)

    def under(self, prefix: str) -> "Terms":
        """The same terms, with the values of one argument list under a prefix of their own."""
        return Terms(self._sides, self._values, prefix)

    def own(self, name: str, kind: Any) -> ColumnElement[Any]:
        """A value that the description brought along, by the name that it has there."""
        return self._named(f"{self._prefix}{name}", kind)

    @property
    def today(self) -> ColumnElement[date]:
        """The business date."""
        return self._named("today", Date())

    @property
    def now(self) -> ColumnElement[datetime]:
        """The instant of the request."""
        return self._named("now", DateTime(timezone=True))

    @property
    def actor_id(self) -> ColumnElement[UUID]:
        """Who asks."""
        return self._named("actor_id", Uuid())

    @property
    def positions(self) -> ColumnElement[Sequence[str]]:
        """The positions of whoever asks."""
        return self._named("actor_positions", ARRAY(Text()))

    @property
    def region(self) -> ColumnElement[Sequence[UUID]]:
        """The branches of the region of whoever asks."""
        return self._named("actor_region", ARRAY(Uuid()))

    @property
    def branches(self) -> ColumnElement[Sequence[UUID]]:
        """The branches whose rows whoever asks may see; null where he may see all."""
        return self._named("actor_branches", ARRAY(Uuid()))

    @property
    def sees_every_officer(self) -> bool:
        """Whether whoever asks sees all of the branches in his sight, and not single officers' rows."""
        return self._sides[1] == ALL and self._sides[2] == ALL

    @property
    def sees_every_branch(self) -> bool:
        """Whether whoever asks sees the whole house."""
        return self._sides == (ALL, ALL, ALL)

    def within(self, table: Any) -> ColumnElement[bool]:
        """The caller's scope as a predicate over a scoped table; nothing for a reference table."""
        if not issubclass(_model_of(table), Scoped):
            return true()
        asked = zip(SIDES, self._sides, strict=True)
        return and_(
            true(), *(self._in_sight(getattr(table, column), side, how) for (side, column), how in asked if how != ALL)
        )

    def _in_sight(self, column: Any, side: str, how: str) -> ColumnElement[bool]:
        """One id is told from several: PostgreSQL walks an index in its order for `=`, and not for `= ANY`."""
        held: ColumnElement[bool]
        if how == ONE:
            held = column == self._named(f"scope_{side}", Uuid())
        else:
            held = column == func.any(self._named(f"scope_{side}", ARRAY(Uuid())))
        return held

    def _named(self, name: str, kind: TypeEngine[Any]) -> ColumnElement[Any]:
        if self._values is None:
            return bindparam(name, type_=kind)
        return bindparam(None, self._values[name], type_=kind, unique=True)


def _model_of(table: Any) -> type:
    """The model behind a table or an alias of it."""
    from sqlalchemy import inspect

    found = inspect(table).mapper.class_
    assert isinstance(found, type)
    return found


def sides_of(scope: Scope) -> Sides:
    """How each side of a scope is bounded: the part of it that shapes a statement."""
    return _side(scope.branches), _side(scope.officers), _side(scope.customers)


def _side(ids: Ids | None) -> str:
    if ids is None:
        return ALL
    return ONE if len(ids) == 1 else SEVERAL


@lru_cache(maxsize=1_000)
def scope_values(scope: Scope) -> Mapping[str, Any]:
    """The values of the bounded sides of a scope."""
    sides = {f"scope_{side}": getattr(scope, side) for side, _column in SIDES}
    return {name: next(iter(ids)) if len(ids) == 1 else list(ids) for name, ids in sides.items() if ids is not None}


def standing_values(actor: Actor, now: datetime, today: date) -> dict[str, Any]:
    """The values of the terms that every request has."""
    seen = branches_of(actor)
    own = {
        "actor_id": actor.id,
        "actor_positions": list(actor.positions),
        "actor_region": list(actor.region),
        "actor_branches": None if seen is None else list(seen),
    }
    return {"today": today, "now": now, **own, **scope_values(actor.scope)}
