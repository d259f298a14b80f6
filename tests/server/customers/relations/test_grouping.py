"""Groups are left and merged; whatever happens at the same time, a group's sums are its members' sums."""

import asyncio
import random
from collections import defaultdict
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.customers import service
from server.customers.errors import AlreadyGrouped, ReasonMissing
from server.customers.models import CustomerExposure, GroupExposure
from server.customers.relations.errors import GroupIntoItself, GroupMerged, NotGrouped
from server.customers.relations.grouping import leave_group, merge_groups
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller, Work
from tests.factories.applications import begin, hand_in, kept_application, plant_lender
from tests.factories.customers import plant_customer, plant_group
from tests.factories.documents import plant_borrower
from tests.fixtures.api import digest
from tests.fixtures.house import AsStaff, fresh

WHY = "股权已转让"


@use_case(Operation.CUSTOMER_AMEND)
async def commit(work: Work, *, customer_id: UUID, committed: int) -> int:
    """What an approval does to an exposure."""
    return (await service.commit_exposure(work, customer_id, committed)).total_fen


async def groups(owner: AsyncSession) -> dict[UUID, tuple[int, int]]:
    await owner.rollback()
    rows = await owner.execute(select(GroupExposure.id, GroupExposure.outstanding_fen, GroupExposure.committed_fen))
    return {row[0]: (row[1], row[2]) for row in rows}


async def by_members(owner: AsyncSession) -> dict[UUID, tuple[int, int]]:
    """What the members of each group owe and were promised, added up."""
    await owner.rollback()
    sums: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    columns = (CustomerExposure.group_id, CustomerExposure.outstanding_fen, CustomerExposure.committed_fen)
    for group_id, outstanding, committed in await owner.execute(select(*columns)):
        if group_id is not None:
            before = sums[group_id]
            sums[group_id] = (before[0] + outstanding, before[1] + committed)
    return dict(sums)


async def check_sums(owner: AsyncSession) -> None:
    """Every group's sums are those of its members; one without members has none."""
    added = await by_members(owner)
    assert {group_id: added.get(group_id, (0, 0)) for group_id in await groups(owner)} == await groups(owner)


async def two_groups(owner: AsyncSession) -> tuple[list[UUID], list[UUID]]:
    """Two groups, and their members: two of each, in two regions, each owing something else."""
    ids, members = [], []
    for at in range(2):
        owed = [(100 + at, 10), (200 + at, 0)]
        total = (sum(each[0] for each in owed), sum(each[1] for each in owed))
        group_id = await plant_group(owner, outstanding_fen=total[0], committed_fen=total[1])
        ids.append(group_id)
        for (outstanding, committed), login in zip(owed, ("officer.east1", "officer.west1"), strict=True):
            planted = await plant_customer(
                owner, officer=login, outstanding_fen=outstanding, committed_fen=committed, group_id=group_id
            )
            members.append(planted.customer_id)
    return ids, members


async def test_who_leaves_takes_what_he_owes_along(as_staff: AsStaff, owner: AsyncSession) -> None:
    (first, _), members = await two_groups(owner)
    risk = await as_staff("risk.hq")
    with pytest.raises(ReasonMissing):
        await leave_group(risk, customer_id=members[0], reason="")
    await leave_group(fresh(risk), customer_id=members[0], reason=WHY)
    assert (await groups(owner))[first] == (200, 0)
    await check_sums(owner)
    with pytest.raises(NotGrouped):
        await leave_group(fresh(risk), customer_id=members[0], reason=WHY)


async def test_a_group_that_goes_into_another_brings_members_and_sums(as_staff: AsStaff, owner: AsyncSession) -> None:
    (first, second), members = await two_groups(owner)
    risk = await as_staff("risk.hq")
    assert await merge_groups(risk, group_id=first, into_id=second, reason=WHY) == second
    assert await groups(owner) == {first: (0, 0), second: (602, 20)}
    await check_sums(owner)
    assert await commit(await as_staff("officer.east1"), customer_id=members[0], committed=5) == 627
    free = await plant_customer(owner)
    with pytest.raises((GroupMerged, NotFound)):
        await service.join_group(fresh(risk), customer_id=free.customer_id, group_id=first)


async def test_a_merge_that_makes_no_sense_changes_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    (first, second), members = await two_groups(owner)
    risk, manager = await as_staff("risk.hq"), await as_staff("manager.east")
    before = await digest(owner)
    with pytest.raises(GroupIntoItself):
        await merge_groups(fresh(risk), group_id=first, into_id=first, reason=WHY)
    with pytest.raises(ReasonMissing):
        await merge_groups(fresh(risk), group_id=first, into_id=second, reason=" ")
    with pytest.raises(NotFound):
        await merge_groups(fresh(risk), group_id=first, into_id=members[0], reason=WHY)
    for verb in (
        merge_groups(fresh(manager), group_id=first, into_id=second, reason=WHY),
        leave_group(fresh(manager), customer_id=members[0], reason=WHY),
    ):
        with pytest.raises(Denied):
            await verb
    with pytest.raises(AlreadyGrouped):
        await service.join_group(fresh(risk), customer_id=members[0], group_id=second)
    assert await digest(owner) == before


