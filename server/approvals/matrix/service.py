"""The verbs of the matrix: draft and publish at the doors; where a loan goes as a building block."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from server.approvals.matrix import queries
from server.approvals.matrix.errors import MatrixPublished, MatrixTooEarly, MatrixUnsound, OwnDraft
from server.approvals.matrix.models import ApprovalMatrix, MatrixRow, MatrixState
from server.approvals.matrix.rules import Asked, Matrix, Route, Row, check_rows, route_of
from server.identity import queries as identity
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

NAME_LENGTH_MAX = 60


@use_case(Operation.MATRIX_DRAFT)
async def draft(work: Work, *, name: str, rows: Sequence[Row]) -> UUID:
    """Draft a version of the approval matrix. Returns it; it decides nothing before another person publishes it.

    Raises MatrixUnsound with the row and what is wrong with it, or the least exposure (in fen) that has no row.
    """
    said = name.strip()
    if not 1 <= len(said) <= NAME_LENGTH_MAX:
        raise MatrixUnsound(field="name", reason=f"1-{NAME_LENGTH_MAX}")
    check_rows(rows, await queries.deciding_positions(work.session))
    matrix = ApprovalMatrix(
        id=work.new_id(),
        version=await queries.next_version(work.session),
        name=said,
        state=MatrixState.DRAFT,
        drafted_by=work.actor.id,
        drafted_at=work.now,
    )
    work.session.add(matrix)
    await work.session.flush()
    await work.session.execute(insert(MatrixRow), [_columns(matrix.id, n, row) for n, row in enumerate(rows, 1)])
    work.touch("approval_matrix", matrix.id, version=matrix.version, rows=len(rows))
    return matrix.id


@use_case(Operation.MATRIX_PUBLISH, step_up=True)
async def publish(work: Work, *, matrix_id: UUID, effective_from: date) -> UUID:
    """Publish a drafted matrix: it holds for what is submitted from this day on. Returns it.

    Cases that are open keep their route. Raises NotFound, MatrixPublished, OwnDraft, MatrixTooEarly, MatrixUnsound
    where a position has lost its rights since.
    """
    matrix = await queries.matrix_by_id(work.session, matrix_id, lock=True)
    if matrix is None:
        raise NotFound(field="matrixId")
    if matrix.state is MatrixState.PUBLISHED:
        raise MatrixPublished(field="matrixId")
    if matrix.drafted_by == work.actor.id:
        raise OwnDraft(field="matrixId")
    latest = await queries.latest_published(work.session)
    begun = latest.effective_from if latest else None
    earliest = max(work.today, begun or work.today)
    if effective_from < earliest:
        raise MatrixTooEarly(field="effectiveFrom", earliest=earliest)
    rows = [row.as_row for row in await queries.rows_of(work.session, matrix_id)]
    check_rows(rows, await queries.deciding_positions(work.session))
    matrix.state, matrix.effective_from = MatrixState.PUBLISHED, effective_from
    matrix.published_by, matrix.published_at = work.actor.id, work.now
    await work.session.flush()
    work.touch("approval_matrix", matrix.id, effective_from=str(effective_from))
    return matrix.id


async def route_for(
    work: Work, *, exposure_after_fen: int, referred: bool, product: str, branch_id: UUID, grade: str | None = None
) -> Route:
    """Where a loan goes today (a building block). Raises LookupError where the matrix has no row for it."""
    asked = Asked(exposure_after_fen, referred, product, grade, await identity.region_of(work.session, branch_id))
    return route_of(await queries.matrix_on(work.session, work.today), asked)


async def matrix_of(work: Work, matrix_id: UUID) -> Matrix:
    """A matrix, draft or published (a building block). Raises NotFound."""
    matrix = await queries.matrix_by_id(work.session, matrix_id)
    if matrix is None:
        raise NotFound(field="matrixId")
    return Matrix(matrix.version, tuple(row.as_row for row in await queries.rows_of(work.session, matrix_id)))


def _columns(matrix_id: UUID, number: int, row: Row) -> dict[str, object]:
    return {
        "matrix_id": matrix_id,
        "number": number,
        "tier": row.tier,
        "from_fen": row.from_fen,
        "until_fen": row.until_fen,
        "referred": row.referred,
        "products": sorted(row.products),
        "grades": sorted(row.grades),
        "regions": sorted(row.regions),
        "steps": [step.as_json for step in row.steps],
        "routine": row.routine.as_json if row.routine else None,
    }
