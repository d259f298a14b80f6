"""Who would have gone elsewhere: a draft of the approval matrix over what was submitted last quarter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from server.applications import queries
from server.approvals.matrix.queries import matrix_on
from server.approvals.matrix.rules import Asked, Matrix, Route, route_of
from server.approvals.matrix.service import matrix_of
from server.approvals.rules import Tier
from server.customers.rating.queries import last_grades
from server.identity.guard import read
from server.identity.operations import Operation
from server.identity.queries import regions_by_branch
from server.kit.work import Work

QUARTER_DAYS: Final = 92
CONSIDERED_MAX: Final = 20_000
TOLD_MAX: Final = 100


@dataclass(frozen=True)
class Moved:
    """An application that the other matrix sends elsewhere. `after` None: that matrix has no row for it."""

    application_id: UUID
    customer_id: UUID
    number: str
    exposure_after_fen: int
    before: Route
    after: Route | None


@dataclass(frozen=True)
class Simulation:
    """Of how many applications how many would have gone elsewhere; the newest of those one by one.

    `routine_*`: how many a person could approve with a gesture once he has opened sound papers, by either matrix.
    """

    considered: int
    moved: int
    routine_before: int
    routine_after: int
    tiers: Mapping[tuple[Tier, Tier | None], int]
    examples: Sequence[Moved]


@read(Operation.MATRIX_READ)
async def simulate(work: Work, *, matrix_id: UUID) -> Simulation:
    """Put the applications of the last 92 days, at most the newest 20,000, to a matrix and to the one in force today.

    Exposure, product, region and whether a rule referred them are what they were at the last submission, the grade is
    the customer's present one; what the rules alone refused is left out. Raises NotFound.
    """
    draft, present = await matrix_of(work, matrix_id), await matrix_on(work.session, work.today)
    regions = await regions_by_branch(work.session)
    since = work.now - timedelta(days=QUARTER_DAYS)
    rows = await queries.submitted_since(work.session, work.scope, since, CONSIDERED_MAX)
    grades = await last_grades(work.session, work.scope, list({row.customer_id for row in rows}))
    facts = [(row, _asked(row, regions, grades)) for row in rows]
    moved = [found for row, asked in facts if (found := _moved(row, asked, present, draft)) is not None]
    tiers = Counter((each.before.tier, each.after.tier if each.after else None) for each in moved)
    before, after = [sum(_is_routine(matrix, asked) for _row, asked in facts) for matrix in (present, draft)]
    return Simulation(len(rows), len(moved), before, after, tiers, moved[:TOLD_MAX])


def _asked(row: Any, regions: Mapping[UUID, UUID], grades: Mapping[UUID, str]) -> Asked:
    region_id, grade = regions.get(row.branch_id, row.branch_id), grades.get(row.customer_id)
    return Asked(row.exposure_after_fen, row.referred, row.product_code, grade, region_id)


def _is_routine(matrix: Matrix, asked: Asked) -> bool:
    try:
        clause = route_of(matrix, asked).routine
    except LookupError:
        return False
    return clause is not None and not asked.referred and clause.covers(asked.exposure_after_fen, asked.grade)


def _moved(row: Any, asked: Asked, present: Matrix, draft: Matrix) -> Moved | None:
    before = route_of(present, asked)
    try:
        after = route_of(draft, asked)
    except LookupError:
        after = None
    if after is not None and (before.tier, before.steps) == (after.tier, after.steps):
        return None
    return Moved(row.id, row.customer_id, row.number, row.exposure_after_fen, before, after)
