"""Rows by their ids, for the loaders of the API: one statement for all siblings, in the order of the keys."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from server.kit.database import Scoped, within
from server.kit.work import Work

M = TypeVar("M", bound=Scoped)


async def rows_in_order(work: Work, model: type[M], keys: Sequence[UUID]) -> list[M | None]:
    """A row for each key, None for one that is not in sight (a building block)."""
    rows = (await work.session.execute(select(model).where(model.id.in_(keys), within(model, work.scope)))).scalars()
    found = {row.id: row for row in rows}
    return [found.get(key) for key in keys]
