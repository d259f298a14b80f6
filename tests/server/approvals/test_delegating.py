"""Standing in for somebody: in his name, within both their sights, never around four eyes, and ended by itself."""

import itertools
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.delegating import delegate, end_delegation
from server.approvals.errors import (
    AlreadyDecided,
    DelegationEnded,
    DelegationLoops,
    DelegationOverlaps,
    DelegationPeriodUnsound,
    NotAColleague,
    OwnEntry,
    PositionNotHeld,
    WrongPosition,
)
from server.approvals.models import ApprovalCase, Delegation, Vote
from server.approvals.rules import CaseDecision, CaseState, Mode, Tier
from server.approvals.service import decide
from server.identity.models import StaffPosition
from server.kit.clock import FixedClock, business_date
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller
from tests.factories.approvals import plant_case, plant_delegation
from tests.factories.customers import plant_customer
from tests.fixtures.asking import ALL, ask, row_ids
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

TODAY = business_date(NOON)
INBOX = "query ($first: Int = 20) { approvalInbox(first: $first) { nodes { id mayDecide } totalCount } }"


async def lend(caller: Caller, to: str, *positions: str, first: date = TODAY, days: int = 5, **more: Any) -> UUID:
    until = first + timedelta(days=days)
    lent = positions or ("regional_manager",)
    told: dict[str, Any] = {"positions": lent, "valid_from": first, "valid_until": until, "reason": "出差"}
    return await delegate(fresh(caller), to=id_of(to), **(told | more))


async def opened(owner: AsyncSession, *editors: str, officer: str = "officer.east1", **more: Any) -> UUID:
    customer = await plant_customer(owner, officer=officer, account=False)
    given = [id_of(each) for each in editors]
    return await plant_case(owner, customer, editors=given, subject_kind="test", **more)


async def vote(caller: Caller, case_id: UUID, version: int = 1) -> UUID:
    approve = CaseDecision.APPROVE
    return await decide(fresh(caller), case_id=case_id, decision=approve, reason="同意", expected_version=version)


async def waiting(caller: Caller) -> list[UUID]:
    return row_ids((await ask(caller, INBOX, first=ALL))["approvalInbox"])


async def votes(owner: AsyncSession, case_id: UUID) -> list[tuple[UUID, UUID]]:
    await owner.rollback()
    found = await owner.execute(select(Vote.decided_by, Vote.voice).where(Vote.case_id == case_id))
    return [(row[0], row[1]) for row in found]


