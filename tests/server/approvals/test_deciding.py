"""Who decides on which case, to what effect; a denied vote changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.errors import (
    AlreadyDecided,
    CaseClosed,
    OtherAmount,
    OwnCustomer,
    OwnEntry,
    ReasonMissing,
    ReasonTooLong,
    WrongPosition,
    WrongRegion,
)
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, CaseState, Tier, vote_hash
from server.approvals.service import decide
from server.identity.models import StaffPosition
from server.kit.errors import Denied, DomainError, NotFound, Stale, StepUpRequired, Unauthenticated
from server.kit.work import Caller
from tests.factories.approvals import plant_case, plant_vote
from tests.factories.customers import Planted, plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

OTHER_SUBJECT = "test"  # a subject that nothing reacts to: the case by itself


@dataclass(frozen=True)
class Kept:
    """A case as it stands, and how many votes it has."""

    state: CaseState
    version: int
    votes: int


async def kept(owner: AsyncSession, case_id: UUID) -> Kept:
    await owner.rollback()
    row = (
        await owner.execute(select(ApprovalCase.state, ApprovalCase.version).where(ApprovalCase.id == case_id))
    ).one()
    votes = (await owner.execute(select(func.count()).where(Vote.case_id == case_id))).scalar_one()
    return Kept(row[0], row[1], votes)


async def vote(
    caller: Caller,
    case_id: UUID,
    decision: CaseDecision = CaseDecision.APPROVE,
    *,
    reason: str = "同意",
    version: int = 1,
    amount_fen: int | None = None,
) -> UUID:
    return await decide(
        fresh(caller),
        case_id=case_id,
        decision=decision,
        reason=reason,
        expected_version=version,
        amount_fen=amount_fen,
    )


async def open_for(owner: AsyncSession, tier: Tier, *editors: str, officer: str = "officer.east1") -> UUID:
    customer = await plant_customer(owner, officer=officer, account=False)
    return await plant_case(
        owner, customer, tier=tier, editors=[id_of(each) for each in editors], subject_kind=OTHER_SUBJECT
    )


UNTOUCHED = Kept(CaseState.OPEN, 1, 0)


async def test_each_tier_is_settled_by_its_own_position(as_staff: AsStaff, owner: AsyncSession) -> None:
    for tier, login in ((Tier.MANUAL_REVIEW, "reviewer.east1"), (Tier.REGIONAL, "manager.east")):
        case_id = await open_for(owner, tier)
        assert await vote(await as_staff(login), case_id) == case_id
        assert await kept(owner, case_id) == Kept(CaseState.APPROVED, 2, 1)


async def test_the_committee_approves_with_two_votes(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await open_for(owner, Tier.COMMITTEE)
    await vote(await as_staff("committee1.hq"), case_id)
    assert await kept(owner, case_id) == Kept(CaseState.OPEN, 1, 1)
    await vote(await as_staff("committee2.hq"), case_id)
    assert await kept(owner, case_id) == Kept(CaseState.APPROVED, 2, 2)


async def test_one_member_of_the_committee_rejects_or_returns(as_staff: AsStaff, owner: AsyncSession) -> None:
    first, second = await as_staff("committee1.hq"), await as_staff("committee2.hq")
    for decision, state in ((CaseDecision.REJECT, CaseState.REJECTED), (CaseDecision.RETURN, CaseState.RETURNED)):
        case_id = await open_for(owner, Tier.COMMITTEE)
        await vote(first, case_id)
        await vote(second, case_id, decision, reason="资料不足")
        assert await kept(owner, case_id) == Kept(state, 2, 2)


async def test_nobody_votes_twice_for_the_committee(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await open_for(owner, Tier.COMMITTEE)
    member = await as_staff("committee1.hq")
    await vote(member, case_id)
    with pytest.raises(AlreadyDecided):
        await vote(member, case_id)
    assert await kept(owner, case_id) == Kept(CaseState.OPEN, 1, 1)


async def test_a_vote_keeps_who_said_what_and_why_under_a_hash(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await open_for(owner, Tier.REGIONAL)
    await vote(await as_staff("manager.east"), case_id, CaseDecision.REJECT, reason="  用途不明  ")
    await owner.rollback()
    row = (await owner.execute(select(Vote))).scalar_one()
    assert (row.decided_by, row.decision, row.reason, row.tier) == (
        id_of("manager.east"),
        CaseDecision.REJECT,
        "用途不明",
        Tier.REGIONAL,
    )
    at = row.decided_at.isoformat()
    assert row.vote_hash == vote_hash("0" * 64, row.decision, row.reason, by=row.decided_by, at=at)


Plant = Callable[[AsyncSession], Awaitable[UUID]]


def case_at(tier: Tier, *editors: str, officer: str = "officer.east1") -> Plant:
    async def plant(owner: AsyncSession) -> UUID:
        return await open_for(owner, tier, *editors, officer=officer)

    return plant


DENIED: list[tuple[str, Plant, type[DomainError]]] = [
    # a reviewer: never who entered something in it, never for a customer of his own
    ("officer2.east1", case_at(Tier.MANUAL_REVIEW, "officer2.east1"), OwnEntry),
    ("officer2.east1", case_at(Tier.MANUAL_REVIEW, officer="officer2.east1"), OwnCustomer),
    # positions and regions
    ("reviewer.east1", case_at(Tier.REGIONAL), WrongPosition),
    ("manager.east", case_at(Tier.MANUAL_REVIEW), WrongPosition),
    ("manager.east", case_at(Tier.COMMITTEE), WrongPosition),
    ("committee1.hq", case_at(Tier.REGIONAL), WrongPosition),
    ("committee1.hq", case_at(Tier.MANUAL_REVIEW), WrongPosition),
    ("manager.east", case_at(Tier.REGIONAL, "manager.east"), OwnEntry),
    ("committee1.hq", case_at(Tier.COMMITTEE, "committee1.hq"), OwnEntry),
    # out of sight is not found
    ("manager.west", case_at(Tier.REGIONAL), NotFound),
    ("reviewer.west1", case_at(Tier.MANUAL_REVIEW), NotFound),
    ("reviewer.east1", case_at(Tier.MANUAL_REVIEW, officer="officer.east2"), NotFound),
    # who holds no deciding role
    ("officer.east1", case_at(Tier.MANUAL_REVIEW), Denied),
    ("branchmanager.east1", case_at(Tier.MANUAL_REVIEW), Denied),
    ("auditor.hq", case_at(Tier.COMMITTEE), Denied),
    ("admin1.hq", case_at(Tier.COMMITTEE), Denied),
]


async def test_whoever_may_not_decide_is_told_why_and_nothing_changes(as_staff: AsStaff, owner: AsyncSession) -> None:
    for login, plant, expected in DENIED:
        case_id = await plant(owner)
        with pytest.raises(DomainError) as refusal:
            await vote(await as_staff(login), case_id)
        assert type(refusal.value) is expected, login
        assert await kept(owner, case_id) == UNTOUCHED, login


async def test_a_case_that_does_not_exist_is_not_found(as_staff: AsStaff, nobody: Caller) -> None:
    with pytest.raises(NotFound):
        await vote(await as_staff("manager.east"), uuid4())
    with pytest.raises(Unauthenticated):
        await vote(nobody, uuid4())


async def test_a_regional_manager_with_a_seat_in_the_committee_still_decides_in_his_region_only(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    seat = {"staff_id": id_of("manager.west"), "position_code": "committee_member", "valid_from": OPENED_ON}
    owner.add(StaffPosition(**seat))
    await owner.commit()
    manager = await as_staff("manager.west")
    elsewhere, own = await open_for(owner, Tier.REGIONAL), await open_for(owner, Tier.REGIONAL, officer="officer.west1")
    with pytest.raises(WrongRegion):
        await vote(manager, elsewhere)
    assert await kept(owner, elsewhere) == UNTOUCHED
    await vote(manager, own)
    assert (await kept(owner, own)).state is CaseState.APPROVED


async def test_regional_and_committee_want_a_fresh_second_factor_and_a_review_does_not(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    for tier, login in ((Tier.REGIONAL, "manager.east"), (Tier.COMMITTEE, "committee1.hq")):
        case_id = await open_for(owner, tier)
        with pytest.raises(StepUpRequired):
            await vote(await as_staff(login, stepped_up=False), case_id)
        assert await kept(owner, case_id) == UNTOUCHED
    case_id = await open_for(owner, Tier.MANUAL_REVIEW)
    await vote(await as_staff("reviewer.east1", stepped_up=False), case_id)
    assert (await kept(owner, case_id)).state is CaseState.APPROVED


async def test_a_decision_on_an_older_version_or_another_amount_changes_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    case_id, manager = await open_for(owner, Tier.REGIONAL), await as_staff("manager.east")
    with pytest.raises(Stale):
        await vote(manager, case_id, version=2)
    with pytest.raises(OtherAmount):
        await vote(manager, case_id, amount_fen=5_999_999)
    assert await kept(owner, case_id) == UNTOUCHED
    await vote(manager, case_id, amount_fen=6_000_000)
    assert (await kept(owner, case_id)).state is CaseState.APPROVED


async def test_a_decision_says_why(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id, manager = await open_for(owner, Tier.REGIONAL), await as_staff("manager.east")
    for reason, expected in (("", ReasonMissing), (" \n ", ReasonMissing), ("长" * 1001, ReasonTooLong)):
        with pytest.raises(expected):
            await vote(manager, case_id, reason=reason)
    assert await kept(owner, case_id) == UNTOUCHED


async def test_a_settled_case_is_not_decided_again(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, account=False)
    manager = await as_staff("manager.east")
    for state in set(CaseState) - {CaseState.OPEN}:
        case_id = await plant_case(
            owner, customer, subject_kind=OTHER_SUBJECT, state=state, settled_at=func.now(), version=2
        )
        with pytest.raises(CaseClosed):
            await vote(manager, case_id, version=2)
        assert await kept(owner, case_id) == Kept(state, 2, 0)


async def test_two_members_at_once_settle_a_case_once_and_a_third_finds_it_closed(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    members = [await as_staff(f"committee{number}.hq") for number in (1, 2, 3)]
    for _ in range(5):
        case_id = await open_for(owner, Tier.COMMITTEE)
        answers = await asyncio.gather(*(vote(member, case_id) for member in members), return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, BaseException)]
        assert [type(error) for error in refused] == [CaseClosed]
        assert await kept(owner, case_id) == Kept(CaseState.APPROVED, 2, 2)


async def test_one_member_twice_at_once_has_one_vote(as_staff: AsStaff, owner: AsyncSession) -> None:
    member = await as_staff("committee1.hq")
    for _ in range(5):
        case_id = await open_for(owner, Tier.COMMITTEE)
        answers = await asyncio.gather(*(vote(member, case_id) for _ in range(2)), return_exceptions=True)
        assert sorted(type(answer) is AlreadyDecided for answer in answers) == [False, True]
        assert await kept(owner, case_id) == Kept(CaseState.OPEN, 1, 1)


async def test_an_officer_who_takes_the_customer_over_may_not_decide(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await open_for(owner, Tier.MANUAL_REVIEW)
    await owner.execute(update(ApprovalCase).values(officer_id=id_of("officer2.east1")))
    await owner.commit()
    with pytest.raises(OwnCustomer):
        await vote(await as_staff("officer2.east1"), case_id)
    assert await kept(owner, case_id) == UNTOUCHED


async def plant_committee_case(owner: AsyncSession) -> tuple[Planted, UUID]:
    customer = await plant_customer(owner, account=False)
    case_id = await plant_case(owner, customer, tier=Tier.COMMITTEE, subject_kind=OTHER_SUBJECT)
    return customer, case_id


async def test_votes_of_an_earlier_tier_do_not_count(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, case_id = await plant_committee_case(owner)
    await plant_vote(owner, customer, case_id, by="manager.east", tier=Tier.REGIONAL, round_=0)
    await vote(await as_staff("committee1.hq"), case_id)
    assert await kept(owner, case_id) == Kept(CaseState.OPEN, 1, 2)
    await vote(await as_staff("committee2.hq"), case_id)
    assert await kept(owner, case_id) == Kept(CaseState.APPROVED, 2, 3)
