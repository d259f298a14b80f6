"""The approval matrix: its versions, drafting, publishing, and what a draft would have changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from schema.approvals.routine import RoutineClause, RoutineClauseInput
from schema.approvals.views import RouteStep
from schema.approvals.words import MatrixState, Mode
from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.scalars import Money
from schema.reading.declarations import column, embedded, many, on, one, reads
from schema.reading.descriptions import by_row_id, rows
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from server.applications import simulating
from server.applications.simulating import Moved, Simulation
from server.approvals.matrix import service
from server.approvals.matrix.rules import Route, Row
from server.approvals.routine.rules import Clause
from server.approvals.rules import Step, Tier
from server.approvals.sights import MATRICES, MATRIX_ROWS
from server.kit import global_ids


@strawberry.type(description="A row of the matrix: the first that fits decides.")
@reads(MATRIX_ROWS, needs=("regions", "routine"))
class MatrixRow:
    """View of a row."""

    number: int = column("Its place, from 1.")
    tier: Tier = column("Who decides.")
    exposure_from: Money = column("The least exposure after the loan.", "from_fen")
    exposure_until: Money | None = column("The greatest; null: no end.", "until_fen")
    referred: bool | None = column("Only for what a rule referred, only for the rest, or for both (null).")
    products: list[str] = column("Only for these products; none: all.")
    grades: list[str] = column("Only for these grades, `unrated` among them; none: all.")
    steps: list[RouteStep] = embedded("The steps; none: the rules alone decide.", "steps")

    @strawberry.field(description="Only for branches of these regions; none: all.")
    def regions(self) -> list[strawberry.ID]:
        row: Any = self
        return [ids.encode("Branch", region_id) for region_id in row.regions]

    @strawberry.field(description="What may be approved with a gesture; null: nothing.")
    def routine(self) -> RoutineClause | None:
        row: Any = self
        return RoutineClause.of(Clause.from_json(row.routine))


@strawberry.type(description="A version of the approval matrix.")
@reads(MATRICES)
class ApprovalMatrix(Node):
    """View of a matrix."""

    version_number: int = column("Which version.", "version")
    name: str = column("Its name.")
    state: MatrixState = column("Draft or published.")
    effective_from: date | None = column("From which day it holds, until a later one does.")
    drafted_at: datetime = column("When it was drafted.")
    published_at: datetime | None = column("When it was published.")
    drafted_by: Staff | None = one("Who drafted it; null for the first.", on(drafted_by="id"))
    published_by: Staff | None = one("Who published it.", on(published_by="id"))
    rows: list[MatrixRow] = many("Its rows in their order.", on(id="matrix_id"), order=("number",))


@strawberry.input(description="A step of a route.")
class RouteStepInput:
    """Part of draftMatrix."""

    position: str = described("Code of the position that decides.")
    mode: Mode = strawberry.field(default=Mode.SINGLE, description="How its voices come together.")
    votes_needed: int = strawberry.field(default=1, description="How many approvals it takes.")
    quorum: int | None = strawberry.field(default=None, description="How many have to vote in a committee.")
    own_region: bool = strawberry.field(default=False, description="Whether his region must hold the branch.")
    step_up: bool = strawberry.field(default=True, description="Whether it wants a fresh second factor.")
    sla_hours: int | None = strawberry.field(default=None, description="Hours of work it should take.")
    escalates_to: str | None = strawberry.field(default=None, description="Who decides when it takes longer.")


@strawberry.input(description="A row of a matrix.")
class MatrixRowInput:
    """Part of draftMatrix."""

    tier: Tier = described("Who decides.")
    exposure_from: Money = described("The least exposure after the loan.")
    exposure_until: Money | None = strawberry.field(default=None, description="The greatest; none: no end.")
    referred: bool | None = strawberry.field(default=None, description="Only for what a rule referred, or the rest.")
    products: list[str] = strawberry.field(default_factory=list, description="Only for these products.")
    grades: list[str] = strawberry.field(default_factory=list, description="Only for these grades.")
    regions: list[strawberry.ID] = strawberry.field(default_factory=list, description="Only for these regions.")
    steps: list[RouteStepInput] = strawberry.field(default_factory=list, description="None: the rules alone decide.")
    routine: RoutineClauseInput | None = strawberry.field(
        default=None, description="What may be approved with a gesture; none: nothing."
    )


@strawberry.input(description="A draft of a matrix.")
class DraftMatrixInput:
    """Input of draftMatrix."""

    idempotency_key: str = described(KEY)
    name: str = described("Its name.")
    rows: list[MatrixRowInput] = described("The first that fits decides.")


@strawberry.input(description="A draft that shall hold.")
class PublishMatrixInput:
    """Input of publishMatrix."""

    idempotency_key: str = described(KEY)
    matrix_id: strawberry.ID = described("Which draft, of another person.")
    effective_from: date = described("From which day on: today or later.")


@strawberry.type(description="The matrix after the change.")
class ApprovalMatrixPayload:
    """Answer of draftMatrix and publishMatrix."""

    matrix: ApprovalMatrix = described("As it stands now.")


@strawberry.type(description="Where a matrix sends an application.")
class SimulatedRoute:
    """Part of a simulation."""

    tier: Tier = described("Who decides.")
    positions: list[str] = described("Codes of the positions of its steps, in their order.")

    @classmethod
    def of(cls, route: Route) -> "SimulatedRoute":
        return cls(tier=route.tier, positions=[step.position for step in route.steps])


@strawberry.type(description="An application that would have gone elsewhere.")
class SimulatedMove:
    """Part of a simulation."""

    application_id: strawberry.ID = described("Which application.")
    number: str = described("Its public number.")
    exposure_after: Money = described("What customer and group would owe with it.")
    before: SimulatedRoute = described("Where the matrix in force sends it.")
    after: SimulatedRoute | None = described("Where the other sends it; null: it has no row for it.")

    @classmethod
    def of(cls, moved: Moved) -> "SimulatedMove":
        return cls(
            application_id=strawberry.ID(global_ids.encode("Application", moved.application_id, moved.customer_id)),
            number=moved.number,
            exposure_after=Money(moved.exposure_after_fen),
            before=SimulatedRoute.of(moved.before),
            after=SimulatedRoute.of(moved.after) if moved.after else None,
        )


@strawberry.type(description="How many go from one tier to another.")
class SimulatedShift:
    """Part of a simulation."""

    before: Tier = described("Who decides by the matrix in force.")
    after: Tier | None = described("Who would decide; null: no row fits.")
    count: int = described("How many applications.")


@strawberry.type(description="What a matrix would have changed over the last quarter.")
class MatrixSimulation:
    """Answer of matrixSimulation."""

    considered: int = described("How many applications were looked at.")
    moved: int = described("How many would have gone elsewhere.")
    routine_before: int = described("How many, by exposure, grade and rules, the matrix in force takes for routine.")
    routine_after: int = described("How many this one would.")
    shifts: list[SimulatedShift] = described("By tier, the most frequent first.")
    examples: list[SimulatedMove] = described("The newest of them, at most 100.")

    @classmethod
    def of(cls, found: Simulation) -> "MatrixSimulation":
        ordered = sorted(found.tiers.items(), key=lambda each: (-each[1], each[0][0], each[0][1] or ""))
        shifts = [SimulatedShift(before=pair[0], after=pair[1], count=count) for pair, count in ordered]
        examples = [SimulatedMove.of(each) for each in found.examples]
        return cls(
            considered=found.considered,
            moved=found.moved,
            routine_before=found.routine_before,
            routine_after=found.routine_after,
            shifts=shifts,
            examples=examples,
        )


@strawberry.type
class MatrixQuery:
    """Part of the root query."""

    @query(MATRICES, "The versions of the approval matrix, the newest first.")
    def approval_matrices(self) -> list[ApprovalMatrix]:
        return rows(order=("-version", "id"))

    @query(simulating.simulate)
    async def matrix_simulation(self, info: Info, matrix_id: strawberry.ID) -> MatrixSimulation:
        wanted = ids.decode_as("ApprovalMatrix", matrix_id, "matrixId")
        return MatrixSimulation.of(await simulating.simulate(info.context.caller, matrix_id=wanted))


@strawberry.type
class MatrixMutation:
    """Part of the root mutation."""

    @mutation(service.draft)
    async def draft_matrix(self, info: Info, input: DraftMatrixInput) -> ApprovalMatrixPayload:
        back = ReadBack(info, _payload)
        told = [_row(row, f"rows[{n}]") for n, row in enumerate(input.rows)]
        return back.answer(await service.draft(back.caller(input.idempotency_key), name=input.name, rows=told))

    @mutation(service.publish)
    async def publish_matrix(self, info: Info, input: PublishMatrixInput) -> ApprovalMatrixPayload:
        back = ReadBack(info, _payload)
        outcome = await service.publish(
            back.caller(input.idempotency_key),
            matrix_id=ids.decode_as("ApprovalMatrix", input.matrix_id, "matrixId"),
            effective_from=input.effective_from,
        )
        return back.answer(outcome)


def _row(row: MatrixRowInput, field: str) -> Row:
    regions = [ids.decode_as("Branch", each, f"{field}.regions") for each in row.regions]
    return Row(
        row.tier,
        row.exposure_from,
        row.exposure_until,
        row.referred,
        frozenset(row.products),
        frozenset(row.grades),
        frozenset(regions),
        tuple(map(_step, row.steps)),
        row.routine.told if row.routine else None,
    )


def _step(step: RouteStepInput) -> Step:
    told: dict[str, Any] = {name: getattr(step, name) for name in ("own_region", "step_up", "sla_hours")}
    quorum = step.votes_needed if step.quorum is None else step.quorum
    return Step(step.position, step.mode, step.votes_needed, quorum, **told, escalates_to=step.escalates_to)


def _payload(matrix_id: UUID) -> ApprovalMatrixPayload:
    return ApprovalMatrixPayload(matrix=by_row_id(matrix_id))
