"""Finding customers by what staff type, page by page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import Customer, CustomerKind
from server.customers.names import initials, typed_forms
from server.customers.sealing import name_key
from server.customers.search import search_for
from server.customers.tasks import complete_names
from server.kit.data_keys import CustomerKey
from server.kit.errors import Invalid
from server.kit.work import House
from tests.factories.customers import credit_code, plant_customer, plant_many
from tests.fixtures.asking import all_pages, ask, row_ids
from tests.fixtures.house import AsStaff
from tests.fixtures.world import MASTER_KEY

SEARCH = "query ($search: String) { customers(search: $search) { nodes { id } totalCount } }"
PAGES = """query ($after: String) { customers(first: 20, after: $after) {
  nodes { id } totalCount pageInfo { hasNextPage endCursor } } }"""


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
        return list(row_ids((await ask(officer, SEARCH, search=typed))["customers"]))

    person, firm = wanted.customer_id, company.customer_id
    assert await found("oyx") == [person]
    assert set(await found("OY")) == {firm, person}
    for typed in (
        "ouyang",
        "OuYang Xiao",
        "ouyangxm",
        "ouyangxiaoming",
        "欧阳小明",
        "欧阳小",
        wanted.number,
        wanted.number.lower(),
        wanted.phone,
        f"+86 {wanted.phone}",
    ):
        assert await found(typed) == [person], typed
    assert person in await found(wanted.number[-4:])
    assert person in await found(wanted.phone[-4:])
    for typed in ("欧亚贸易", "ouyamaoyi", credit_code(77)):
        assert await found(typed) == [firm], typed
    for typed in ("王小明", "欧阳小敏", "ouyangming", "ouyangxiaomin", "zzz", "110101198501019999", "%", "'; --"):
        assert await found(typed) == [], typed


async def test_who_has_no_keys_of_his_name_is_found_by_initials_and_family_name(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    old = await plant_customer(owner, name="曾小明", name_index=None)
    officer = await as_staff("officer.east1")
    for typed, expected in (("zxm", 1), ("曾小明", 1), ("zengxiaoming", 0)):
        found = await ask(officer, SEARCH, search=typed)
        assert row_ids(found["customers"]) == [old.customer_id] * expected, typed


def test_the_forms_of_a_name_are_its_beginnings_as_one_types_them() -> None:
    assert typed_forms("曾小明") == [
        *("zeng", "zengx", "zengxiao", "zengxm", "zengxiaom", "zengxiaoming", "曾小", "曾小明")
    ]
    assert typed_forms("绿源商贸", person=False) == ["lv", "lvyuan", "lvyuanshang", "lvyuanshangmao"]


@given(st.text("王小明曾绿源商贸·ab ", max_size=80), st.booleans())
def test_any_name_has_forms_that_a_search_asks_for(name: str, person: bool) -> None:  # noqa: FBT001 - hypothesis
    forms = typed_forms(name, person=person)
    assert len(forms) == len(set(forms)) <= 120
    for form in forms:
        wanted = search_for(form, MASTER_KEY)
        if wanted is not None and wanted.name_key:
            assert wanted.name_key == name_key(MASTER_KEY, form)


async def test_search_and_its_count_stay_in_sight(as_staff: AsStaff, owner: AsyncSession) -> None:
    foreign = await plant_customer(owner, officer="officer.west1", name="赵云")
    officer = await as_staff("officer.east1")
    for typed in ("zy", "zhaoyun", "zhao", "赵云", foreign.number, foreign.phone, foreign.number[-4:]):
        found = await ask(officer, SEARCH, search=typed)
        assert found == {"customers": {"nodes": [], "totalCount": 0}}


async def test_pages_follow_each_other_without_gap_or_repeat(as_staff: AsStaff, owner: AsyncSession) -> None:
    ids = await plant_many(owner, 45)
    assert await all_pages(await as_staff("officer.east1"), PAGES, 45) == ids[::-1]


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_a_page_has_1_to_100_rows(as_staff: AsStaff, first: int) -> None:
    with pytest.raises(Invalid):
        await ask(await as_staff("officer.east1"), "query ($n: Int!) { customers(first: $n) { totalCount } }", n=first)


async def test_who_was_registered_before_there_were_keys_of_names_gets_them_and_nothing_else_changes(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    wanted = (await plant_customer(owner, name="欧阳小明")).customer_id
    erased = (await plant_customer(owner, name="张三")).customer_id
    await owner.execute(update(Customer).values(name_index=None))
    await owner.execute(update(CustomerKey).where(CustomerKey.id == erased).values(wrapped=b""))
    await owner.commit()
    rest = text("SELECT md5(string_agg((to_jsonb(t) - 'name_index')::text, '|' ORDER BY id)) FROM customers t")
    before = (await owner.execute(rest)).scalar_one()
    await owner.rollback()
    officer = await as_staff("officer.east1")
    assert row_ids((await ask(officer, SEARCH, search="ouyangx"))["customers"]) == []
    assert await complete_names(house) == 1
    assert row_ids((await ask(officer, SEARCH, search="ouyangx"))["customers"]) == [wanted]
    assert await complete_names(house) == 0
    assert (await owner.execute(rest)).scalar_one() == before
