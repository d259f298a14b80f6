"""Places of a board: the house, a region, a branch, an officer; and what cells are grouped by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import Branch, BranchKind, Staff
from server.kit.errors import NotFound
from server.kit.scope import Scope
from server.products.models import Product
from server.reports.books.measures import Cells, Sums, Whose, added


class GroupedBy(StrEnum):
    """By what cells are put together."""

    REGION = "region"
    BRANCH = "branch"
    OFFICER = "officer"
    PRODUCT = "product"


@dataclass(frozen=True)
class Place:
    """What a board is of. `kind` is `Branch`, `Staff` or None for all that is in sight."""

    scope: Scope
    kind: str | None = None
    id: UUID | None = None
    title: str | None = None


@dataclass(frozen=True)
class Group:
    """One row of a comparison; `kind` is `Branch`, `Staff` or None for a product."""

    key: str
    title: str
    kind: str | None
    id: UUID | None
    now: Sums
    this: Sums
    former: Sums


async def place_of(session: AsyncSession, scope: Scope, kind: str | None, place_id: UUID | None) -> Place:
    """The part of a scope that lies in a region, in a branch, or with an officer. Raises NotFound."""
    if kind is None or place_id is None:
        return Place(scope)
    if kind == "Staff":
        return await _officer(session, scope, place_id)
    rows = {branch.id: branch for branch in (await session.execute(select(Branch))).scalars()}
    chosen = rows.get(place_id)
    if chosen is None:
        raise NotFound(field="under")
    inside = frozenset(row.id for row in rows.values() if chosen.id in _line(row, rows))
    branches = inside if scope.branches is None else inside & scope.branches
    if scope.officers is not None:
        posted = select(Staff.branch_id).where(Staff.id.in_(scope.officers))
        branches &= frozenset((await session.execute(posted)).scalars())
    if not branches:
        raise NotFound(field="under")
    return Place(Scope(branches, scope.officers, scope.customers), kind, place_id, chosen.name)


async def _officer(session: AsyncSession, scope: Scope, officer_id: UUID) -> Place:
    found = (await session.execute(select(Staff).where(Staff.id == officer_id))).scalar_one_or_none()
    seen = scope.officers is None or officer_id in scope.officers
    if found is None or not seen or not (scope.branches is None or found.branch_id in scope.branches):
        raise NotFound(field="under")
    return Place(Scope(scope.branches, frozenset({officer_id}), scope.customers), "Staff", officer_id, found.name)


def _line(row: Branch, rows: Mapping[UUID, Branch]) -> list[UUID]:
    """A branch and all that it lies in."""
    found: list[UUID] = []
    step: Branch | None = row
    while step is not None and step.id not in found:
        found.append(step.id)
        step = rows.get(step.parent_id) if step.parent_id else None
    return found


def grain_of(by: GroupedBy, *, branches: bool, compared: bool) -> tuple[str, ...]:
    """What cells have to be told apart by for a comparison, and for figures by branch."""
    told = {GroupedBy.OFFICER: "officer_id", GroupedBy.PRODUCT: "product_code"}.get(by, "branch_id")
    wanted = {told} if compared else set()
    wanted |= {"branch_id"} if branches else set()
    return tuple(name for name in Whose._fields if name in wanted)


async def grouped(session: AsyncSession, by: GroupedBy, now: Cells, this: Cells, former: Cells) -> list[Group]:
    """Cells put together, the largest balance first. Every cell is in one group, so the groups add up to the whole."""
    keyed = await _keys(session, by)
    parts: dict[tuple[str, str, str | None, UUID | None], list[dict[str, Sums]]] = {}
    for name, cells in (("now", now), ("this", this), ("former", former)):
        for whose, sums in cells.items():
            parts.setdefault(keyed(whose), []).append({name: sums})
    found = [
        Group(*key, *(added(one[name] for one in several if name in one) for name in ("now", "this", "former")))
        for key, several in parts.items()
    ]
    return sorted(found, key=lambda group: (-group.now["outstanding_fen"], group.key))


async def _keys(session: AsyncSession, by: GroupedBy) -> Callable[[Whose], tuple[str, str, str | None, UUID | None]]:
    if by is GroupedBy.PRODUCT:
        names = {row.code: row.name_zh for row in (await session.execute(select(Product))).scalars()}
        return lambda whose: (whose.product_code, names.get(whose.product_code, whose.product_code), None, None)
    if by is GroupedBy.OFFICER:
        staff = {row.id: row for row in await session.execute(select(Staff.id, Staff.login, Staff.name))}
        return lambda whose: (
            staff[whose.officer_id].login,
            staff[whose.officer_id].name,
            "Staff",
            whose.officer_id,
        )
    rows = {row.id: row for row in (await session.execute(select(Branch))).scalars()}

    def branch(whose: Whose) -> tuple[str, str, str | None, UUID | None]:
        found = rows[whose.branch_id]
        if by is GroupedBy.REGION and found.kind is BranchKind.BRANCH and found.parent_id:
            found = rows[found.parent_id]
        return found.code, found.name, "Branch", found.id

    return branch