async def test_a_stand_in_finds_the_case_and_votes_in_the_name_of_the_other(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    member = await as_staff("committee1.hq")
    case_id, west = await opened(owner), await opened(owner, officer="officer.west1")
    assert await waiting(member) == []
    await lend(await as_staff("manager.east"), "committee1.hq")
    assert await waiting(member) == [case_id]
    with pytest.raises(WrongPosition):
        await vote(member, west)  # the one he stands in for has no part in West
    await vote(member, case_id)
    assert await votes(owner, case_id) == [(id_of("committee1.hq"), id_of("manager.east"))]
    another = await opened(owner)
    assert await waiting(member) == [another]
    clock.advance(timedelta(days=6))
    assert await waiting(await as_staff("committee1.hq")) == []  # it has ended by itself
    with pytest.raises(WrongPosition):
        await vote(await as_staff("committee1.hq"), another)


@pytest.mark.parametrize(("editors", "refusal"), [(("manager.east",), WrongPosition), (("committee1.hq",), OwnEntry)])
async def test_nobody_decides_around_four_eyes_by_delegation(
    as_staff: AsStaff, owner: AsyncSession, editors: tuple[str, ...], refusal: type[DomainError]
) -> None:
    await plant_delegation(owner, "manager.east", "committee1.hq")
    case_id = await opened(owner, *editors)
    member = await as_staff("committee1.hq")
    assert await waiting(member) == []
    with pytest.raises(refusal):
        await vote(member, case_id)
    assert await votes(owner, case_id) == []


async def test_a_voice_counts_once_whoever_lends_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    """Of a committee of three: a stand-in who is a member votes for himself, and nobody votes twice by the other."""
    await plant_delegation(owner, "committee1.hq", "committee2.hq", positions=["committee_member"])
    case_id = await opened(owner, tier=Tier.COMMITTEE, mode=Mode.COMMITTEE, quorum=3, votes_needed=3)
    first, second = await as_staff("committee1.hq"), await as_staff("committee2.hq")
    await vote(second, case_id)
    assert await votes(owner, case_id) == [(id_of("committee2.hq"), id_of("committee2.hq"))]
    with pytest.raises(AlreadyDecided):
        await vote(second, case_id)
    await vote(first, case_id)
    assert len(await votes(owner, case_id)) == 2
    by_hand = await opened(owner)
    await plant_delegation(owner, "manager.east", "committee3.hq")
    await vote(await as_staff("committee3.hq"), by_hand)
    with pytest.raises(DomainError):
        await vote(await as_staff("manager.east"), by_hand)  # his voice has been given
    assert len(await votes(owner, by_hand)) == 1


async def test_a_chain_of_stand_ins_reaches_the_last_and_no_circle_is_made(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    manager, first = await as_staff("manager.east"), await as_staff("committee1.hq")
    await lend(manager, "committee1.hq")
    await lend(first, "committee2.hq", "committee_member")
    case_id = await opened(owner, "committee1.hq")  # he passes a voice on, and votes neither himself nor by another
    second = await as_staff("committee2.hq")
    assert await waiting(second) == []  # what was lent along the chain is what all of them name: nothing
    seat = {"staff_id": id_of("committee1.hq"), "position_code": "regional_manager", "valid_from": OPENED_ON}
    await owner.execute(insert(StaffPosition).values(**seat))
    await owner.commit()
    first = await as_staff("committee1.hq")
    await lend(first, "committee3.hq", "regional_manager", "committee_member")
    third = await as_staff("committee3.hq")
    with pytest.raises(DelegationLoops):  # back to the beginning
        await lend(third, "manager.east", "committee_member")
    with pytest.raises(DelegationLoops):
        await lend(second, "committee1.hq", "committee_member")
    assert await waiting(third) == [case_id]
    await vote(third, case_id)
    assert await votes(owner, case_id) == [(id_of("committee3.hq"), id_of("manager.east"))]


async def test_a_chain_has_three_links_at_most(as_staff: AsStaff, owner: AsyncSession) -> None:
    logins = ("manager.east", "reviewer.east1", "officer2.east1", "committee1.hq", "committee2.hq")
    held = {"reviewer.east1": "reviewer", "officer2.east1": "reviewer", "committee1.hq": "committee_member"}
    for by, to in itertools.pairwise(logins[:4]):
        await lend(await as_staff(by), to, held.get(by, "regional_manager"))
    with pytest.raises(DelegationLoops):
        await lend(await as_staff("committee1.hq"), "committee2.hq", "committee_member")
    assert await count(owner) == 3


async def count(owner: AsyncSession) -> int:
    await owner.rollback()
    living = select(func.count()).select_from(Delegation).where(Delegation.ended_at.is_(None))
    return (await owner.execute(living)).scalar_one()


REFUSED: list[tuple[str, str, tuple[str, ...], dict[str, Any], type[DomainError]]] = [
    ("manager.east", "committee1.hq", ("committee_member",), {}, PositionNotHeld),
    ("manager.east", "committee1.hq", (), {"positions": ()}, PositionNotHeld),
    ("officer2.east1", "reviewer.east1", ("loan_officer",), {}, PositionNotHeld),  # decides nothing
    ("manager.east", "manager.east", (), {}, NotAColleague),
    ("manager.east", "officer.east1", (), {}, NotAColleague),  # may not decide
    ("manager.east", "manager.west", (), {}, NotAColleague),  # sees nothing of it
    ("manager.east", "committee1.hq", (), {"first": TODAY - timedelta(days=1)}, DelegationPeriodUnsound),
    ("manager.east", "committee1.hq", (), {"days": -1}, DelegationPeriodUnsound),
    ("manager.east", "committee1.hq", (), {"days": 93}, DelegationPeriodUnsound),
    ("officer.east1", "reviewer.east1", (), {}, Denied),
    ("auditor.hq", "committee1.hq", (), {}, Denied),
]


async def test_an_unsound_delegation_is_refused_by_its_code(as_staff: AsStaff, owner: AsyncSession) -> None:
    for login, to, positions, more, refusal in REFUSED:
        with pytest.raises(refusal) as met:
            await lend(await as_staff(login), to, *positions, **more)
        assert type(met.value) is refusal, (login, to)
    assert await count(owner) == 0


async def test_it_ends_when_somebody_ends_it_or_leaves(as_staff: AsStaff, owner: AsyncSession) -> None:
    manager, member = await as_staff("manager.east"), await as_staff("committee1.hq")
    delegation_id = await lend(manager, "committee1.hq", out_of_office=True)
    with pytest.raises(DelegationOverlaps):
        await lend(manager, "committee2.hq", out_of_office=True)
    case_id = await opened(owner)
    with pytest.raises(NotFound):
        await end_delegation(await as_staff("manager.west"), delegation_id=delegation_id)
    await end_delegation(fresh(member), delegation_id=delegation_id)
    with pytest.raises(DelegationEnded):
        await end_delegation(fresh(manager), delegation_id=delegation_id)
    assert await waiting(member) == []
    await lend(manager, "committee1.hq")
    assert await waiting(member) == [case_id]
    gone = update(StaffPosition).where(StaffPosition.staff_id == id_of("manager.east"))
    await owner.execute(gone.values(valid_until=TODAY - timedelta(days=1)))
    await owner.commit()
    assert await waiting(member) == []  # he holds the position no more, so there is nothing to lend


async def test_a_case_in_the_hands_of_somebody_away_is_his_stand_ins(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner, assignee=id_of("manager.east"))
    await plant_delegation(owner, "manager.east", "committee1.hq")
    await vote(await as_staff("committee1.hq"), case_id)
    state = await owner.execute(select(ApprovalCase.state).where(ApprovalCase.id == case_id))
    assert state.scalar_one() is CaseState.APPROVED
