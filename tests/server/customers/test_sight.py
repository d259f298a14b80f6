"""Scope, twice: what the verbs show, and what the database shows to the server's own role."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service
from server.customers.models import (
    BankAccount,
    Consent,
    Customer,
    CustomerExposure,
    GroupExposure,
    IdentityClaim,
    IdentityReview,
)
from server.identity.passage import enter
from server.kit.data_keys import CustomerKey
from server.kit.errors import NotFound
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, House
from tests.factories.customers import plant_customer, plant_group
from tests.fixtures.asking import ask, row_ids
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of

TABLES: tuple[type[Any], ...] = (Customer, CustomerKey, BankAccount, Consent, CustomerExposure, IdentityClaim)


async def seen(house: House, scope: Scope, model: type[Any]) -> int:
    """How many rows the app role sees under a scope, with no predicate of its own."""
    async with house.database.session() as session:
        await enter(session, Actor(id_of("anybody"), ActorKind.STAFF, "anybody", scope=scope))
        return int((await session.execute(select(func.count()).select_from(model))).scalar_one())


@pytest.mark.parametrize(
    ("scope", "customers"),
    [
        (Scope.nowhere(), 0),
        (Scope.of_officers(frozenset({id_of("officer.east1")})), 2),
        (Scope.of_officers(frozenset({id_of("officer.west1")})), 1),
        (Scope.of_officers(frozenset({id_of("officer2.east1")})), 0),
        (Scope.of_branches(frozenset({id_of("east-1"), id_of("east-2")})), 2),
        (Scope.of_branches(frozenset({id_of("west-1")})), 1),
        (Scope.everywhere(), 3),
    ],
)
async def test_the_database_itself_shows_rows_in_scope_only(
    house: House, owner: AsyncSession, scope: Scope, customers: int
) -> None:
    for login in ("officer.east1", "officer.east1", "officer.west1"):
        await plant_customer(owner, officer=login)
    for model in TABLES:
        per_customer = 2 if model is IdentityClaim else 1
        assert await seen(house, scope, model) == customers * per_customer, model


async def test_a_connection_without_a_scope_sees_no_rows(house: House, owner: AsyncSession) -> None:
    await plant_customer(owner)
    async with house.database.session() as session:
        everything: tuple[type[Any], ...] = (*TABLES, GroupExposure, IdentityReview)
        for model in everything:
            assert (await session.execute(select(func.count()).select_from(model))).scalar_one() == 0


async def test_a_group_is_seen_by_who_sees_a_member_and_tells_its_sums_only(house: House, owner: AsyncSession) -> None:
    group_id = await plant_group(owner, outstanding_fen=700)
    await plant_customer(owner, group_id=group_id)
    await plant_customer(owner, officer="officer.west1", group_id=group_id)
    await plant_customer(owner, officer="officer.east2")
    for login, groups in (("officer.east1", 1), ("officer.west1", 1), ("officer.east2", 0)):
        scope = Scope.of_officers(frozenset({id_of(login)}))
        assert await seen(house, scope, GroupExposure) == groups
        assert await seen(house, scope, CustomerExposure) == 1


async def test_rows_cannot_be_written_for_somebody_out_of_scope(house: House, owner: AsyncSession) -> None:
    planted = await plant_customer(owner)
    foreign = Actor(
        id_of("officer.west1"), ActorKind.STAFF, "x", scope=Scope.of_officers(frozenset({id_of("officer.west1")}))
    )
    async with house.database.session() as session:
        await enter(session, foreign)
        changed = await session.execute(update(Customer).values(version=9))
        assert changed.rowcount == 0  # type: ignore[attr-defined]  # of an UPDATE
        own = planted.owner_columns | {"id": planted.customer_id}
        with pytest.raises(DBAPIError, match="row-level security"):
            await session.execute(insert(CustomerKey).values(**own, wrapped=b"x", created_at=func.now()))


@pytest.mark.parametrize(
    "statement", ["UPDATE consents SET purpose = 'x'", "DELETE FROM customers", "DELETE FROM consents"]
)
async def test_what_was_agreed_cannot_be_rewritten(house: House, statement: str) -> None:
    async with house.database.session() as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text(statement))


async def listed(as_staff: AsStaff, login: str) -> tuple[set[UUID], int]:
    found = (await ask(await as_staff(login), "{ customers { nodes { id } totalCount } }"))["customers"]
    return set(row_ids(found)), found["totalCount"]


async def test_lists_and_counts_hold_what_is_in_sight(as_staff: AsStaff, owner: AsyncSession) -> None:
    east = [(await plant_customer(owner)).customer_id for _ in range(2)]
    west = (await plant_customer(owner, officer="officer.west1")).customer_id
    assert await listed(as_staff, "officer.east1") == (set(east), 2)
    assert await listed(as_staff, "officer.east2") == (set(), 0)
    assert await listed(as_staff, "manager.east") == (set(east), 2)
    assert await listed(as_staff, "manager.west") == ({west}, 1)
    assert await listed(as_staff, "auditor.hq") == ({*east, west}, 3)


async def test_a_customer_out_of_sight_is_not_found_by_any_verb(as_staff: AsStaff, owner: AsyncSession) -> None:
    foreign = await plant_customer(owner, officer="officer.west1")
    officer = await as_staff("officer.east1")
    attempts = [
        service.reveal(officer, customer_id=foreign.customer_id, fields=["name"], reason="核对"),
        service.amend(officer, customer_id=foreign.customer_id, expected_version=1, name="赵六"),
        service.bind_account(
            officer.keyed("b"),
            customer_id=foreign.customer_id,
            account="6217009999000000016",
            bank_name="x",
            phone="13800000000",
        ),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            await attempt
    row = (await owner.execute(select(Customer))).scalar_one()
    assert (row.version, row.name_masked) == (1, "王*明")
