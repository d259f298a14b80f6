"""The books against their users: what the app role may not do, and who sees which branch."""

from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.passage import enter
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, House
from server.ledger import queries
from server.ledger.models import LedgerAccount, LedgerEntry, LedgerPosting
from server.ledger.rules import Account
from tests.factories.ledger import entry, place, plain, send
from tests.fixtures.world import id_of

TABLES = ("ledger_accounts", "ledger_claims", "ledger_entries", "ledger_postings")
BALANCED = ((Account.PRINCIPAL, 500), (Account.BANK, -500))
CHANGES = (
    "DELETE FROM {t}",
    "UPDATE {t} SET {c} = {c}",
    "TRUNCATE {t} CASCADE",
    "INSERT INTO {t} SELECT * FROM {t}",  # past the function
)
COLUMNS = {"ledger_accounts": "code", "ledger_claims": "kind", "ledger_entries": "currency"}


def actor(scope: Scope) -> Actor:
    return Actor(UUID(int=9), ActorKind.STAFF, "test", frozenset(), scope)


@pytest.mark.parametrize("change", CHANGES)
async def test_the_app_role_cannot_change_the_books(house: House, owner: AsyncSession, change: str) -> None:
    await send(owner, [plain(entry(*BALANCED))])
    await owner.commit()
    for table in TABLES:
        async with house.database.session() as session:
            await enter(session, actor(Scope.everywhere()))
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(change.format(t=table, c=COLUMNS.get(table, "amount_fen"))))
    assert await owner.scalar(select(func.count()).select_from(LedgerPosting)) == 2


async def test_the_app_role_cannot_call_the_inner_function_or_redefine_the_outer(house: House) -> None:
    async with house.database.session() as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text("SELECT ledger_problem('{}')"))
    async with house.database.session() as session:
        with pytest.raises(DBAPIError, match="must be owner"):
            await session.execute(text("DROP FUNCTION ledger_post(jsonb)"))


async def test_a_table_of_the_callers_own_cannot_take_the_place_of_the_books(house: House, owner: AsyncSession) -> None:
    async with house.database.session() as session:
        await session.execute(text("CREATE TEMPORARY TABLE ledger_entries (id uuid)"))
        await session.execute(text("CREATE TEMPORARY TABLE ledger_postings (id uuid)"))
        await session.execute(text("SET LOCAL search_path = pg_temp, public"))
        await send(session, [plain(entry(*BALANCED))])
        await session.commit()
    assert await owner.scalar(select(func.count()).select_from(LedgerEntry)) == 1


async def seen(house: House, scope: Scope) -> tuple[int, dict[Account, int]]:
    """How many entries the row policies show, and the balances by query."""
    async with house.database.session() as session:
        await enter(session, actor(scope))
        count = await session.scalar(select(func.count()).select_from(LedgerEntry))
        return count or 0, {Account(code): fen for code, fen in (await queries.balances(session, scope)).items() if fen}


async def test_entries_are_seen_by_those_who_see_the_whole_branch(house: House, owner: AsyncSession) -> None:
    east, west = place(), place(branch="west-1")
    await send(owner, [plain(entry(*BALANCED, at=east)), plain(entry(*BALANCED, at=west))])
    await owner.commit()
    both = {Account.PRINCIPAL: 1000, Account.BANK: -1000}
    one = {Account.PRINCIPAL: 500, Account.BANK: -500}
    assert await seen(house, Scope.everywhere()) == (2, both)
    assert await seen(house, Scope.of_branches(frozenset({id_of("east-1")}))) == (1, one)
    assert await seen(house, Scope.of_branches(frozenset({id_of("east-2")}))) == (0, {})
    assert await seen(house, Scope.of_officers(frozenset({id_of("officer.east1")}))) == (0, {})
    assert await seen(house, Scope.of_customer(east.customer_id)) == (0, {})
    assert await seen(house, Scope.nowhere()) == (0, {})


async def test_the_chart_in_the_database_is_the_chart_of_the_rules(owner: AsyncSession) -> None:
    rows = (await owner.execute(select(LedgerAccount))).scalars().all()
    assert {row.code for row in rows} == {account.value for account in Account}
    assert {row.pool for row in rows if row.pool} == {"principal", "interest", "fee", "penalty", "suspense"}
    assert all(row.name_zh and row.name_en and row.currency == "CNY" for row in rows)
