"""Exposure is counted once, whoever comes at the same time; groups count together across scopes."""

import asyncio
import random
from dataclasses import astuple
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service
from server.customers.errors import AlreadyGrouped, ExposureBelowZero, GroupTooSmall
from server.customers.models import CustomerExposure, GroupExposure
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import Conflict, Denied, NotFound
from server.kit.work import Caller, Work
from tests.factories.customers import plant_customer, plant_group
from tests.fixtures.house import AsStaff, fresh

LIMIT_FEN = 5_000_000


class OverLimit(Conflict):
    """Stands for the lower tier being full."""

    code = "test.over_limit"


@use_case(Operation.CUSTOMER_AMEND)
async def commit_below_the_limit(work: Work, *, customer_id: UUID, amount_fen: int) -> int:
    """What an approval does: lock, look, commit."""
    before = await service.lock_exposure(work, customer_id)
    if before.total_fen + amount_fen >= LIMIT_FEN:
        raise OverLimit
    after = await service.commit_exposure(work, customer_id, amount_fen)
    return after.total_fen


@use_case(Operation.CUSTOMER_AMEND)
async def change(work: Work, *, customer_id: UUID, committed: int, outstanding: int) -> list[int]:
    """Change an exposure and answer it as it is then read."""
    told = await service.commit_exposure(work, customer_id, committed, outstanding)
    assert told == await service.exposure(work, customer_id)
    return list(astuple(told)[2:])


async def sums(owner: AsyncSession, model: type[CustomerExposure] | type[GroupExposure]) -> list[tuple[int, int]]:
    await owner.rollback()
    rows = await owner.execute(select(model.outstanding_fen, model.committed_fen).order_by(model.id))
    return [(outstanding, committed) for outstanding, committed in rows]


async def at_once(*attempts: object) -> list[BaseException]:
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)  # type: ignore[call-overload]  # awaitables
    return [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


async def test_of_two_commitments_at_once_only_one_passes_below_the_limit(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    planted = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    refused = await at_once(
        *(
            commit_below_the_limit(fresh(officer), customer_id=planted.customer_id, amount_fen=4_000_000)
            for _ in range(4)
        )
    )
    assert [type(refusal) for refusal in refused] == [OverLimit] * 3
    assert await sums(owner, CustomerExposure) == [(0, 4_000_000)]


async def test_two_members_of_a_group_in_two_regions_cannot_both_pass(as_staff: AsStaff, owner: AsyncSession) -> None:
    group_id = await plant_group(owner)
    callers, members = [], []
    for login in ("officer.east1", "officer.west1"):
        members.append(await plant_customer(owner, officer=login, group_id=group_id))
        callers.append(await as_staff(login))
    refused = await at_once(
        *(
            commit_below_the_limit(fresh(caller), customer_id=member.customer_id, amount_fen=1_500_000)
            for _ in range(3)
            for caller, member in zip(callers, members, strict=True)
        )
    )
    assert [type(refusal) for refusal in refused] == [OverLimit] * 3
    assert await sums(owner, GroupExposure) == [(0, 4_500_000)]
    assert sum(committed for _, committed in await sums(owner, CustomerExposure)) == 4_500_000


async def test_promised_becomes_lent_and_is_given_back(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = await plant_customer(owner)
    officer, customer_id = await as_staff("officer.east1"), planted.customer_id
    steps = [(900, 0, [0, 900, 0, 900]), (-900, 900, [900, 0, 900, 0]), (0, -300, [600, 0, 600, 0])]
    for committed, outstanding, expected in steps:
        told = await change(fresh(officer), customer_id=customer_id, committed=committed, outstanding=outstanding)
        assert told == expected
    assert await sums(owner, CustomerExposure) == [(600, 0)]


@pytest.mark.parametrize(("committed", "outstanding"), [(-1, 0), (0, -1), (5, -1)])
async def test_an_exposure_never_falls_below_nothing(
    as_staff: AsStaff, owner: AsyncSession, committed: int, outstanding: int
) -> None:
    planted = await plant_customer(owner)
    with pytest.raises(ExposureBelowZero):
        await change(
            await as_staff("officer.east1"),
            customer_id=planted.customer_id,
            committed=committed,
            outstanding=outstanding,
        )
    assert await sums(owner, CustomerExposure) == [(0, 0)]


async def test_the_exposure_of_a_foreign_customer_is_not_found(as_staff: AsStaff, owner: AsyncSession) -> None:
    foreign = await plant_customer(owner, officer="officer.west1")
    with pytest.raises(NotFound):
        await commit_below_the_limit(await as_staff("officer.east1"), customer_id=foreign.customer_id, amount_fen=1)
    assert await sums(owner, CustomerExposure) == [(0, 0)]


async def test_a_group_begins_with_what_its_members_owe(as_staff: AsStaff, owner: AsyncSession) -> None:
    one = await plant_customer(owner, outstanding_fen=100, committed_fen=10)
    two = await plant_customer(owner, officer="officer.west1", outstanding_fen=200)
    three = await plant_customer(owner, committed_fen=5)
    risk = await as_staff("risk.hq")
    group_id = await service.form_group(risk, name="新城集团", customer_ids=[one.customer_id, two.customer_id])
    assert await sums(owner, GroupExposure) == [(300, 10)]
    await service.join_group(fresh(risk), customer_id=three.customer_id, group_id=group_id)
    assert await sums(owner, GroupExposure) == [(300, 15)]
    officer = await as_staff("officer.east1")
    told = await change(officer, customer_id=three.customer_id, committed=0, outstanding=50)
    assert told == [50, 5, 350, 15]


async def test_a_customer_joins_one_group_only_and_a_group_has_two(as_staff: AsStaff, owner: AsyncSession) -> None:
    group_id = await plant_group(owner)
    grouped, free = await plant_customer(owner, group_id=group_id), await plant_customer(owner)
    risk = await as_staff("risk.hq")
    with pytest.raises(AlreadyGrouped):
        await service.form_group(risk, name="x集团", customer_ids=[grouped.customer_id, free.customer_id])
    with pytest.raises(GroupTooSmall):
        await service.form_group(fresh(risk), name="x集团", customer_ids=[free.customer_id, free.customer_id])
    assert len(await sums(owner, GroupExposure)) == 1


async def test_an_officer_does_not_form_groups(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = [await plant_customer(owner) for _ in range(2)]
    caller: Caller = await as_staff("officer.east1")
    with pytest.raises(Denied):
        await service.form_group(caller, name="x集团", customer_ids=[one.customer_id for one in planted])
    assert await sums(owner, GroupExposure) == []


async def test_a_groups_sums_are_its_members_sums_whatever_happens(as_staff: AsStaff, owner: AsyncSession) -> None:
    group_id = await plant_group(owner)
    officer, dice = await as_staff("officer.east1"), random.Random(20260302)
    members = [(await plant_customer(owner, group_id=group_id)).customer_id for _ in range(3)]
    refused = 0
    for _ in range(40):
        committed, outstanding = dice.randint(-400, 600), dice.randint(-400, 600)
        try:
            await change(fresh(officer), customer_id=dice.choice(members), committed=committed, outstanding=outstanding)
        except ExposureBelowZero:
            refused += 1
    assert 0 < refused < 40
    of_members = await sums(owner, CustomerExposure)
    assert await sums(owner, GroupExposure) == [tuple(map(sum, zip(*of_members, strict=True)))]
