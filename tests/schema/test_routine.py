"""Routine in the graph: what it says is what the gesture meets, alone and in a batch; a matrix keeps its clause."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.customers.rating.chart import Grade
from server.documents.models import Document
from server.documents.service import look_at_picture
from server.products.models import ProductVersion
from tests.factories.applications import apply_for
from tests.factories.approvals import kept_case
from tests.factories.documents import plant_borrower
from tests.factories.ratings import plant_rating
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff, fresh

CASE = """query ($id: ID!) { approvalCase(id: $id) { state version routine { allowed grade
  clause { exposureUntil grades } reasons { bar messageZh }
  papers { documentId kind opened doubtful } } } }"""
DECIDE = """mutation ($input: DecideCaseInput!) { decideCase(input: $input) { case { state } } }"""
SEVERAL = """mutation ($input: DecideCasesInput!) { decideCases(input: $input) {
  counted results { caseId code messageZh } } }"""
DRAFT = """mutation ($input: DraftMatrixInput!) { draftMatrix(input: $input) { matrix {
  id rows { tier routine { exposureUntil grades } } } } }"""
TRIAL = "query ($id: ID!) { matrixSimulation(matrixId: $id) { considered routineBefore routineAfter } }"


@pytest.fixture
async def cases(as_staff: AsStaff, owner: AsyncSession) -> list[str]:
    """Two clean cases of 60,000.00 before the manager: of a good customer, and of one with a low grade."""
    version = (await owner.execute(select(ProductVersion.id).limit(1))).scalar_one()
    found = []
    for grade in (Grade.AA, Grade.BB):
        customer = await plant_borrower(owner)
        await plant_rating(owner, customer, grade=grade)
        application = await apply_for(await as_staff("officer.east1"), customer, version, 6_000_000)
        found.append((customer.customer_id, (await kept_case(owner, application)).id))
    manager = await as_staff("manager.east", stepped_up=False)
    own = select(Document.id).where(Document.customer_id.in_([customer for customer, _case in found]))
    for document in (await owner.execute(own)).scalars():
        await look_at_picture(fresh(manager), document_id=document)
    return [str(encode("ApprovalCase", case, customer)) for customer, case in found]


def gesture(case: str, **over: Any) -> dict[str, Any]:
    return {"caseId": case, "decision": "APPROVE", "reason": "同意", "expectedVersion": 1, "routine": True} | over


async def states(api: Api, cases: list[str]) -> list[str]:
    return [(await api.ask("manager.east", CASE, id=case)).data["approvalCase"]["state"] for case in cases]


async def test_what_the_graph_says_is_what_the_gesture_meets(api: Api, cases: list[str]) -> None:
    good, low = [(await api.ask("manager.east", CASE, id=case)).data["approvalCase"]["routine"] for case in cases]
    assert (good["allowed"], good["grade"], good["reasons"]) == (True, "AA", [])
    assert good["clause"] == {"exposureUntil": "200000.00", "grades": ["A", "AA", "AAA"]}
    assert [(paper["kind"], paper["opened"], paper["doubtful"]) for paper in good["papers"]] == [
        ("ID_FRONT", True, False)
    ]
    assert [reason["bar"] for reason in low["reasons"]] == ["GRADE"]
    assert low["reasons"][0]["messageZh"] == "客户评级不足或未评级"
    refused = await api.ask("manager.east", DECIDE, input=gesture(cases[1]) | {"idempotencyKey": uuid4().hex})
    assert refused.code == "APPROVAL_NOT_ROUTINE"
    assert await states(api, cases) == ["OPEN", "OPEN"]
    for over in ({"decision": "RETURN"}, {"conditions": ["办妥抵押"]}, {"offered": {"termMonths": 6}}):
        told = gesture(cases[0], **over) | {"idempotencyKey": uuid4().hex}
        assert (await api.ask("manager.east", DECIDE, input=told)).code == "APPROVAL_NOT_ROUTINE"
    assert await states(api, cases) == ["OPEN", "OPEN"]


async def test_in_a_batch_the_routine_ones_count_and_the_others_say_why(api: Api, cases: list[str]) -> None:
    asked = {"input": {"idempotencyKey": uuid4().hex, "decisions": [gesture(case) for case in cases]}}
    for _again in range(2):
        found = (await api.ask("manager.east", SEVERAL, **asked)).data["decideCases"]
        assert found["counted"] == 1
        assert [row["code"] for row in found["results"]] == [None, "APPROVAL_NOT_ROUTINE"]
        assert "评级" in found["results"][1]["messageZh"]
    assert await states(api, cases) == ["APPROVED", "OPEN"]


async def test_a_draft_keeps_its_clause_and_the_simulation_counts_what_it_makes_routine(
    api: Api, cases: list[str]
) -> None:
    step = {"position": "regional_manager", "slaHours": 18}
    row = {"tier": "REGIONAL", "exposureFrom": "0.01", "steps": [step]}
    clause = {"exposureUntil": "100000.00", "grades": ["AA", "BB"]}
    told = {"idempotencyKey": uuid4().hex, "name": "更宽", "rows": [row | {"routine": clause}]}
    matrix = (await api.ask("risk.hq", DRAFT, input=told)).data["draftMatrix"]["matrix"]
    assert [each["routine"] for each in matrix["rows"]] == [clause]
    trial = (await api.ask("risk.hq", TRIAL, id=matrix["id"])).data["matrixSimulation"]
    assert trial["considered"] >= len(cases)
    assert trial["routineAfter"] == trial["routineBefore"] + 1
    wrong = told | {"idempotencyKey": uuid4().hex, "rows": [row | {"routine": clause | {"grades": []}}]}
    answer = await api.ask("risk.hq", DRAFT, input=wrong)
    assert (answer.code, answer.field) == ("MATRIX_UNSOUND", "rows[0].routine.grades")
