"""The matrix: today's three tiers as its first rows, sound and unsound drafts, publishing by four eyes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.matrix.errors import MatrixPublished, MatrixTooEarly, MatrixUnsound, OwnDraft
from server.approvals.matrix.models import ApprovalMatrix
from server.approvals.matrix.queries import matrix_on
from server.approvals.matrix.rules import Asked, Matrix, Row, check_rows, route_of
from server.approvals.matrix.service import draft, publish
from server.approvals.rules import Mode, Step, Tier, outranks
from server.identity.models import StaffPosition
from server.kit.clock import business_date
from server.kit.errors import Denied, NotFound, StepUpRequired
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

TODAY = business_date(NOON)
EAST, WEST = uuid4(), uuid4()


def single(position: str, **more: Any) -> Step:
    return Step(position, Mode.SINGLE, 1, 1, own_region=False, step_up=False, **more)


REVIEW = single("reviewer", sla_hours=9, escalates_to="regional_manager")
MANAGER = Step("regional_manager", Mode.SINGLE, 1, 1, own_region=True, step_up=True)
COMMITTEE = Step("committee_member", Mode.COMMITTEE, 2, 3, own_region=False, step_up=True)


def row(tier: Tier, first: int, last: int | None, *steps: Step, **more: Any) -> Row:
    general: dict[str, Any] = {"referred": None} | dict.fromkeys(("products", "grades", "regions"), frozenset())
    return Row(tier, first, last, steps=steps, **(general | more))


ROWS = (
    row(Tier.MANUAL_REVIEW, 1, 4_999_999, REVIEW, referred=True),
    row(Tier.AUTOMATIC, 1, 4_999_999, referred=False),
    row(Tier.REGIONAL, 5_000_000, 50_000_000, MANAGER),
    row(Tier.COMMITTEE, 50_000_001, None, COMMITTEE),
)
MATRIX = Matrix(1, ROWS)
POSITIONS = frozenset({"reviewer", "regional_manager", "committee_member"})


def asked(exposure_fen: int, *, referred: bool = False, **more: Any) -> Asked:
    return Asked(exposure_fen, referred, **({"product": "biz", "grade": None, "region_id": EAST} | more))


@pytest.mark.parametrize(
    ("exposure_fen", "tier"),
    [
        (1, Tier.AUTOMATIC),
        (49_999_99, Tier.AUTOMATIC),
        (50_000_00, Tier.REGIONAL),
        (500_000_00, Tier.REGIONAL),
        (500_000_01, Tier.COMMITTEE),
        (10**13, Tier.COMMITTEE),
    ],
)
async def test_the_first_matrix_turns_at_exactly_these_amounts(
    owner: AsyncSession, exposure_fen: int, tier: Tier
) -> None:
    kept = await matrix_on(owner, TODAY)
    for matrix in (MATRIX, kept):
        assert route_of(matrix, asked(exposure_fen)).tier is tier
    referred = Tier.MANUAL_REVIEW if tier is Tier.AUTOMATIC else tier
    assert route_of(kept, asked(exposure_fen, referred=True)).tier is referred
    told = {
        step.position: (step.votes_needed, step.own_region, step.step_up) for one in kept.rows for step in one.steps
    }
    assert told == {
        "reviewer": (1, False, False),
        "regional_manager": (1, True, True),
        "committee_member": (2, False, True),
    }
    check_rows(kept.rows, POSITIONS)


@given(
    one=st.integers(min_value=1, max_value=10**8),
    more=st.integers(min_value=0, max_value=10**8),
    referred=st.booleans(),
)
def test_a_greater_exposure_never_comes_to_a_lower_tier(one: int, more: int, referred: bool) -> None:  # noqa: FBT001 - drawn
    low, high = (route_of(MATRIX, asked(fen, referred=referred)).tier for fen in (one, one + more))
    assert not outranks(low, high)


@given(exposure_fen=st.integers(max_value=0))
def test_an_exposure_of_nothing_has_no_tier(exposure_fen: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        route_of(MATRIX, asked(exposure_fen))


def test_a_matrix_without_a_row_that_fits_decides_nothing() -> None:
    with pytest.raises(LookupError):
        route_of(Matrix(1, ROWS[:3]), asked(50_000_001))


def test_the_first_row_that_fits_holds_by_product_grade_and_region() -> None:
    rows = (
        row(Tier.COMMITTEE, 1, None, COMMITTEE, grades=frozenset({"C", "unrated"}), products=frozenset({"green"})),
        row(Tier.REGIONAL, 1, 10_000_000, MANAGER, regions=frozenset({WEST})),
        *ROWS,
    )
    check_rows(rows, POSITIONS)
    matrix = Matrix(2, rows)
    assert route_of(matrix, asked(100)).tier is Tier.AUTOMATIC
    assert route_of(matrix, asked(100, region_id=WEST)).tier is Tier.REGIONAL
    assert route_of(matrix, asked(100, product="green")).tier is Tier.COMMITTEE  # nobody has rated him
    assert route_of(matrix, asked(100, product="green", grade="C")).tier is Tier.COMMITTEE
    assert route_of(matrix, asked(100, product="green", grade="AA")).tier is Tier.AUTOMATIC
    assert route_of(matrix, asked(100, grade="C")).tier is Tier.AUTOMATIC


UNSOUND: list[tuple[tuple[Row, ...], str]] = [
    ((), "rows"),
    (ROWS[:3], "rows"),  # nothing above 500,000
    ((ROWS[0], *ROWS[2:]), "rows"),  # what no rule referred has no row below 50,000
    ((*ROWS[:2], row(Tier.REGIONAL, 5_000_001, 50_000_000, MANAGER), ROWS[3]), "rows"),  # a gap of one fen
    ((*ROWS[:3], row(Tier.MANUAL_REVIEW, 50_000_001, None, REVIEW)), "rows"),  # lower again above
    ((*ROWS, row(Tier.REGIONAL, 0, None, MANAGER)), "rows[4].from"),
    ((*ROWS, row(Tier.REGIONAL, 10, 9, MANAGER)), "rows[4].from"),
    ((*ROWS, row(Tier.REGIONAL, 1, None)), "rows[4].steps"),
    ((*ROWS, row(Tier.AUTOMATIC, 1, None, MANAGER, referred=False)), "rows[4].steps"),
    ((*ROWS, row(Tier.AUTOMATIC, 1, None)), "rows[4].referred"),  # a referral is never decided by the rules alone
    ((*ROWS, row(Tier.REGIONAL, 1, None, single("loan_officer"))), "rows[4].steps[0].position"),
    ((*ROWS, row(Tier.REGIONAL, 1, None, single("reviewer", escalates_to="janitor"))), "rows[4].steps[0].escalatesTo"),
    ((*ROWS, row(Tier.REGIONAL, 1, None, replace(COMMITTEE, quorum=1))), "rows[4].steps[0].quorum"),
    ((*ROWS, row(Tier.REGIONAL, 1, None, replace(MANAGER, votes_needed=2, quorum=2))), "rows[4].steps[0].votesNeeded"),
    ((*ROWS, row(Tier.REGIONAL, 1, None, replace(COMMITTEE, mode=Mode.PARALLEL))), "rows[4].steps[0].quorum"),
    ((*ROWS, row(Tier.REGIONAL, 1, None, single("reviewer", sla_hours=0))), "rows[4].steps[0].slaHours"),
]


@pytest.mark.parametrize(("rows", "field"), UNSOUND)
def test_an_unsound_matrix_is_refused_by_its_row(rows: tuple[Row, ...], field: str) -> None:
    with pytest.raises(MatrixUnsound) as refusal:
        check_rows(rows, POSITIONS)
    assert refusal.value.field == field


async def count(owner: AsyncSession) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(ApprovalMatrix))).scalar_one()


async def test_one_drafts_and_another_publishes(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk, member = await as_staff("risk.hq"), await as_staff("committee1.hq")
    stricter = (ROWS[0], ROWS[1], replace(ROWS[2], until_fen=30_000_000), replace(ROWS[3], from_fen=30_000_001))
    matrix_id = await draft(risk, name="收紧", rows=stricter)
    assert route_of(await matrix_on(owner, TODAY), asked(40_000_000)).tier is Tier.REGIONAL
    tomorrow = TODAY + timedelta(days=1)
    assert await publish(member, matrix_id=matrix_id, effective_from=tomorrow) == matrix_id
    await owner.rollback()
    assert route_of(await matrix_on(owner, TODAY), asked(40_000_000)).tier is Tier.REGIONAL
    assert route_of(await matrix_on(owner, tomorrow), asked(40_000_000)).tier is Tier.COMMITTEE
    with pytest.raises(MatrixPublished):
        await publish(fresh(member), matrix_id=matrix_id, effective_from=tomorrow)
    another = await draft(fresh(risk), name="更早", rows=ROWS)
    with pytest.raises(MatrixTooEarly):
        await publish(fresh(member), matrix_id=another, effective_from=TODAY)


async def test_who_may_not_draft_or_publish_changes_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    seat = {"staff_id": id_of("risk.hq"), "position_code": "committee_member", "valid_from": OPENED_ON}
    owner.add(StaffPosition(**seat))
    await owner.commit()
    risk, member = await as_staff("risk.hq"), await as_staff("committee1.hq")
    for login in ("officer.east1", "manager.east", "committee1.hq", "auditor.hq", "admin1.hq"):
        with pytest.raises(Denied):
            await draft(await as_staff(login), name="草案", rows=ROWS)
    with pytest.raises(MatrixUnsound):
        await draft(fresh(risk), name="", rows=ROWS)
    assert await count(owner) == 1
    matrix_id = await draft(fresh(risk), name="草案", rows=ROWS)
    refusals: list[tuple[Any, UUID, type[Exception]]] = [
        (risk, matrix_id, OwnDraft),
        (await as_staff("manager.east"), matrix_id, Denied),
        (await as_staff("committee2.hq", stepped_up=False), matrix_id, StepUpRequired),
        (member, uuid4(), NotFound),
    ]
    for caller, wanted, expected in refusals:
        with pytest.raises(expected):
            await publish(fresh(caller), matrix_id=wanted, effective_from=TODAY)
    with pytest.raises(MatrixTooEarly):
        await publish(fresh(member), matrix_id=matrix_id, effective_from=TODAY - timedelta(days=1))
    await owner.rollback()
    assert (await matrix_on(owner, TODAY)).version == 1
