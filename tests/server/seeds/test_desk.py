"""The risk desk of the demonstration: a scorecard in force, drafts for a second person, few thin files."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.straight import straight_through
from server.approvals.matrix.models import ApprovalMatrix, MatrixState
from server.approvals.matrix.service import publish as publish_matrix
from server.contracts.templates.models import ProposalState, TemplateProposal
from server.contracts.templates.service import publish_template
from server.customers.rating.models import CustomerRating
from server.decision import editions, queries
from server.decision.models import Edition, EditionState
from server.decision.scorecards.canonical import digest
from server.reference.models import LenderFigure
from tests.fixtures.house import fresh
from tests.server.seeds.conftest import TODAY, LogIn


async def test_a_scorecard_holds_from_today_and_asks_for_facts_that_applications_have(owner: AsyncSession) -> None:
    held = await queries.in_force(owner, TODAY)
    assert held.scorecard is not None
    assert held.scorecard.effective_from == TODAY
    table = editions.checked_table(held.scorecard.content)
    assert {feature.name for feature in table.features} == {"age_years", "debt_ratio", "income_monthly_fen"}
    assert held.scorecard.digest == digest(held.scorecard.content)
    assert held.scorecard.card["limits"]
    assert (await queries.in_force(owner, date(2026, 3, 1))).scorecard is None


async def test_what_waits_at_the_desk_can_be_published_by_a_second_person(owner: AsyncSession, log_in: LogIn) -> None:
    member = await log_in("gu.wenhan")
    [draft] = (await owner.execute(select(Edition).where(Edition.state == EditionState.PROPOSED))).scalars()
    assert "debt_ratio > 0.45" in [rule["expression"] for rule in draft.rules]
    rules = draft.id
    [matrix] = (
        await owner.execute(select(ApprovalMatrix.id).where(ApprovalMatrix.state == MatrixState.DRAFT))
    ).scalars()
    [text] = (await owner.execute(select(TemplateProposal.id))).scalars()
    await editions.publish(fresh(member), edition_id=rules)
    await publish_matrix(fresh(member), matrix_id=matrix, effective_from=TODAY)
    await publish_template(fresh(member), proposal_id=text)
    await owner.rollback()
    state = (await owner.execute(select(TemplateProposal.state))).scalar_one()
    assert state is ProposalState.PUBLISHED


async def test_incomes_are_measured_on_figures_that_say_they_are_no_official_ones(owner: AsyncSession) -> None:
    rows = (await owner.execute(select(LenderFigure).where(LenderFigure.code.startswith("median_income_")))).scalars()
    told = {row.code: row for row in rows}
    assert set(told) <= {"median_income_east", "median_income_south", "median_income_west"}
    assert told
    assert all(row.value > 0 and "并非官方统计" in row.note for row in told.values())


async def test_a_file_is_thin_where_it_is_thin_and_not_everywhere(owner: AsyncSession) -> None:
    rows = (await owner.execute(select(CustomerRating).where(CustomerRating.rated_on == date(2026, 3, 1)))).scalars()
    thin = Counter("thin" in row.flags for row in rows)
    assert 0 < thin[True] < thin[False]


async def test_the_straight_through_rate_says_why_the_rest_went_to_people(log_in: LogIn) -> None:
    found = await straight_through(await log_in("qiao.siyuan"))
    assert found.considered == found.approved_at_once + found.refused_at_once + found.referred > 0
    assert found.approved_at_once > 0
    assert found.referred == 0 or found.reasons
    assert all(each.zh and each.en and 0 < each.count <= found.referred for each in found.reasons)
