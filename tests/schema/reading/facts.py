"""What generated documents may ask for, taken from the data: ids, cursors, numbers and texts to search for."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import get_named_type
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.context import Context
from schema.kit.ids import encode
from schema.reading.catalogue import Catalogue
from server.kit.database import Owned, Scoped
from server.kit.scope import Scope
from server.kit.work import Caller
from tests.schema.reading.ways import Ways
from tests.schema.stage import Stage

PAGED = {
    "customers": ("NEWEST", "OLDEST"),
    "applications": ("NEWEST", "OLDEST", "LARGEST", "SMALLEST"),
    "loans": ("NEWEST", "OLDEST", "LARGEST", "SMALLEST"),
    "approvalInbox": ("",),
    "auditTrail": ("",),
    "trustedDocuments": ("",),
}
"""Lists and their orders; one without a name is the only one."""


@dataclass(frozen=True)
class Known:
    """A row's global id, and whose it is: branch, officer, customer; None for what is nobody's."""

    global_id: str
    owned_by: tuple[UUID, UUID, UUID] | None


@dataclass
class Facts:
    """`ids` by kind, `cursors` by list and order, `searches` by list, `groupings` by field of figures."""

    ids: dict[str, list[Known]] = field(default_factory=dict)
    cursors: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    searches: dict[str, list[str]] = field(default_factory=dict)
    groupings: dict[str, list[str]] = field(default_factory=dict)

    def in_sight(self, kind: str, scope: Scope) -> list[str]:
        """The ids of a kind that somebody may see."""
        return [known.global_id for known in self.ids[kind] if known.owned_by is None or scope.allows(*known.owned_by)]

    def foreign(self, kind: str, scope: Scope) -> list[str]:
        """The ids of a kind that he may not."""
        return [known.global_id for known in self.ids[kind] if known.owned_by and not scope.allows(*known.owned_by)]


async def gather(ways: Ways, owner: AsyncSession, stage: Stage, everybody: dict[str, Caller]) -> Facts:
    """Look the facts up: rows as the owner of the database, cursors through the API as whoever sees most."""
    facts = Facts()
    catalogue = ways.schema.catalogue
    for name in catalogue.kinds:
        if "Node" in {each.name for each in catalogue.kinds[name].core.interfaces}:
            facts.ids[name] = await _rows(owner, catalogue, name)
    for (listed, orders), caller in _askers(everybody):
        for order in orders:
            facts.cursors[listed, order] = await _cursors(ways, caller, listed, order)
    people = stage.customers.values()
    told = [text for who in people for text in (who.number, who.number[-4:], who.phone, who.phone[-4:])]
    facts.searches["customers"] = ["wxm", "王小明", "lxh", "欧阳", "o", "", "wx", *told]
    for listed in ("applications", "loans"):
        numbers = await _numbers(ways, everybody["auditor.hq"], listed)
        facts.searches[listed] = ["", *numbers, *(number[:3] for number in numbers), *(n[:1] for n in numbers)]
    query = catalogue.schema.query_type
    assert query is not None
    for name, core in query.fields.items():
        kind = catalogue.kinds.get(get_named_type(core.type).name)
        if kind and kind.reading and kind.reading.groupings:
            facts.groupings[name] = [by.upper() for by in kind.reading.groupings]
    return facts


async def _rows(owner: AsyncSession, catalogue: Catalogue, name: str) -> list[Known]:
    reading = catalogue.kinds[name].reading
    assert reading is not None
    model: Any = reading.sight.model
    found = (await owner.execute(select(model).order_by(model.id))).scalars().all()
    return [
        Known(
            encode(name, row.id, row.customer_id if issubclass(model, Owned) else None),
            (row.branch_id, row.officer_id, row.customer_id) if issubclass(model, Scoped) else None,
        )
        for row in found
    ]


def _askers(everybody: dict[str, Caller]) -> list[tuple[tuple[str, tuple[str, ...]], Caller]]:
    who = {"trustedDocuments": "admin1.hq", "approvalInbox": "committee1.hq"}
    return [(item, everybody[who.get(item[0], "auditor.hq")]) for item in PAGED.items()]


async def _cursors(ways: Ways, caller: Caller, listed: str, order: str) -> list[str]:
    given = f"(first: 100, order: {order})" if order else "(first: 100)"
    page = await _told(ways, caller, f"{{ {listed}{given} {{ edges {{ cursor }} }} }}")
    return [edge["cursor"] for edge in page[listed]["edges"]]


async def _numbers(ways: Ways, caller: Caller, listed: str) -> list[str]:
    page = await _told(ways, caller, f"{{ {listed}(first: 100) {{ nodes {{ number }} }} }}")
    return [node["number"] for node in page[listed]["nodes"]]


async def _told(ways: Ways, caller: Caller, text: str) -> dict[str, Any]:
    judged = ways.judge.judged(text)
    result = await ways.schema.execute(text, context_value=Context(caller, judged.document))
    assert result.errors is None, result.errors
    assert result.data is not None
    return dict(result.data)
