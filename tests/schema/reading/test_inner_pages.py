"""Pages inside rows: the indicators of a loan in one statement, page by page, as far as one may see them."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.catalogue import catalogue
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.measured import WORST_FIRST
from server.risk.models import RiskName
from server.risk.values import values_of
from tests.factories.risk import plant_sheet
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff, fresh
from tests.schema.reading.ways import Ways
from tests.schema.stage import Stage

FIELDS = "code level value grade asOf version"
OF_LOAN = "query Look($id: ID!) { loan(id: $id) { indicators { totalCount nodes { " + FIELDS + " } } } }"
PAGED = """query Look($id: ID!, $first: Int! = 2, $after: String) { loan(id: $id) {
  indicators(first: $first, after: $after) {
    totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage endCursor } } } }"""
VALUES = {
    "RB-02": (Decimal("0.4000"), Grade.CRITICAL),
    "RB-12": (Decimal(3), Grade.WARN),
    "VL-01": (Decimal(7), Grade.WARN),
    "DQ-01": (Decimal(0), Grade.NOTHING),
    "DQ-02": (None, Grade.GAP),
    "RB-03": (None, Grade.UNKNOWN),
}
WORST = ["RB-02", "RB-12", "VL-01", "RB-03", "DQ-02", "DQ-01"]


@pytest.fixture
async def sheet(owner: AsyncSession, stage: Stage) -> None:
    await plant_sheet(owner, stage.customers["lent"], Grain.LOAN, stage.rows["loan"], VALUES)
    await owner.commit()


async def of_loan(api: Api, stage: Stage, login: str, document: str = OF_LOAN, **more: Any) -> Any:
    answer = await api.ask(login, document, id=stage["loan"], **more)
    loan = answer.data["loan"]
    return loan and loan["indicators"]


def test_the_letters_of_every_grade_have_a_rank() -> None:
    assert set(WORST_FIRST) == {grade.value for grade in Grade}


async def test_the_names_beside_the_values_are_those_of_the_catalogue(owner: AsyncSession) -> None:
    rows = (await owner.execute(select(RiskName.code, RiskName.name_zh, RiskName.name_en, RiskName.unit))).all()
    told = {each.code: (each.name_zh, each.name_en, each.unit) for each in catalogue().values()}
    assert {row[0]: tuple(row[1:]) for row in rows} == told


@pytest.mark.usefixtures("sheet")
async def test_who_sees_the_whole_house_reads_every_value_of_a_loan_the_worst_first(api: Api, stage: Stage) -> None:
    found = await of_loan(api, stage, "auditor.hq")
    assert found["totalCount"] == len(VALUES)
    assert [each["code"] for each in found["nodes"]] == WORST
    told = {"level": "LOAN", "value": "0.4", "grade": "CRITICAL", "asOf": "2026-03-01", "version": 1}
    assert found["nodes"][0] == {"code": "RB-02", **told}


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("login", ["officer.east1", "branchmanager.east1", "auditor.hq"])
async def test_the_page_tells_what_the_list_of_a_subject_tells_and_no_more(
    api: Api, as_staff: AsStaff, stage: Stage, login: str
) -> None:
    subject: dict[str, Any] = {"subject_id": stage.rows["loan"], "customer_id": stage.customers["lent"].customer_id}
    listed = {each.indicator.code for each in await values_of(fresh(await as_staff(login)), **subject)}
    paged = {each["code"] for each in (await of_loan(api, stage, login))["nodes"]}
    assert paged == listed
    assert ("RB-12" in paged, "VL-01" in paged) == {
        "officer.east1": (False, False),
        "branchmanager.east1": (False, True),
        "auditor.hq": (True, True),
    }[login]


@pytest.mark.usefixtures("sheet")
async def test_out_of_sight_there_is_no_loan_and_without_the_operation_no_answer(api: Api, stage: Stage) -> None:
    assert await of_loan(api, stage, "officer.west1") is None
    denied = await api.ask("admin1.hq", OF_LOAN, id=stage["loan"])
    assert denied.code == "ACCESS_DENIED"


@pytest.mark.usefixtures("sheet")
async def test_pages_follow_each_other_and_a_foreign_cursor_is_refused(api: Api, stage: Stage) -> None:
    seen: list[str] = []
    after = None
    for turn in range(3):
        found = await of_loan(api, stage, "auditor.hq", PAGED, after=after)
        assert (found["totalCount"], len(found["nodes"])) == (6, 2)
        assert found["pageInfo"]["hasPreviousPage"] is (turn > 0)
        assert found["pageInfo"]["hasNextPage"] is (turn < 2)
        seen += [each["code"] for each in found["nodes"]]
        after = found["pageInfo"]["endCursor"]
    assert seen == WORST
    for wrong in ({"after": "nonsense"}, {"first": 0}, {"first": 101}):
        refused = await api.ask("auditor.hq", PAGED, id=stage["loan"], **wrong)
        assert (refused.code, refused.field) == ("INPUT_INVALID", next(iter(wrong)))


@pytest.mark.usefixtures("sheet")
async def test_it_is_one_plan_for_every_page_and_the_same_field_by_field(as_staff: AsStaff, stage: Stage) -> None:
    ways, caller = Ways(), await as_staff("auditor.hq")
    after = None
    for _ in range(3):
        found = await ways.both(fresh(caller), PAGED, {"id": stage["loan"], "after": after})
        assert found.errors == ()
        assert found.planned is not None
        assert found.planned == found.interpreted
        page = dict(dict(dict(found.planned)["loan"])["indicators"])
        after = dict(page["pageInfo"])["endCursor"]
    never = "indicators(first: 0) @include(if: $no) { totalCount }"
    cut = await ways.both(
        fresh(caller),
        f"query ($id: ID!, $no: Boolean = false) {{ loan(id: $id) {{ id {never} }} }}",
        {"id": stage["loan"]},
    )
    assert (cut.errors, cut.interpreted) == ((), (("loan", (("id", stage["loan"]),)),))
