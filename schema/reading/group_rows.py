"""Figures as the interpreter has them: one statement for all figures of a type."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from schema.reading.catalogue import Kind
from schema.reading.declarations import Aggregate
from schema.reading.descriptions import Groups
from schema.reading.groups import grouped_by
from schema.reading.terms import Terms, standing_values
from server.identity.sights import look
from server.kit.work import Caller, Work


class Group:
    """One group: its key, its title, and its figures by field."""

    def __init__(self, key: str, title: str, figures: dict[str, Any]) -> None:
        self.key = key
        self.title = title
        self.row_said = figures


async def group_rows(caller: Caller, kind: Kind, wanted: Groups) -> list[Group]:
    """All groups, by key."""
    assert kind.reading is not None
    sight, grouping = kind.reading.sight, kind.reading.groupings[wanted.by]
    sums = {
        declared.attribute: declared.how for declared in kind.fields.values() if isinstance(declared.how, Aggregate)
    }

    def grouped(work: Work) -> Select[Any]:
        own = {**standing_values(work.actor, work.now, work.today), **wanted.values()}
        terms, table = Terms.of(own, work.scope), aliased(sight.model)
        figures: Any = [how.sql(table, terms).label(f"f_{name}") for name, how in sums.items()]
        chosen = wanted.conditions(table, terms)
        if grouping.by is None:
            return select(*figures).select_from(table).where(*chosen)
        below = grouped_by(table, grouping, figures, "g").where(*chosen).subquery()
        key = grouping.key(below.c.g)
        return select(below, key.label("key"), grouping.title(below.c.g).label("title")).order_by(key)

    groups = []
    for record in await look(caller, sight, grouped):
        told = record._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
        figures = {name: told[f"f_{name}"] for name in sums}
        groups.append(Group(told.get("key", TOTAL), told.get("title", TOTAL_TITLE), figures))
    return groups


TOTAL = "total"
TOTAL_TITLE = "合计"
