"""Answering in one statement: the guard of compiled reads.

The statement brings its scope along: a materialised first part sets the row policies' settings for this transaction
and tells the rights epoch, and the rest of the statement is evaluated after it. An answer that was made under rights
of an older epoch is thrown away. So a read costs one round trip, and a right that was taken away bites at once.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from server.identity.models import RightsEpoch
from server.identity.passage import LOST_PAUSE_SECONDS, LOST_TRIES_MAX
from server.kit.errors import Unavailable
from server.kit.scope import Scope
from server.kit.work import Actor, Caller

SETTINGS = ("jiedai.branches", "jiedai.officers", "jiedai.customers", "jiedai.actor")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text, the names of its parameters in order, and the operations that its rows ask for."""

    sql: str
    names: tuple[str, ...]
    operations: frozenset[str]


class RightsMoved(Exception):
    """The caller's rights are of an older epoch; `actor` has those of this moment."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        super().__init__("rights moved")


def gated(answer: Any) -> Select[Any]:
    """A statement of one row: the rights epoch, and an answer (one JSON value) that is made under the row scope."""
    values = [
        func.set_config(setting, bindparam(f"set_{n}", type_=Text()), literal_column("true")).label(f"s{n}")
        for n, setting in enumerate(SETTINGS)
    ]
    epoch = select(RightsEpoch.value).where(RightsEpoch.id == 1).scalar_subquery().label("epoch")
    gate = select(*values, epoch).cte("gate").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(gate.c.epoch, answer.label("answer")).where(gate.c.s0.is_not(None))


def written(statement: Any, operations: frozenset[str]) -> tuple[Statement, Mapping[str, Any]]:
    """A statement as asyncpg takes it, and the values of those parameters that it has already."""
    compiled = statement.compile(dialect=_DIALECT)
    known = {name: value for name, value in compiled.params.items() if value is not None}
    return Statement(str(compiled), tuple(compiled.positiontup or ()), operations), known


_DIALECT = asyncpg_dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def may_answer(actor: Actor, statement: Statement) -> bool:
    """Whether the caller holds every operation that the rows of a statement ask for, and all in one scope."""
    return statement.operations <= actor.operations and actor.under_all(statement.operations) is not None


async def answer(caller: Caller, statement: Statement, values: Mapping[str, Any]) -> bytes:
    """The JSON that a gated statement makes. Raises RightsMoved, Unavailable; the caller was asked `may_answer`."""
    actor = caller.actor.under_all(statement.operations)
    assert actor is not None
    asked = {**values, **_settings(actor.scope), "set_3": str(actor.id)}
    args = [asked[name] for name in statement.names]
    epoch, body = await _row(caller, statement.sql, args)
    if caller.actor.has_epoch and caller.actor.epoch != epoch:
        raise RightsMoved(await reloaded(caller))
    return body if body is not None else b"null"


async def reloaded(caller: Caller) -> Actor:
    """The caller with the rights of this moment. Raises TokenInvalid when his session has ended."""
    house = caller.house
    async with house.database.session() as session:
        actor = await house.actors.reload(session, caller.actor, house.ports.clock.now())
        if caller.recheck is not None:
            await caller.recheck(session, actor)
        return actor


async def _row(caller: Caller, sql: str, args: list[Any]) -> tuple[int, bytes | None]:
    """Asks again when the connection was lost: a read may be repeated."""
    for attempt in range(1, LOST_TRIES_MAX + 1):
        try:
            row = await caller.house.database.reads.row(sql, args)
        except Unavailable:
            if attempt == LOST_TRIES_MAX:
                raise
        else:
            return row[0], row[1]
        await asyncio.sleep(LOST_PAUSE_SECONDS * attempt)
    raise AssertionError


@lru_cache(maxsize=1_000)
def _settings(scope: Scope) -> dict[str, str]:
    return {f"set_{n}": scope.settings[setting] for n, setting in enumerate(SETTINGS[:3])}
