"""Handing over: every row of the customer goes, nothing else does."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import column, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import ownership
from server.kit.errors import NotFound
from server.kit.work import Work
from tests.factories.customers import plant_customer
from tests.factories.documents import plant_borrower
from tests.fixtures.asking import ask, row_ids
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of


@use_case(Operation.STAFF_TRANSFER)
async def transfer(work: Work, *, customer_ids: Sequence[UUID], officer: str, branch: str) -> dict[str, int]:
    """What the verb of staff administration does."""
    preview = await ownership.counted(work, customer_ids)
    moved = await ownership.hand_over(work, customer_ids, id_of(officer), id_of(branch))
    assert preview == moved
    return moved


@use_case(Operation.STAFF_TRANSFER)
async def list_of(work: Work, *, officer: str) -> list[UUID]:
    """The customers that would be handed over."""
    return list(await ownership.customers_of(work, id_of(officer)))


async def owned_tables(owner: AsyncSession) -> list[str]:
    """Every table with a customer and an officer, as the owner knows them."""
    rows = await owner.execute(
        text(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name IN ('customer_id', 'officer_id') GROUP BY table_name HAVING count(*) = 2"
        )
    )
    return sorted(rows.scalars())


async def officers_of(owner: AsyncSession, name: str, customer_id: UUID) -> set[Any]:
    await owner.rollback()
    rows = table(name, column("customer_id"), column("officer_id"), column("branch_id"))
    wanted = select(rows.c.officer_id, rows.c.branch_id).where(rows.c.customer_id == customer_id)
    return {tuple(row) for row in await owner.execute(wanted)}


async def test_all_rows_of_a_customer_go_to_the_new_officer_and_no_others(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    moving, staying = await plant_borrower(owner), await plant_borrower(owner)
    administrator = await as_staff("admin1.hq")
    moved = await transfer(administrator, customer_ids=[moving.customer_id], officer="officer.west1", branch="west-1")
    assert {"customers", "customer_keys", "identity_claims", "consents", "documents"} <= moved.keys()
    for name in await owned_tables(owner):
        assert await officers_of(owner, name, moving.customer_id) <= {(id_of("officer.west1"), id_of("west-1"))}, name
        assert await officers_of(owner, name, staying.customer_id) <= {(id_of("officer.east1"), id_of("east-1"))}, name
    seen = await ask(await as_staff("officer.west1"), "{ customers { nodes { id } } }")
    assert row_ids(seen["customers"]) == [moving.customer_id]
    assert await list_of(fresh(administrator), officer="officer.east1") == [staying.customer_id]


async def test_who_does_not_see_all_of_them_moves_none(as_staff: AsStaff, owner: AsyncSession) -> None:
    mine = await plant_customer(owner)
    with pytest.raises(NotFound):
        await transfer(
            await as_staff("admin1.hq"),
            customer_ids=[mine.customer_id, UUID(int=5)],
            officer="officer.west1",
            branch="west-1",
        )
    assert await officers_of(owner, "customers", mine.customer_id) == {(id_of("officer.east1"), id_of("east-1"))}
