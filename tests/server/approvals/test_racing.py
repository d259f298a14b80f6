"""Twenty at once: each voice counts once, one wins, the others are told by a code."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.errors import AlreadyDecided, CaseClosed
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, CaseState, Mode, Tier
from server.approvals.service import decide
from server.identity.models import Staff, StaffPosition, StaffState
from server.kit.errors import DomainError
from server.kit.work import Caller
from tests.factories.approvals import plant_case
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, PASSWORD_HASH, id_of

MEMBERS = [f"voice{n:02}.hq" for n in range(20)]
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


async def hire(owner: AsyncSession, logins: list[str], position: str, branch: str = "hq") -> None:
    told = {"branch_id": id_of(branch), "state": StaffState.ACTIVE, "password_hash": PASSWORD_HASH}
    people = [{"id": id_of(one), "login": one, "name": one, "created_at": SINCE, **told} for one in logins]
    await owner.execute(insert(Staff), people)
    seat = {"position_code": position, "valid_from": OPENED_ON}
    await owner.execute(insert(StaffPosition), [{"staff_id": id_of(one), **seat} for one in logins])
    await owner.commit()


async def cast(caller: Caller, case_id: UUID, decision: CaseDecision = CaseDecision.APPROVE) -> str:
    try:
        await decide(caller, case_id=case_id, decision=decision, reason="同意", expected_version=1)
    except DomainError as refusal:
        return refusal.code
    return "counted"


async def opened(owner: AsyncSession, tier: Tier = Tier.COMMITTEE, **more: Any) -> UUID:
    customer = await plant_customer(owner, account=False)
    return await plant_case(owner, customer, tier=tier, subject_kind="test", **more)


async def kept(owner: AsyncSession, case_id: UUID) -> tuple[CaseState, int, int]:
    await owner.rollback()
    votes = select(func.count()).where(Vote.case_id == case_id).scalar_subquery()
    wanted = select(ApprovalCase.state, ApprovalCase.version, votes).where(ApprovalCase.id == case_id)
    row = (await owner.execute(wanted)).one()
    return row[0], row[1], row[2]


async def test_twenty_voices_at_once_count_once_each(as_staff: AsStaff, owner: AsyncSession) -> None:
    await hire(owner, MEMBERS, "committee_member")
    case_id = await opened(owner, mode=Mode.PARALLEL, votes_needed=20, quorum=20)
    callers = [await as_staff(login) for login in MEMBERS]
    answers = await asyncio.gather(*(cast(fresh(caller), case_id) for caller in callers))
    assert Counter(answers) == {"counted": 20}
    assert await kept(owner, case_id) == (CaseState.APPROVED, 2, 20)


async def test_twenty_votes_of_one_person_are_one(as_staff: AsStaff, owner: AsyncSession) -> None:
    member = await as_staff("committee1.hq")
    by_key = await opened(owner)
    answers = await asyncio.gather(*(cast(member, by_key) for _ in range(20)))  # a phone that sends again
    assert "counted" in answers
    assert await kept(owner, by_key) == (CaseState.OPEN, 1, 1)
    afresh = await opened(owner)
    answers = await asyncio.gather(*(cast(fresh(member), afresh) for _ in range(20)))
    assert Counter(answers) == {"counted": 1, AlreadyDecided.code: 19}
    assert await kept(owner, afresh) == (CaseState.OPEN, 1, 1)


async def test_of_two_managers_at_once_one_wins(as_staff: AsStaff, owner: AsyncSession) -> None:
    await hire(owner, ["manager2.east"], "regional_manager", "east")
    first, second = await as_staff("manager.east"), await as_staff("manager2.east")
    for decision in (CaseDecision.APPROVE, CaseDecision.REJECT):
        case_id = await opened(owner, Tier.REGIONAL)
        answers = await asyncio.gather(cast(fresh(first), case_id), cast(fresh(second), case_id, decision))
        assert sorted(answers) == sorted(["counted", CaseClosed.code])
        state, version, votes = await kept(owner, case_id)
        assert state in (CaseState.APPROVED, CaseState.REJECTED)
        assert (version, votes) == (2, 1)
        assert await cast(fresh(first), case_id) == CaseClosed.code  # a vote after the decision