async def test_whatever_happens_at_once_the_sums_are_the_members(as_staff: AsStaff, owner: AsyncSession) -> None:
    (first, second), members = await two_groups(owner)
    free = [(await plant_customer(owner, outstanding_fen=7)).customer_id for _ in range(4)]
    risk, east, west = [await as_staff(login) for login in ("risk.hq", "officer.east1", "officer.west1")]
    officers = {members[0]: east, members[1]: west, members[2]: east, members[3]: west}
    acts = [
        *(service.join_group(fresh(risk), customer_id=each, group_id=first) for each in free[:2]),
        *(service.join_group(fresh(risk), customer_id=each, group_id=second) for each in free[2:]),
        *(
            commit(fresh(officer), customer_id=each, committed=3)
            for each, officer in officers.items()
            for _ in range(3)
        ),
        merge_groups(fresh(risk), group_id=first, into_id=second, reason=WHY),
        merge_groups(fresh(risk), group_id=second, into_id=first, reason=WHY),
        leave_group(fresh(risk), customer_id=members[3], reason=WHY),
    ]
    random.Random(20261123).shuffle(acts)
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert all(not isinstance(answer, BaseException) or isinstance(answer, DomainError) for answer in answers), answers
    await check_sums(owner)
    living = {group_id for group_id, sums in (await groups(owner)).items() if sums != (0, 0)}
    assert len(living) == 1


async def test_who_joins_while_both_apply_is_counted_by_whoever_comes_second(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id = await plant_lender(owner)
    east, west, risk = [await as_staff(login) for login in ("officer.east1", "officer.west1", "risk.hq")]
    for _ in range(4):
        pair = [(east, await plant_borrower(owner)), (west, await plant_borrower(owner, officer="officer.west1"))]
        ids = [customer.customer_id for _, customer in pair]
        await service.form_group(fresh(risk), name="新城集团", customer_ids=ids)
        begun = [(caller, await begin(caller, customer, version_id, 4_000_000)) for caller, customer in pair]
        third = await plant_customer(owner, outstanding_fen=100)
        group_id = await group_of(owner, ids[0])
        await asyncio.gather(
            *(hand_in(caller, application_id, 4_000_000) for caller, application_id in begun),
            service.join_group(fresh(risk), customer_id=third.customer_id, group_id=group_id),
        )
        kept = [await kept_application(owner, application_id) for _, application_id in begun]
        assert sorted((row.tier or "", row.state) for row in kept) == [
            (Tier.AUTOMATIC, ApplicationState.APPROVED),
            (Tier.REGIONAL, ApplicationState.IN_REVIEW),
        ]
        await check_sums(owner)


async def test_two_who_are_in_two_groups_that_become_one_cannot_both_pass(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id = await plant_lender(owner)
    east, west, risk = [await as_staff(login) for login in ("officer.east1", "officer.west1", "risk.hq")]
    ids = [await plant_group(owner) for _ in range(2)]
    pair = [
        (east, await plant_borrower(owner, group_id=ids[0])),
        (west, await plant_borrower(owner, officer="officer.west1", group_id=ids[1])),
    ]
    begun = [(caller, await begin(caller, customer, version_id, 4_000_000)) for caller, customer in pair]
    await merge_groups(risk, group_id=ids[0], into_id=ids[1], reason=WHY)
    await asyncio.gather(*(hand_in(caller, application_id, 4_000_000) for caller, application_id in begun))
    kept = [await kept_application(owner, application_id) for _, application_id in begun]
    assert sorted(row.tier or "" for row in kept) == [Tier.AUTOMATIC, Tier.REGIONAL]
    assert await groups(owner) == {ids[0]: (0, 0), ids[1]: (0, 4_000_000)}


async def group_of(owner: AsyncSession, customer_id: UUID) -> UUID:
    await owner.rollback()
    wanted = select(CustomerExposure.group_id).where(CustomerExposure.customer_id == customer_id)
    found = (await owner.execute(wanted)).scalar_one()
    assert found is not None
    return found


STEPS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "merge", "commit"]), st.integers(0, 5), st.integers(0, 1)),
    min_size=4,
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
async def test_after_any_row_of_steps_the_sums_are_the_members(
    as_staff: AsStaff, owner: AsyncSession, steps: list[tuple[str, int, int]]
) -> None:
    ids, members = await two_groups(owner)
    members += [(await plant_customer(owner, outstanding_fen=50 + at)).customer_id for at in range(2)]
    risk = await as_staff("risk.hq")
    callers = [await as_staff("officer.west1" if at in {1, 3} else "officer.east1") for at in range(6)]
    for verb, who, which in steps:
        try:
            await _step(verb, risk, callers[who], members[who], ids[which], ids[1 - which])
        except DomainError:
            continue
    await check_sums(owner)


async def _step(verb: str, risk: Caller, officer: Caller, customer_id: UUID, group_id: UUID, other_id: UUID) -> None:
    if verb == "join":
        await service.join_group(fresh(risk), customer_id=customer_id, group_id=group_id)
    elif verb == "leave":
        await leave_group(fresh(risk), customer_id=customer_id, reason=WHY)
    elif verb == "merge":
        await merge_groups(fresh(risk), group_id=group_id, into_id=other_id, reason=WHY)
    else:
        await commit(fresh(officer), customer_id=customer_id, committed=11)
