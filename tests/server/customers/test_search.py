"""Finding customers by what staff type, page by page, and by an index."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import queries, service
from server.customers.models import CustomerKind
from server.customers.names import initials
from server.customers.queries import After
from server.customers.search import search_for
from server.identity.passage import enter
from server.kit.work import Caller, House
from tests.factories.customers import credit_code, plant_customer, plant_many
from tests.fixtures.house import AsStaff
from tests.fixtures.world import MASTER_KEY


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王小明", "wxm"),
        ("欧阳娜娜", "oynn"),
        ("曾国强", "zgq"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("Smith 李", "smithl"),
    ],
)
def test_initials_are_the_first_letters_of_the_syllables(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_company_is_not_read_like_a_family_name() -> None:
    assert initials("单县种业有限公司", person=False)[0] != initials("单县", person=True)[0]


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_an_empty_box_asks_for_nothing(nothing: str | None) -> None:
    assert search_for(nothing, MASTER_KEY) is None


async def test_staff_find_a_customer_by_initials_last_four_number_phone_and_name(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    wanted = await plant_customer(owner, name="欧阳小明")
    company = await plant_customer(
        owner, name="欧亚贸易(新城)有限公司", kind=CustomerKind.COMPANY, number=credit_code(77)
    )
    await plant_customer(owner, name="张三")
    officer = await as_staff("officer.east1")

    async def found(typed: str) -> list[object]:
        return [customer.id for customer in (await service.search(officer, text=typed)).customers]

    person, firm = wanted.customer_id, company.customer_id
    assert await found("oyx") == [person]
    assert set(await found("OY")) == {firm, person}
    for typed in ("欧阳小明", "欧阳小", wanted.number, wanted.number.lower(), wanted.phone, f"+86 {wanted.phone}"):
        assert await found(typed) == [person], typed
    assert person in await found(wanted.number[-4:])
    assert person in await found(wanted.phone[-4:])
    for typed in ("欧亚贸易", credit_code(77)):
        assert await found(typed) == [firm], typed
    for typed in ("王小明", "zzz", "110101198501019999", "%", "'; --"):
        assert await found(typed) == [], typed


async def test_search_and_its_count_stay_in_sight(as_staff: AsStaff, owner: AsyncSession) -> None:
    foreign = await plant_customer(owner, officer="officer.west1", name="赵云")
    officer = await as_staff("officer.east1")
    for typed in ("zy", "赵云", foreign.number, foreign.phone, foreign.number[-4:]):
        found = await service.search(officer, text=typed)
        assert (list(found.customers), found.total) == ([], 0)


async def test_pages_follow_each_other_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    ids = await plant_many(owner, 45)
    officer = await as_staff("officer.east1")
    seen, after = [], None
    for _ in range(4):
        found = await service.search(officer, after=after, limit=20)
        assert found.total == 45
        seen += [customer.id for customer in found.customers]
        if found.customers:
            after = After(found.customers[-1].created_at, found.customers[-1].id)
    assert seen == ids[::-1]


async def test_a_page_holds_a_hundred_rows_at_most(as_staff: AsStaff, owner: AsyncSession) -> None:
    await plant_many(owner, 120)
    found = await service.search(await as_staff("officer.east1"), limit=10_000)
    assert len(found.customers) == queries.PAGE_ROWS_MAX


async def test_lists_in_a_large_book_are_read_by_an_index(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    await plant_many(owner, 300)
    for other, count in (("officer2.east1", 7_000), ("officer.east2", 6_000), ("officer.west1", 7_000)):
        await plant_many(owner, count, officer=other)
    await owner.execute(text("ANALYZE customers"))
    await owner.commit()
    for login in ("officer.east1", "branchmanager.east1", "manager.east", "auditor.hq"):
        caller = await as_staff(login)
        for typed in (None, "wxma", "0042", "110101198501019817"):
            plan = await plan_of(house, caller, typed)
            assert "Index" in plan, (login, typed, plan)
            assert "Seq Scan on customers" not in plan, (login, typed, plan)


async def plan_of(house: House, caller: Caller, typed: str | None) -> str:
    """How PostgreSQL would read the list for this caller, as the app role under his row scope."""
    search = search_for(typed, MASTER_KEY)
    statement = queries.page_statement(caller.actor.scope, search=search, after=None, limit=20)
    compiled = statement.compile(dialect=house.database.engine.dialect)
    async with house.database.session() as session:
        await enter(session, caller.actor)
        connection = await session.connection()
        values = tuple(compiled.params[name] for name in compiled.positiontup or ())
        rows = await connection.exec_driver_sql(f"EXPLAIN {compiled}", values)
        return "\n".join(rows.scalars())
