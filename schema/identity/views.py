"""Views of branches, staff and the caller himself."""

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from schema.kit.fields import described
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.descriptions import by_row_id
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.identity import models
from server.identity import reads as reading
from server.identity.colleagues import BRANCHES, POSITIONS, STAFF

strawberry.enum(models.BranchKind, description="The levels of the branch tree.")
strawberry.enum(models.StaffState, description="Whether a member of staff works here now.")
strawberry.enum(models.ScopeKind, description="How far somebody sees, narrow to wide.")


@strawberry.type(description="A node of the branch tree.")
@reads(BRANCHES)
class Branch(Node):
    """View of a branch."""

    code: str = column("Short code, unique.")
    name: str = column("Name.")
    kind: models.BranchKind = column("Level in the tree.")
    parent: "Branch | None" = one("The branch above; none for headquarters.", on(parent_id="id"))


def _granted(position: Any, _terms: Terms) -> ColumnElement[Any]:
    given, granted = models.PositionRole, models.RoleOperation
    told = aggregate_order_by(granted.operation.distinct(), granted.operation)
    held = select(func.array_agg(told)).join(given, given.role_code == granted.role_code)
    return func.coalesce(
        held.where(given.position_code == position.code).scalar_subquery(), literal_column("ARRAY[]::text[]")
    )


@strawberry.type(description="A post that staff hold.")
@reads(POSITIONS)
class Position:
    """View of a position."""

    code: str = column("Code of the position.")
    name_zh: str = column("Name in Chinese.")
    name_en: str = column("Name in English.")
    scope_kind: models.ScopeKind = column("How far its holder sees.")
    operations: list[str] = column("What its holder may do, alphabetical.", _granted)


def _held_today(staff: Any, position: Any, terms: Terms) -> ColumnElement[bool]:
    held = models.StaffPosition
    codes = select(held.position_code).where(
        held.staff_id == staff.id,
        held.valid_from <= terms.today,
        or_(held.valid_until.is_(None), held.valid_until >= terms.today),
    )
    found: ColumnElement[bool] = position.code.in_(codes)
    return found


@strawberry.type(description="A member of staff.")
@reads(STAFF)
class Staff(Node):
    """View of a member of staff."""

    login: str = column("Login name.")
    name: str = column("Name.")
    state: models.StaffState = column("Whether he works here now.")
    branch: Branch = one("The branch that he belongs to.", on(branch_id="id"))
    positions: list[Position] = many("The positions that he holds today.", _held_today, order=("code",))


@strawberry.type(description="The caller: what he may do and how far he sees.")
class Viewer:
    """View of oneself."""

    staff: Staff = described("The logged-in member of staff.")
    operations: list[str] = described("Operations that he holds, alphabetical.")
    scope_kind: models.ScopeKind | None = described("How far he sees.")
    stepped_up_until: datetime | None = described("Until when his second factor counts as fresh.")
    passkeys: int = described("How many living passkeys he has.")
    code_counts: bool = described("Whether a one-time code is enough where a second factor is wanted.")
    code_beside_passkey: bool = described("The house's rule: whether a code counts for who has a passkey.")
    lock_minutes: int = described("After how many idle minutes the app locks itself.")

    @classmethod
    def of(cls, seen: reading.Me) -> "Viewer":
        return cls(
            staff=by_row_id(seen.staff.id),
            operations=list(seen.operations),
            scope_kind=seen.scope_kind,
            stepped_up_until=seen.stepped_up_until,
            passkeys=seen.passkeys,
            code_counts=seen.code_counts,
            code_beside_passkey=seen.code_beside_passkey,
            lock_minutes=seen.lock_minutes,
        )
