"""Sights: the doors through which rows are read.

A sight says which table may be read with which operation, once, beside the subject's own reads. The API binds its types
to sights; whatever reads through one, the plan compiler or a loader, asks for the operation and puts the scope into
every statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select

from server.identity.guard import DOORS, Guarded
from server.identity.operations import Operation
from server.identity.passage import ReadPassage
from server.kit.database import Base
from server.kit.work import Caller, Work


@dataclass(frozen=True, eq=False)
class Sight:
    """A table and the operation that it takes to look at it."""

    model: type[Base]
    guarded: Guarded

    @property
    def operation(self) -> Operation:
        return self.guarded.operation

    @property
    def name(self) -> str:
        return self.guarded.name


def sight(model: type[Any], operation: Operation, description: str) -> Sight:
    """Declare a sight. The description says what its rows are, for the list of doors."""
    door = Guarded(f"{model.__module__}.{model.__name__}", "sight", operation, description)
    DOORS.append(door)
    return Sight(model, door)


async def look(caller: Caller, through: Sight, wanted: Callable[[Work], Select[Any]]) -> Sequence[Row[Any]]:
    """Rows through a sight, in a READ ONLY transaction of their own. `wanted` puts the scope of the work in.

    Raises Unauthenticated, Denied (which is recorded).
    """

    async def read(work: Work) -> Sequence[Row[Any]]:
        found: Sequence[Row[Any]] = (await work.session.execute(wanted(work))).all()
        return found

    rows: Sequence[Row[Any]] = await ReadPassage(caller, through.operation).run(read, (), {})
    return rows
