"""A gesture approves what is routine for this person at this moment; anything else is refused and changes nothing."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.applications.routine.errors import NotRoutine
from server.applications.routine.service import approve_routinely, routine_by_cases
from server.applications.rules import ApplicationState
from server.approvals.errors import AlreadyDecided, CaseClosed, WrongPosition
from server.approvals.models import ApprovalCase, Vote
from server.approvals.routine.rules import Bar
from server.approvals.rules import CaseState
from server.customers.models import CustomerExposure, IdentityMatch, Likeness, MatchStanding
from server.customers.rating.chart import Grade
from server.documents.models import Document, DocumentKind, DocumentOpening, DocumentState
from server.documents.service import look_at_picture
from server.kit.clock import FixedClock
from server.kit.errors import Denied, DomainError, Stale, StepUpRequired
from server.kit.rulebook import FindingOutcome
from server.kit.work import Caller
from tests.factories.applications import apply_for, exposure, kept_application, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower, plant_document
from tests.factories.ratings import plant_rating
from tests.fixtures.house import AsStaff, fresh

ASKED_FEN = 6_000_000


@dataclass
class Waiting:
    """A clean case of 60,000.00 of a customer with grade A before the regional manager, who has his papers open."""

    customer: Planted
    application_id: UUID
    case: ApprovalCase
    document_id: UUID
    version_id: UUID
    manager: Caller


@pytest.fixture
async def waiting(as_staff: AsStaff, owner: AsyncSession) -> Waiting:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    await plant_rating(owner, customer, grade=Grade.A)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version, ASKED_FEN)
    document_id = (await owner.execute(select(Document.id))).scalar_one()
    manager = await as_staff("manager.east", stepped_up=False)
    return Waiting(customer, application_id, await kept_case(owner, application_id), document_id, version, manager)


async def opened(caller: Caller, document_id: UUID) -> None:
    await look_at_picture(fresh(caller), document_id=document_id)


async def swipe(caller: Caller, case: ApprovalCase, **over: Any) -> UUID:
    told: dict[str, Any] = {
        "case_id": case.id,
        "reason": "同意",
        "expected_version": case.version,
        "amount_fen": case.amount_fen,
    }
    return await approve_routinely(fresh(caller), **(told | over))


async def refused(caller: Caller, case: ApprovalCase) -> str:
    """Why a gesture is no routine, in Chinese."""
    with pytest.raises(NotRoutine) as refusal:
        await swipe(caller, case)
    return refusal.value.message_zh


async def bars(caller: Caller, case: ApprovalCase) -> list[Bar]:
    (verdict,) = await routine_by_cases(caller, keys=[case.id])
    assert verdict is not None
    return list(verdict.bars)


async def unchanged(owner: AsyncSession, waiting: Waiting) -> None:
    """Nobody has voted, nothing is committed, the case is as it was."""
    await owner.rollback()
    voted = select(func.count()).where(Vote.case_id == waiting.case.id)
    assert (await owner.execute(voted)).scalar_one() == 0
    case = await kept_case(owner, waiting.application_id)
    assert (case.state, case.version) == (CaseState.OPEN, waiting.case.version)
    assert (await kept_application(owner, waiting.application_id)).state is ApplicationState.IN_REVIEW


async def test_with_the_papers_opened_one_gesture_approves_without_a_second_factor(
    waiting: Waiting, owner: AsyncSession
) -> None:
    assert await bars(waiting.manager, waiting.case) == [Bar.PAPER_UNOPENED]
    assert "没有打开" in await refused(waiting.manager, waiting.case)
    await unchanged(owner, waiting)
    await opened(waiting.manager, waiting.document_id)
    assert await bars(waiting.manager, waiting.case) == []
    with pytest.raises(StepUpRequired):  # the same decision by the ordinary door still wants the factor
        await vote(waiting.manager, waiting.case)
    await unchanged(owner, waiting)
    await swipe(waiting.manager, waiting.case)
    assert (await kept_application(owner, waiting.application_id)).state is ApplicationState.APPROVED
    assert (await exposure(owner, waiting.customer.customer_id))[0] == ASKED_FEN


async def test_only_what_this_person_opened_since_the_case_stands_counts(
    waiting: Waiting, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    await opened(await as_staff("officer.east1"), waiting.document_id)
    assert await bars(waiting.manager, waiting.case) == [Bar.PAPER_UNOPENED]
    await opened(waiting.manager, waiting.document_id)
    before = waiting.case.opened_at - timedelta(seconds=1)
    await owner.execute(update(DocumentOpening).values(opened_at=before))
    await owner.commit()
    assert await bars(waiting.manager, waiting.case) == [Bar.PAPER_UNOPENED]
    clock.advance(timedelta(minutes=1))
    await opened(waiting.manager, waiting.document_id)
    rows = (await owner.execute(select(func.count()).select_from(DocumentOpening))).scalar_one()
    assert rows == 2
    assert await bars(waiting.manager, waiting.case) == []


async def rule_hit(owner: AsyncSession, waiting: Waiting) -> None:
    told = {"application_id": waiting.application_id, "submission": 1, "position": 9, "code": "R9", "rule_version": 1}
    said = {"outcome": FindingOutcome.REVIEW, "reason_zh": "命中", "reason_en": "hit", "facts": {}}
    own = waiting.customer.owner_columns | {"id": uuid4(), "found_at": waiting.case.opened_at}
    await owner.execute(insert(ApplicationFinding).values(**own, **told, **said))


async def grade_falls(owner: AsyncSession, waiting: Waiting) -> None:
    await plant_rating(owner, waiting.customer, grade=Grade.BBB, rated_at=waiting.case.opened_at)


async def paper_arrives(owner: AsyncSession, waiting: Waiting) -> None:
    late: dict[str, Any] = {"received_at": waiting.case.opened_at, "application_id": waiting.application_id}
    await plant_document(owner, waiting.customer, kind=DocumentKind.OTHER, **late)


async def card_is_taken_anew(owner: AsyncSession, waiting: Waiting) -> None:
    await plant_document(
        owner, waiting.customer, state=DocumentState.READ, received_at=waiting.case.opened_at + timedelta(hours=1)
    )


async def card_points_elsewhere(owner: AsyncSession, waiting: Waiting) -> None:
    told = {"document_id": waiting.document_id, "likeness": Likeness.ID_NUMBER, "standing": MatchStanding.REGISTERED}
    own = waiting.customer.owner_columns | {"id": uuid4(), "found_at": waiting.case.opened_at}
    await owner.execute(insert(IdentityMatch).values(**own, **told, confirmed=True))


async def debts_grow(owner: AsyncSession, _waiting: Waiting) -> None:
    await owner.execute(update(CustomerExposure).values(committed_fen=14_000_001))


async def handed_up(owner: AsyncSession, waiting: Waiting) -> None:
    await owner.execute(update(ApprovalCase).values(escalated_at=waiting.case.opened_at))


async def clause_taken(owner: AsyncSession, _waiting: Waiting) -> None:
    await owner.execute(update(ApprovalCase).values(routine=None))


async def other_terms(owner: AsyncSession, _waiting: Waiting) -> None:
    laid = {"amount_fen": 5_000_000, "term_months": None, "rate_annual": None}
    await owner.execute(update(ApprovalCase).values(offered=laid))


Happens = Callable[[AsyncSession, Waiting], Awaitable[None]]
HAPPENS: list[tuple[Happens, str]] = [
    (rule_hit, "规则命中"),
    (grade_falls, "评级不足"),
    (paper_arrives, "没有打开"),
    (card_is_taken_anew, "有疑点或未确认"),
    (card_points_elsewhere, "有疑点或未确认"),
    (debts_grow, "敞口超过"),
    (handed_up, "逐件审批"),
    (clause_taken, "审批矩阵未允许"),
    (other_terms, "条件已变更"),
]


@pytest.mark.parametrize(("happens", "why"), HAPPENS, ids=[each.__name__ for each, _why in HAPPENS])
async def test_what_comes_between_the_reading_and_the_gesture_refuses_it(
    waiting: Waiting, owner: AsyncSession, happens: Happens, why: str
) -> None:
    await opened(waiting.manager, waiting.document_id)
    assert await bars(waiting.manager, waiting.case) == []
    await happens(owner, waiting)
    await owner.commit()
    assert why in await refused(waiting.manager, waiting.case)
    await unchanged(owner, waiting)


async def test_a_gesture_has_every_bar_of_a_vote(waiting: Waiting, as_staff: AsStaff, owner: AsyncSession) -> None:
    for login, refusal in (("officer.east1", Denied), ("officer2.east1", WrongPosition)):
        colleague = await as_staff(login)
        await opened(colleague, waiting.document_id)
        with pytest.raises(refusal):
            await swipe(colleague, waiting.case)
    await opened(waiting.manager, waiting.document_id)
    with pytest.raises(Stale):
        await swipe(waiting.manager, waiting.case, expected_version=waiting.case.version + 1)
    await unchanged(owner, waiting)


async def test_ten_gestures_at_once_count_once(waiting: Waiting, owner: AsyncSession) -> None:
    await opened(waiting.manager, waiting.document_id)

    async def one() -> str:
        try:
            await swipe(waiting.manager, waiting.case)
        except DomainError as refusal:
            return refusal.code
        return "counted"

    told = Counter(await asyncio.gather(*(one() for _ in range(10))))
    assert told["counted"] == 1
    assert set(told) <= {"counted", CaseClosed.code, AlreadyDecided.code, Stale.code}
    assert (await exposure(owner, waiting.customer.customer_id))[0] == ASKED_FEN


async def test_two_gestures_never_lend_more_together_than_routine_allows(
    waiting: Waiting, as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    second = await apply_for(officer, waiting.customer, waiting.version_id, 15_000_000, term_months=36)
    hits = select(func.count()).select_from(ApplicationFinding)
    assert (await owner.execute(hits)).scalar_one() == 0
    cases = [waiting.case, await kept_case(owner, second)]
    await opened(waiting.manager, waiting.document_id)
    assert [await bars(waiting.manager, case) for case in cases] == [[], []]
    told = await asyncio.gather(*(swipe(waiting.manager, case) for case in cases), return_exceptions=True)
    assert sorted(type(each) is NotRoutine for each in told) == [False, True]
    states = (await owner.execute(select(Application.state).order_by(Application.state))).scalars().all()
    assert sorted(state.value for state in states) == ["approved", "in_review"]
    assert (await exposure(owner, waiting.customer.customer_id))[0] in {ASKED_FEN, 15_000_000}


async def test_a_large_amount_and_the_committee_have_no_routine(
    waiting: Waiting, as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    rich = await plant_borrower(owner, income_monthly_fen=50_000_000)
    await plant_rating(owner, rich, grade=Grade.AAA)
    for amount_fen, login, expected in (
        (20_000_001, "manager.east", [Bar.EXPOSURE]),
        (50_000_001, "committee1.hq", [Bar.NO_CLAUSE, Bar.COMMITTEE]),
    ):
        application_id = await apply_for(officer, rich, waiting.version_id, amount_fen, term_months=36)
        case, decider = await kept_case(owner, application_id), await as_staff(login)
        for document_id in (await owner.execute(select(Document.id))).scalars():
            await opened(decider, document_id)
        assert await bars(decider, case) == expected
        with pytest.raises(NotRoutine):
            await swipe(decider, case)
        assert (await kept_application(owner, application_id)).state is ApplicationState.IN_REVIEW


async def test_a_case_out_of_sight_has_no_verdict(waiting: Waiting, as_staff: AsStaff) -> None:
    elsewhere = await as_staff("manager.west")
    assert await routine_by_cases(elsewhere, keys=[waiting.case.id, uuid4()]) == [None, None]
