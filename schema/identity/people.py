"""Who works here, in which posts, and who may do what."""

from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, func, literal_column, or_, select

from schema.identity.views import Position, Staff
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, by_global_id, page, rows
from schema.reading.filters import lies_under
from schema.reading.terms import Terms
from server.identity import models, reads
from server.identity.colleagues import POSITIONS, STAFF
from server.identity.labels import LABELS
from server.identity.models import StaffState
from server.identity.operations import Operation
from server.kit.errors import Invalid

SEARCH_LENGTH_MAX = 60
POSITIONS_MAX = 200


@strawberry.enum(description="In which order staff come.")
class StaffOrder(Enum):
    """By login name is the default."""

    LOGIN = strawberry.enum_value("login", description="By login name, from a to z.")
    NAME = strawberry.enum_value("name", description="By name.")
    NEWEST = strawberry.enum_value("newest", description="Who was hired last comes first.")


ORDERS = {
    StaffOrder.LOGIN: ("login", "id"),
    StaffOrder.NAME: ("name", "id"),
    StaffOrder.NEWEST: ("-created_at", "-id"),
}


@strawberry.type(description="Something that somebody can do here, and what it is called.")
class OperationName:
    """View of an operation."""

    code: str = described("The operation: `loan:disburse`.")
    name_zh: str = described("What it is called in Chinese.")
    name_en: str = described("What it is called in English.")


States = Annotated[list[StaffState] | None, strawberry.argument(description="Only who stands so.")]
Search = Annotated[str | None, strawberry.argument(description="A part of the login or of the name.")]
Holding = Annotated[str | None, strawberry.argument(description="Only who holds this position today, by its code.")]
Able = Annotated[str | None, strawberry.argument(description="Only who may do this today: `loan:disburse`.")]


@strawberry.type
class PeopleQuery:
    """Part of the root query."""

    @query(STAFF, "Staff of the branches whose rows the caller may see; officers see their own branch.")
    def staff(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        search: Search = None,
        under: strawberry.ID | None = None,
        state: States = None,
        position: Holding = None,
        operation: Able = None,
        order: StaffOrder = StaffOrder.LOGIN,
    ) -> Connection[Staff]:
        tests = (
            Test("in sight", _in_sight),
            *_named(search),
            *lies_under(under),
            *_standing(state),
            *_holding(position),
            *_able(operation),
        )
        return page(STAFF, ORDERS[order], *tests, first=first, after=after)

    @query(STAFF, "A member of staff by his id.")
    def staff_member(self, id: strawberry.ID) -> Staff | None:
        return by_global_id(id, "Staff")

    @query(POSITIONS, "The posts that there are, and what each lets its holder do.")
    def positions(self) -> list[Position]:
        return rows(order=("code",), limit=POSITIONS_MAX)

    @query(reads.me, "All that anybody can do here, with its names, by code.")
    async def operation_names(self, info: Info) -> list[OperationName]:
        await reads.me(info.context.caller)
        told = sorted((str(operation), names) for operation, names in LABELS.items())
        return [OperationName(code=code, name_zh=zh, name_en=en) for code, (zh, en) in told]


def _in_sight(staff: Any, terms: Terms) -> ColumnElement[bool]:
    return or_(terms.branches.is_(None), staff.branch_id == func.any(terms.branches))


def _named(text: str | None) -> tuple[Test, ...]:
    wanted = (text or "").strip().lower()[:SEARCH_LENGTH_MAX]
    if not wanted:
        return ()

    def holds(staff: Any, terms: Terms) -> ColumnElement[bool]:
        part = terms.own("part", Text())
        places = (func.strpos(staff.login, part), func.strpos(func.lower(staff.name), part))
        return or_(*(place > literal_column("0") for place in places))

    return (Test("named", holds, {"part": wanted}),)


def _standing(states: list[StaffState] | None) -> tuple[Test, ...]:
    if not states:
        return ()
    wanted = tuple(sorted({state.value for state in states}))

    def among(staff: Any, _terms: Terms) -> ColumnElement[bool]:
        return or_(*(staff.state == literal_column(f"'{state}'") for state in wanted))

    return (Test(("standing", wanted), among),)


def _holding(position: str | None) -> tuple[Test, ...]:
    if position is None:
        return ()

    def holds(staff: Any, terms: Terms) -> ColumnElement[bool]:
        held = models.StaffPosition
        living = or_(held.valid_until.is_(None), held.valid_until >= terms.today)
        mine = (held.staff_id == staff.id, held.position_code == terms.own("code", Text()))
        return select(held.staff_id).where(*mine, held.valid_from <= terms.today, living).exists()

    return (Test("holding", holds, {"code": position}),)


def _able(operation: str | None) -> tuple[Test, ...]:
    """Raises Invalid for an operation that there is not."""
    if operation is None:
        return ()
    if operation not in set(Operation):
        raise Invalid(field="operation", reason="operation")

    def may(staff: Any, terms: Terms) -> ColumnElement[bool]:
        held, given, granted = models.StaffPosition, models.PositionRole, models.RoleOperation
        living = or_(held.valid_until.is_(None), held.valid_until >= terms.today)
        wanted = (
            select(held.staff_id)
            .join(given, given.position_code == held.position_code)
            .join(granted, granted.role_code == given.role_code)
            .where(held.staff_id == staff.id, held.valid_from <= terms.today, living)
            .where(granted.operation == terms.own("operation", Text()))
        )
        return wanted.exists()

    return (Test("able", may, {"operation": operation}),)
