"""Every select of the matrix. The tables are the same for everybody, so no scope applies."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.matrix.models import ApprovalMatrix, MatrixRow, MatrixState
from server.approvals.matrix.rules import Matrix
from server.identity.models import PositionRole, RoleOperation
from server.identity.operations import Operation


async def matrix_on(session: AsyncSession, day: date) -> Matrix:
    """The matrix in force on a day: of those published and begun, the one that began last. Raises LookupError."""
    began = (ApprovalMatrix.state == MatrixState.PUBLISHED, ApprovalMatrix.effective_from <= day)
    latest = (ApprovalMatrix.effective_from.desc(), ApprovalMatrix.version.desc())
    newest = select(ApprovalMatrix.id, ApprovalMatrix.version).where(*began).order_by(*latest).limit(1).subquery()
    wanted = select(MatrixRow, newest.c.version).join(newest, MatrixRow.matrix_id == newest.c.id)
    rows = (await session.execute(wanted.order_by(MatrixRow.number))).all()
    if not rows:
        message = f"no approval matrix is in force on {day}"
        raise LookupError(message)
    return Matrix(rows[0][1], tuple(row.as_row for row, _version in rows))


async def matrix_by_id(session: AsyncSession, matrix_id: UUID, *, lock: bool = False) -> ApprovalMatrix | None:
    wanted = select(ApprovalMatrix).where(ApprovalMatrix.id == matrix_id)
    return (await session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()


async def rows_of(session: AsyncSession, matrix_id: UUID) -> Sequence[MatrixRow]:
    wanted = select(MatrixRow).where(MatrixRow.matrix_id == matrix_id).order_by(MatrixRow.number)
    return (await session.execute(wanted)).scalars().all()


async def latest_published(session: AsyncSession) -> ApprovalMatrix | None:
    """The published matrix that begins last."""
    wanted = select(ApprovalMatrix).where(ApprovalMatrix.state == MatrixState.PUBLISHED)
    ordered = wanted.order_by(ApprovalMatrix.effective_from.desc(), ApprovalMatrix.version.desc()).limit(1)
    return (await session.execute(ordered)).scalar_one_or_none()


async def next_version(session: AsyncSession) -> int:
    return ((await session.execute(select(func.max(ApprovalMatrix.version)))).scalar_one() or 0) + 1


async def deciding_positions(session: AsyncSession) -> frozenset[str]:
    """Positions whose holders may decide."""
    wanted = (
        select(PositionRole.position_code)
        .join(RoleOperation, RoleOperation.role_code == PositionRole.role_code)
        .where(RoleOperation.operation == Operation.APPROVAL_DECIDE)
    )
    return frozenset((await session.execute(wanted)).scalars())
