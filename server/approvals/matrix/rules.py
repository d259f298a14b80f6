"""Which row of the matrix holds, and which matrices are sound. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from server.approvals.matrix.errors import MatrixUnsound
from server.approvals.routine.rules import Clause
from server.approvals.rules import RANK, Mode, Step, Tier

UNRATED: Final = "unrated"
"""The grade of a customer who has none: a row may name it."""
ROWS_MAX: Final = 200
STEPS_MAX: Final = 10
VOTES_MAX: Final = 15
SLA_HOURS_MAX: Final = 240
GRADES_MAX: Final = 20
ROUTINE_TIERS: Final = frozenset({Tier.MANUAL_REVIEW, Tier.REGIONAL})


@dataclass(frozen=True, slots=True)
class Row:
    """A row: from `from_fen` to `until_fen` (both included, no end where None); empty sets hold for everything.

    `referred` True holds for what a rule of risk or law refers to people, False for the rest, None for both. No steps
    means that the rules alone decide. `routine` says which approvals need no more than a gesture; None: none of them.
    """

    tier: Tier
    from_fen: int
    until_fen: int | None
    referred: bool | None
    products: frozenset[str]
    grades: frozenset[str]
    regions: frozenset[UUID]
    steps: tuple[Step, ...]
    routine: Clause | None = None

    @property
    def is_general(self) -> bool:
        """Whether it holds for every product, grade and region."""
        return not (self.products or self.grades or self.regions)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A version with its rows in their order."""

    version: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a matrix asks of a loan. The exposure is of the customer and his group, with this loan in it."""

    exposure_after_fen: int
    referred: bool
    product: str
    grade: str | None
    region_id: UUID


@dataclass(frozen=True, slots=True)
class Route:
    """Where a loan goes: its tier, the steps, the version of the matrix that says so, and what is routine there."""

    tier: Tier
    version: int
    steps: tuple[Step, ...]
    routine: Clause | None = None


def route_of(matrix: Matrix, asked: Asked) -> Route:
    """The first row that fits.

    Raises ValueError for an exposure of nothing, LookupError where no row fits: a missing limit is never no limit.
    """
    if asked.exposure_after_fen <= 0:
        message = "an exposure after a loan is positive"
        raise ValueError(message)
    for row in matrix.rows:
        if _fits(row, asked):
            return Route(row.tier, matrix.version, row.steps, row.routine)
    message = f"no row of matrix {matrix.version} for {asked.exposure_after_fen}"
    raise LookupError(message)


def _fits(row: Row, asked: Asked) -> bool:
    return (
        row.from_fen <= asked.exposure_after_fen
        and (row.until_fen is None or asked.exposure_after_fen <= row.until_fen)
        and row.referred in (None, asked.referred)
        and (not row.products or asked.product in row.products)
        and (not row.grades or (asked.grade or UNRATED) in row.grades)
        and (not row.regions or asked.region_id in row.regions)
    )


def check_rows(rows: Sequence[Row], positions: Collection[str]) -> None:
    """Raises MatrixUnsound with the row and what is wrong with it. `positions` are those that may decide."""
    if not 1 <= len(rows) <= ROWS_MAX:
        raise MatrixUnsound(field="rows", reason=f"1-{ROWS_MAX}")
    for number, row in enumerate(rows):
        _check_row(row, f"rows[{number}]")
        for place, step in enumerate(row.steps):
            _check_step(step, f"rows[{number}].steps[{place}]", positions)
    for referred in (False, True):
        _check_cover([row for row in rows if row.is_general and row.referred in (None, referred)])


def _check_row(row: Row, field: str) -> None:
    """An automatic row has no steps and is not for what was referred; every other has some."""
    if row.from_fen < 1 or (row.until_fen is not None and row.until_fen < row.from_fen):
        raise MatrixUnsound(field=f"{field}.from", reason="band")
    if (row.tier is Tier.AUTOMATIC) != (not row.steps) or len(row.steps) > STEPS_MAX:
        raise MatrixUnsound(field=f"{field}.steps", reason="steps")
    if row.tier is Tier.AUTOMATIC and row.referred is not False:
        raise MatrixUnsound(field=f"{field}.referred", reason="referred")
    if row.routine is not None:
        _check_routine(row, row.routine, f"{field}.routine")


def _check_routine(row: Row, clause: Clause, field: str) -> None:
    """People decide a row with a routine, and no committee; the grades are named."""
    if row.tier not in ROUTINE_TIERS or any(step.mode is Mode.COMMITTEE for step in row.steps):
        raise MatrixUnsound(field=field, reason=row.tier.value)
    if clause.until_fen < 1:
        raise MatrixUnsound(field=f"{field}.until", reason="band")
    if not 1 <= len(clause.grades) <= GRADES_MAX or not all(clause.grades) or UNRATED in clause.grades:
        raise MatrixUnsound(field=f"{field}.grades", reason=f"1-{GRADES_MAX}")


def _check_step(step: Step, field: str, positions: Collection[str]) -> None:
    for name, position in (("position", step.position), ("escalatesTo", step.escalates_to)):
        if position is not None and position not in positions:
            raise MatrixUnsound(field=f"{field}.{name}", reason=position)
    if not 1 <= step.votes_needed <= step.quorum <= VOTES_MAX:
        raise MatrixUnsound(field=f"{field}.quorum", reason="quorum")
    if step.mode is Mode.SINGLE and step.quorum != 1:
        raise MatrixUnsound(field=f"{field}.votesNeeded", reason="single")
    if step.mode is not Mode.COMMITTEE and step.quorum != step.votes_needed:
        raise MatrixUnsound(field=f"{field}.quorum", reason="quorum")
    if step.sla_hours is not None and not 1 <= step.sla_hours <= SLA_HOURS_MAX:
        raise MatrixUnsound(field=f"{field}.slaHours", reason=f"1-{SLA_HOURS_MAX}")


def _check_cover(rows: Sequence[Row]) -> None:
    """The rows that hold for everything cover every exposure, and a greater one never comes to a lower tier."""
    reached, last = 1, Tier.AUTOMATIC
    for row in sorted(rows, key=lambda each: each.from_fen):
        if row.from_fen > reached:
            raise MatrixUnsound(field="rows", reason=f"{reached}")
        if RANK[row.tier] < RANK[last]:
            raise MatrixUnsound(field="rows", reason=row.tier.value)
        last = row.tier
        if row.until_fen is None:
            return
        reached = max(reached, row.until_fen + 1)
    raise MatrixUnsound(field="rows", reason=f"{reached}")
