"""Who is to be told of something: those who may do something about it, where it is."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import queries
from server.identity.models import (
    Position,
    PositionRole,
    RoleOperation,
    ScopeKind,
    Staff,
    StaffPosition,
    StaffState,
)
from server.identity.operations import Operation


async def those_who_may(session: AsyncSession, operation: Operation, branch_id: UUID, today: date) -> frozenset[UUID]:
    """Active staff who hold an operation today by a position that sees all of a branch.

    Who sees single officers' rows is told by name where a row is his; he is not among these.
    """
    held = (
        select(Staff.id, Staff.branch_id, Position.scope_kind)
        .join(StaffPosition, StaffPosition.staff_id == Staff.id)
        .join(Position, Position.code == StaffPosition.position_code)
        .join(PositionRole, PositionRole.position_code == Position.code)
        .join(RoleOperation, RoleOperation.role_code == PositionRole.role_code)
        .where(
            RoleOperation.operation == operation.value,
            Staff.state == StaffState.ACTIVE,
            StaffPosition.valid_from <= today,
            or_(StaffPosition.valid_until.is_(None), StaffPosition.valid_until >= today),
        )
        .distinct()
    )
    regions = await queries.regions_by_branch(session)
    return frozenset(
        staff_id
        for staff_id, own_branch, sees in (await session.execute(held)).all()
        if sees is ScopeKind.HEADQUARTERS
        or (sees is ScopeKind.BRANCH and own_branch == branch_id)
        or (sees is ScopeKind.REGION and regions.get(own_branch, own_branch) == regions.get(branch_id, branch_id))
    )
