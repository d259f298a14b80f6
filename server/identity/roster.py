"""The roster: who works where, in which positions, and what he may do by them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from server.identity.guard import read
from server.identity.models import Branch, PositionRole, RoleOperation, Staff, StaffPosition
from server.identity.operations import Operation
from server.kit.work import Work


@dataclass(frozen=True)
class Colleague:
    """Somebody of the house; `positions` and `operations` are codes that hold today, sorted."""

    id: UUID
    login: str
    name: str
    branch: str
    state: str
    positions: tuple[str, ...]
    operations: tuple[str, ...]


@read(Operation.STAFF_READ)
async def roster(work: Work) -> list[Colleague]:
    """Everybody of the branches that the caller sees, by login; who is disabled too."""
    staff = select(Staff, Branch.code).join(Branch, Branch.id == Staff.branch_id).order_by(Staff.login)
    if work.scope.branches is not None:
        staff = staff.where(Staff.branch_id.in_(work.scope.branches))
    held = select(StaffPosition.staff_id, StaffPosition.position_code).where(
        StaffPosition.valid_from <= work.today,
        or_(StaffPosition.valid_until.is_(None), StaffPosition.valid_until >= work.today),
    )
    granted = select(PositionRole.position_code, RoleOperation.operation).join(
        RoleOperation, RoleOperation.role_code == PositionRole.role_code
    )
    positions: defaultdict[UUID, set[str]] = defaultdict(set)
    operations: defaultdict[str, set[str]] = defaultdict(set)
    for staff_id, position in (await work.session.execute(held)).all():
        positions[staff_id].add(position)
    for position, operation in (await work.session.execute(granted)).all():
        operations[position].add(operation)
    return [
        Colleague(
            one.id,
            one.login,
            one.name,
            branch,
            one.state.value,
            tuple(sorted(positions[one.id])),
            tuple(sorted(set().union(*(operations[position] for position in positions[one.id])))),
        )
        for one, branch in (await work.session.execute(staff)).all()
    ]
