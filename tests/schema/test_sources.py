"""Asking a source over the API, and what its answers look like beside a customer and an application."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.connectors import linked, pursue, sources_on
from tests.fixtures.api import Api
from tests.schema.stage import Stage

ASK = """mutation ($input: AskSourceInput!) { askSource(input: $input) { inquiry { id source sourceZh state
  facts { code } openedBy { login } } } }"""
LOOK = """query ($customer: ID!, $application: ID!) {
  customer(id: $customer) { inquiries { id source sourceEn state consentPurpose askedAt answeredAt validUntil code
    facts { code nameZh zh en value kind } } }
  application(id: $application) { advice { zh } evidence { receivablesTotal receivables { reference amount }
    facts { code source sourceZh value zh verified holds askedAt answeredAt validUntil inquiryId } } }
}"""


def asked(stage: Stage, source: str, **more: Any) -> dict[str, Any]:
    return {"idempotencyKey": uuid4().hex, "customerId": stage["borrower"], "source": source} | more


async def test_a_question_is_asked_once_and_its_facts_stand_beside_customer_and_application(
    api: Api, stage: Stage, owner: AsyncSession, tmp_path: Path
) -> None:
    officer = "officer.east1"
    inquiry: dict[str, Any] = {}
    for _again in range(2):
        answer = await api.ask(officer, ASK, input=asked(stage, "name_id", applicationId=stage["draft"]))
        assert inquiry in ({}, answer.data["askSource"]["inquiry"])
        inquiry = answer.data["askSource"]["inquiry"]
    assert inquiry | {"id": ""} == {
        "id": "",
        "source": "name_id",
        "sourceZh": "实名核验",
        "state": "WAITING",
        "facts": [],
        "openedBy": {"login": officer},
    }
    async with sources_on(api.house.ports.clock, tmp_path) as sources:
        await pursue(linked(api.house, sources), owner)
        assert sources.asked("name_id") == 1
    ids = {"customer": stage["borrower"], "application": stage["draft"]}
    found = (await api.ask(officer, LOOK, **ids)).data
    [one] = found["customer"]["inquiries"]
    assert (one["id"], one["state"], one["consentPurpose"]) == (inquiry["id"], "ANSWERED", "personal_data")
    matched = {"code": "name_id_matched", "kind": "flag", "value": "true", "zh": "是", "en": "yes"}
    assert matched | {"nameZh": "姓名与身份证号一致"} in one["facts"]
    told = {each["code"]: each for each in found["application"]["evidence"]["facts"]}
    assert told["name_id_matched"]["inquiryId"] == inquiry["id"]
    assert (told["name_id_matched"]["verified"], told["name_id_matched"]["holds"]) == (True, True)
    assert (found["application"]["evidence"]["receivablesTotal"], found["application"]["advice"]) == (None, None)
    elsewhere = (await api.ask("officer.west1", LOOK, **ids)).data
    assert elsewhere == {"customer": None, "application": None}
    seen = (await api.ask("manager.east", "query ($id: ID!) { node(id: $id) { id } }", id=inquiry["id"])).data
    assert seen == {"node": {"id": inquiry["id"]}}


async def test_a_refusal_names_what_is_missing(api: Api, stage: Stage) -> None:
    refused = [
        ("officer.east1", asked(stage, "tax"), "CONNECTOR_CONSENT_MISSING", "source"),
        ("officer.east1", asked(stage, "astrology"), "CONNECTOR_SOURCE_UNKNOWN", "source"),
        ("officer.east1", asked(stage, "business_register"), "CONNECTOR_SOURCE_OF_OTHERS", "source"),
        ("auditor.hq", asked(stage, "name_id"), "ACCESS_DENIED", None),
        ("officer.east1", asked(stage, "name_id", applicationId=stage["signed_application"]), "OBJECT_NOT_FOUND", None),
    ]
    for login, given, code, field in refused:
        answer = await api.ask(login, ASK, input=given)
        assert answer.code == code
        assert field is None or field in (answer.field or "")
