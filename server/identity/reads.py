"""Guarded reads of identity: oneself, branches, colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from server.identity import queries
from server.identity.errors import TokenInvalid
from server.identity.guard import read
from server.identity.models import Branch, Position, ScopeKind, Staff, StaffPosition
from server.identity.operations import Operation
from server.kit.work import Work


@dataclass(frozen=True)
class Me:
    """The caller as he sees himself."""

    staff: Staff
    operations: tuple[str, ...]
    scope_kind: ScopeKind | None
    stepped_up_until: datetime | None


@read(Operation.SESSION_READ)
async def me(work: Work) -> Me:
    """The logged-in member of staff: his positions, what he may do, how far he sees."""
    staff = await queries.staff_by_id(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    positions = await queries.positions_of(work.session, staff.id, work.today)
    stepped = work.actor.stepped_up_at
    until = stepped + timedelta(minutes=work.settings.step_up_minutes) if stepped else None
    return Me(staff, tuple(sorted(work.actor.operations)), queries.widest(positions), until)


@read(Operation.BRANCH_READ)
async def branches_by_id(work: Work, *, keys: Sequence[UUID]) -> list[Branch | None]:
    """Branches in the order of their ids; the tree is no secret inside the house."""
    rows = (await work.session.execute(select(Branch).where(Branch.id.in_(keys)))).scalars()
    found = {row.id: row for row in rows}
    return [found.get(key) for key in keys]


@read(Operation.BRANCH_READ)
async def branches_in_sight(work: Work) -> Sequence[Branch]:
    """The branches whose rows the caller may see, by code; officers see their own branch."""
    seen = work.scope.branches
    own = frozenset({work.actor.branch_id}) if seen is None and work.scope.officers is not None else seen
    wanted = select(Branch).order_by(Branch.code)
    if own is not None:
        wanted = wanted.where(Branch.id.in_(own))
    return (await work.session.execute(wanted)).scalars().all()


@read(Operation.STAFF_READ)
async def staff_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[Staff | None]:
    """Colleagues in the order of their ids: who decided, who entered."""
    rows = (await work.session.execute(select(Staff).where(Staff.id.in_(keys)))).scalars()
    found = {row.id: row for row in rows}
    return [found.get(key) for key in keys]


@read(Operation.STAFF_READ)
async def positions_held(work: Work, *, keys: Sequence[UUID]) -> list[list[Position]]:
    """The positions that each member of staff holds today."""
    rows = await work.session.execute(
        select(StaffPosition.staff_id, Position)
        .join(Position, Position.code == StaffPosition.position_code)
        .where(StaffPosition.staff_id.in_(keys), *_held_on(work.today))
        .order_by(Position.code)
    )
    held: dict[UUID, list[Position]] = {key: [] for key in keys}
    for staff_id, position in rows:
        held[staff_id].append(position)
    return [held[key] for key in keys]


def _held_on(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffPosition.valid_from <= today,
        or_(StaffPosition.valid_until.is_(None), StaffPosition.valid_until >= today),
    )
