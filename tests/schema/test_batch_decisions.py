"""Several decisions in one request: each counts or is refused by itself, and sent again none counts twice."""

from uuid import uuid4

import pytest

from tests.fixtures.api import Api
from tests.schema.stage import Stage

DECIDE = """mutation ($input: DecideCasesInput!) { decideCases(input: $input) {
  counted results { caseId code messageZh messageEn } } }"""


async def test_each_decision_has_a_result_of_its_own(api: Api, stage: Stage) -> None:
    said = {"decision": "APPROVE", "reason": "已核实", "expectedVersion": 1}
    decisions = [{"caseId": stage[name], **said} for name in ("review_case", "case")]
    asked = {"input": {"idempotencyKey": uuid4().hex, "decisions": decisions}}
    for _again in range(2):
        found = (await api.ask("manager.east", DECIDE, **asked)).data["decideCases"]
        assert found["counted"] == 1
        codes = [(row["caseId"], row["code"]) for row in found["results"]]
        assert codes == [(stage["review_case"], "APPROVAL_WRONG_POSITION"), (stage["case"], None)]
        assert found["results"][0]["messageZh"]
    other = {"input": {"idempotencyKey": uuid4().hex, "decisions": decisions[1:]}}
    late = (await api.ask("manager.east", DECIDE, **other)).data["decideCases"]
    assert [row["code"] for row in late["results"]] == ["APPROVAL_CASE_CLOSED"]


@pytest.mark.parametrize("count", [0, 2, 21])
async def test_none_too_many_or_one_twice_is_refused_as_a_whole(api: Api, stage: Stage, count: int) -> None:
    said = {"caseId": stage["case"], "decision": "APPROVE", "reason": "已核实", "expectedVersion": 1}
    asked = {"input": {"idempotencyKey": uuid4().hex, "decisions": [said] * count}}
    answer = await api.ask("manager.east", DECIDE, **asked)
    assert answer.code == "INPUT_INVALID"
