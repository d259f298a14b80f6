"""Passing a case on, asking others to sign, stepping aside, and a route of several steps to its end."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.errors import (
    AssignedToOther,
    ColleagueBarred,
    NotAColleague,
    NotTransferable,
    Recused,
    UrgedLately,
    WrongPosition,
)
from server.approvals.models import ActKind, ApprovalAct, ApprovalCase
from server.approvals.passing_on import Place, add_signer, recuse, transfer, urge
from server.approvals.rules import CaseDecision, CaseState, Mode, Step, Tier
from server.approvals.service import decide
from server.identity.models import StaffPosition
from server.kit.errors import DomainError, Stale
from server.kit.work import Caller
from tests.factories.approvals import plant_case
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of


@pytest.fixture(autouse=True)
async def _second_manager(owner: AsyncSession) -> None:
    await owner.execute(
        insert(StaffPosition).values(
            staff_id=id_of("lead.east1"), position_code="regional_manager", valid_from=OPENED_ON
        )
    )
    await owner.commit()


async def kept(owner: AsyncSession, case_id: UUID) -> ApprovalCase:
    owner.expunge_all()
    await owner.rollback()
    return (await owner.execute(select(ApprovalCase).where(ApprovalCase.id == case_id))).scalar_one()


async def acts(owner: AsyncSession, case_id: UUID) -> list[tuple[ActKind, UUID | None, str]]:
    await owner.rollback()
    columns = (ApprovalAct.kind, ApprovalAct.colleague, ApprovalAct.reason)
    found = await owner.execute(select(*columns).where(ApprovalAct.case_id == case_id).order_by(ApprovalAct.id))
    return [(row[0], row[1], row[2]) for row in found]


async def vote(caller: Caller, case_id: UUID, version: int, decision: CaseDecision = CaseDecision.APPROVE) -> UUID:
    return await decide(fresh(caller), case_id=case_id, decision=decision, reason="同意", expected_version=version)


async def opened(owner: AsyncSession, tier: Tier = Tier.REGIONAL, *editors: str, **more: Any) -> UUID:
    customer = await plant_customer(owner, account=False)
    given = [id_of(each) for each in editors]
    return await plant_case(owner, customer, tier=tier, editors=given, subject_kind="test", **more)


async def pass_on(caller: Caller, case_id: UUID, to: str, version: int = 1) -> UUID:
    return await transfer(fresh(caller), case_id=case_id, to=id_of(to), reason="出差在外", expected_version=version)


async def test_a_case_that_was_passed_on_is_decided_by_the_other_alone(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner)
    manager, other = await as_staff("manager.east"), await as_staff("lead.east1")
    await pass_on(manager, case_id, "lead.east1")
    assert await acts(owner, case_id) == [(ActKind.TRANSFERRED, id_of("lead.east1"), "出差在外")]
    with pytest.raises(AssignedToOther):
        await vote(manager, case_id, 2)
    with pytest.raises(AssignedToOther):
        await pass_on(manager, case_id, "lead.east1", 2)
    await vote(other, case_id, 2)
    assert (await kept(owner, case_id)).state is CaseState.APPROVED


@pytest.mark.parametrize(
    ("to", "editor", "tier", "refusal"),
    [
        ("manager.east", "", Tier.REGIONAL, ColleagueBarred),  # to oneself
        ("manager.west", "", Tier.REGIONAL, NotAColleague),  # out of his sight
        ("reviewer.east1", "", Tier.REGIONAL, NotAColleague),  # another position
        ("lead.east1", "lead.east1", Tier.REGIONAL, ColleagueBarred),  # has entered something in it
    ],
)
async def test_nobody_gets_a_case_that_he_could_not_decide(
    as_staff: AsStaff, owner: AsyncSession, to: str, editor: str, tier: Tier, refusal: type[DomainError]
) -> None:
    case_id = await opened(owner, tier, *filter(None, [editor]))
    manager = await as_staff("manager.east")
    with pytest.raises(refusal):
        await pass_on(manager, case_id, to)
    with pytest.raises(Stale):
        await pass_on(manager, case_id, "lead.east1", 7)
    assert (await kept(owner, case_id)).assignee is None
    assert await acts(owner, case_id) == []


async def test_a_committees_step_is_not_passed_on_its_members_step_aside(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    case_id = await opened(owner, Tier.COMMITTEE, mode=Mode.COMMITTEE, quorum=2)
    first, second, third = [await as_staff(f"committee{n}.hq") for n in (1, 2, 3)]
    with pytest.raises(NotTransferable):
        await pass_on(first, case_id, "committee2.hq")
    await recuse(fresh(first), case_id=case_id, reason="客户是亲属")
    with pytest.raises(Recused):
        await vote(first, case_id, 2)
    with pytest.raises(Recused):
        await recuse(fresh(first), case_id=case_id, reason="客户是亲属")
    await vote(second, case_id, 2)
    await vote(third, case_id, 2)
    case = await kept(owner, case_id)
    assert case.state is CaseState.APPROVED
    assert await acts(owner, case_id) == [(ActKind.RECUSED, None, "客户是亲属")]


@pytest.mark.parametrize("place", Place)
async def test_an_added_signer_signs_before_or_after_and_the_manager_still_decides(
    as_staff: AsStaff, owner: AsyncSession, place: Place
) -> None:
    case_id = await opened(owner)
    manager, signer = await as_staff("manager.east"), await as_staff("committee2.hq")
    asked: dict[str, Any] = {"signer": id_of("committee2.hq"), "place": place, "reason": "金额较大"}
    await add_signer(fresh(manager), case_id=case_id, **asked, expected_version=1)
    order = [signer, manager] if place is Place.BEFORE else [manager, signer]
    with pytest.raises(WrongPosition):
        await vote(order[1], case_id, 2)
    await vote(order[0], case_id, 2)
    assert (await kept(owner, case_id)).state is CaseState.OPEN
    with pytest.raises(DomainError):
        await vote(await as_staff("committee1.hq"), case_id, 3)  # the step is one person's
    await vote(order[1], case_id, 3)
    assert (await kept(owner, case_id)).state is CaseState.APPROVED


async def test_a_rejection_on_any_step_ends_the_route(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner)
    manager = await as_staff("manager.east")
    asked: dict[str, Any] = {"signer": id_of("committee2.hq"), "place": Place.BEFORE, "reason": "金额较大"}
    await add_signer(fresh(manager), case_id=case_id, **asked, expected_version=1)
    await vote(await as_staff("committee2.hq"), case_id, 2, CaseDecision.REJECT)
    assert (await kept(owner, case_id)).state is CaseState.REJECTED


def step(position: str, mode: Mode = Mode.SINGLE, needed: int = 1, **more: Any) -> dict[str, Any]:
    return Step(position, mode, needed, needed, own_region=False, step_up=False, **more).as_json


async def test_a_route_goes_from_step_to_step_and_each_counts_its_own_votes(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    route = [step("reviewer"), step("regional_manager"), step("committee_member", Mode.SEQUENTIAL, 2)]
    case_id = await opened(owner, Tier.MANUAL_REVIEW, route=route)
    await vote(await as_staff("reviewer.east1"), case_id, 1)
    with pytest.raises(WrongPosition):
        await vote(await as_staff("officer2.east1"), case_id, 2)
    await vote(await as_staff("manager.east"), case_id, 2)
    await vote(await as_staff("committee1.hq"), case_id, 3)
    with pytest.raises(Stale):  # one after the other: he has not seen the vote before his
        await vote(await as_staff("committee2.hq"), case_id, 3)
    await vote(await as_staff("committee2.hq"), case_id, 4)
    case = await kept(owner, case_id)
    assert (case.state, case.step, case.round) == (CaseState.APPROVED, 3, 3)
    assert [kind for kind, _, _ in await acts(owner, case_id)] == [ActKind.ADVANCED, ActKind.ADVANCED]


async def test_a_case_is_urged_once_an_hour(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id = await opened(owner)
    officer = await as_staff("officer.east1")
    await urge(officer, case_id=case_id, reason="客户在门口等")
    with pytest.raises(UrgedLately):
        await urge(fresh(officer), case_id=case_id, reason="快")
    assert (await kept(owner, case_id)).urges == 1
