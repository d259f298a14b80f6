"""Every select of identity."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import (
    Branch,
    BranchKind,
    DeveloperToken,
    Position,
    PositionRole,
    RefreshToken,
    RoleOperation,
    ScopeKind,
    Staff,
    StaffPosition,
    StaffSession,
    TeamMember,
)


async def headquarters(session: AsyncSession) -> UUID:
    """The top of the branch tree: the branch of what belongs to the whole house."""
    wanted = select(Branch.id).where(Branch.kind == BranchKind.HEADQUARTERS).order_by(Branch.id).limit(1)
    return (await session.execute(wanted)).scalar_one()


async def staff_by_login(session: AsyncSession, login: str) -> Staff | None:
    return (await session.execute(select(Staff).where(Staff.login == login))).scalar_one_or_none()


async def staff_for_update(session: AsyncSession, staff_id: UUID) -> Staff | None:
    wanted = select(Staff).where(Staff.id == staff_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def staff_by_id(session: AsyncSession, staff_id: UUID) -> Staff | None:
    return await session.get(Staff, staff_id)


async def session_by_id(session: AsyncSession, session_id: UUID) -> StaffSession | None:
    return await session.get(StaffSession, session_id, populate_existing=True)


async def refresh_for_update(session: AsyncSession, token_hash: bytes) -> RefreshToken | None:
    wanted = select(RefreshToken).where(RefreshToken.token_hash == token_hash).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def developer_token(session: AsyncSession, token_hash: bytes) -> DeveloperToken | None:
    wanted = select(DeveloperToken).where(DeveloperToken.token_hash == token_hash)
    return (await session.execute(wanted)).scalar_one_or_none()


async def developer_operations(session: AsyncSession, session_id: UUID) -> Sequence[str] | None:
    """What the developer token behind a session was given; None for a session that somebody logged in to."""
    wanted = select(DeveloperToken.operations).where(DeveloperToken.id == session_id)
    return (await session.execute(wanted)).scalar_one_or_none()


async def latest_refresh(session: AsyncSession, session_id: UUID) -> datetime | None:
    """When a token of the session was used last."""
    wanted = select(func.max(RefreshToken.used_at)).where(RefreshToken.session_id == session_id)
    return (await session.execute(wanted)).scalar_one()


def _held(staff_id: UUID, today: date) -> Select[str]:
    return select(StaffPosition.position_code).where(
        StaffPosition.staff_id == staff_id,
        StaffPosition.valid_from <= today,
        or_(StaffPosition.valid_until.is_(None), StaffPosition.valid_until >= today),
    )


async def positions_of(session: AsyncSession, staff_id: UUID, today: date) -> Sequence[Position]:
    held = _held(staff_id, today)
    return (await session.execute(select(Position).where(Position.code.in_(held)))).scalars().all()


async def branch_by_id(session: AsyncSession, branch_id: UUID) -> Branch | None:
    return await session.get(Branch, branch_id)


async def positions_by_code(session: AsyncSession, codes: Collection[str]) -> Sequence[Position]:
    return (await session.execute(select(Position).where(Position.code.in_(codes)))).scalars().all()


async def rights_of(session: AsyncSession, staff_id: UUID, today: date) -> dict[str, ScopeKind]:
    """What a member of staff may do, and for each operation the farthest sight of the positions that grant it."""
    granted = (
        select(RoleOperation.operation, Position.scope_kind)
        .join(PositionRole, PositionRole.role_code == RoleOperation.role_code)
        .join(Position, Position.code == PositionRole.position_code)
        .where(Position.code.in_(_held(staff_id, today)))
        .distinct()
    )
    rows = (await session.execute(granted)).all()
    return {row.operation: row.scope_kind for row in sorted(rows, key=lambda row: WIDTH[row.scope_kind])}


async def team_of(session: AsyncSession, lead_id: UUID) -> frozenset[UUID]:
    members = select(TeamMember.member_id).where(TeamMember.lead_id == lead_id)
    return frozenset((await session.execute(members)).scalars())


async def branches_below(session: AsyncSession, root_id: UUID) -> frozenset[UUID]:
    """The branch and everything below it in the tree."""
    tree = select(Branch.id).where(Branch.id == root_id).cte("tree", recursive=True)
    tree = tree.union(select(Branch.id).join(tree, Branch.parent_id == tree.c.id))
    return frozenset((await session.execute(select(tree.c.id))).scalars())


async def region_of(session: AsyncSession, branch_id: UUID) -> UUID:
    """The region that a branch lies in, or the branch itself when it lies in none."""
    up = select(Branch.id, Branch.parent_id, Branch.kind).where(Branch.id == branch_id).cte("up", recursive=True)
    up = up.union(select(Branch.id, Branch.parent_id, Branch.kind).join(up, Branch.id == up.c.parent_id))
    found = (await session.execute(select(up.c.id).where(up.c.kind == BranchKind.REGION))).scalar_one_or_none()
    return found or branch_id


async def regions_by_branch(session: AsyncSession) -> dict[UUID, UUID]:
    """The region of every branch that lies in one."""
    rows = (await session.execute(select(Branch.id, Branch.parent_id, Branch.kind))).all()
    above = {row.id: row.parent_id for row in rows}
    regions = {row.id for row in rows if row.kind is BranchKind.REGION}
    found: dict[UUID, UUID] = {}
    for branch_id in above:
        at: UUID | None = branch_id
        while at is not None and at not in regions:
            at = above.get(at)
        if at is not None:
            found[branch_id] = at
    return found


async def holders_of(session: AsyncSession, position_code: str, today: date) -> Sequence[Staff]:
    """Active staff who hold a position today."""
    held = select(StaffPosition.staff_id).where(
        StaffPosition.position_code == position_code,
        StaffPosition.valid_from <= today,
        or_(StaffPosition.valid_until.is_(None), StaffPosition.valid_until >= today),
    )
    return (await session.execute(select(Staff).where(Staff.id.in_(held)).order_by(Staff.login))).scalars().all()


WIDTH = {kind: width for width, kind in enumerate(ScopeKind)}


def widest(positions: Sequence[Position]) -> ScopeKind | None:
    """The farthest sight that any of the positions gives."""
    return max((position.scope_kind for position in positions), key=WIDTH.__getitem__, default=None)
