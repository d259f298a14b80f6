"""Hostile documents are refused with a code, in time that grows with their length only, and leave nothing in a log."""

import io
import time
from dataclasses import replace
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query

from schema.root import schema
from schema.wire.documents import DocumentErrors, Judge
from server.app import build_app
from server.front.log_setup import configure
from server.kit.errors import DomainError
from server.kit.work import House
from server.settings import Mode
from tests.fixtures.api import BASE, Answer, Api

OFFICER = "officer.east1"
REFUSALS = {"REQUEST_DOCUMENT_REFUSED", "REQUEST_DOCUMENT_BEYOND_LIMIT", "REQUEST_DOCUMENT_TOO_COSTLY"}
PATIENCE_SECONDS = 5.0
"""Far above the milliseconds that a linear walk takes, far below the hours of an exponential one."""

pytestmark = pytest.mark.usefixtures("shares_database")


def nested_fragments(levels: int, leaf: str = "__typename") -> str:
    spreads = (f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels))
    return f"{{ ...f0 }} {' '.join(spreads)} fragment f{levels} on Query {{ {leaf} }}"


def deep(levels: int) -> str:
    return "{ branches " + "{ parent " * levels + "{ id }" + " }" * levels + " }"


HOSTILE: dict[str, str] = {
    "nested fragments, 18 levels": nested_fragments(18),
    "nested fragments, 30 levels": nested_fragments(30),
    "nested fragments over a list": nested_fragments(30, "customers { nodes { id } }"),
    "a fragment that spreads itself": "{ ...a } fragment a on Query { ...a }",
    "two fragments that spread each other": "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a ...a }",
    "a fragment that is not there": "{ ...nowhere }",
    "too deep": deep(20),
    "far too deep": deep(500),
    "too many aliases": "{ " + " ".join(f"a{n}: products {{ code }}" for n in range(40)) + " }",
    "one field a thousand times": "{ products { " + "code " * 1_500 + "} }",
    "too many directives": "{ viewer { operations " + "@include(if: true) " * 50 + "} }",
    "an unknown directive many times": "{ viewer " + "@a " * 30 + "{ operations } }",
    "too many definitions": " ".join(f"query q{n} {{ products {{ code }} }}" for n in range(60)),
    "too many nodes": "{ customers(first: 100) { nodes { applications { documents { fields { name } } } } } "
    + " ".join(
        f"c{n}: customers(first: 100) {{ nodes {{ loans {{ instalments {{ number }} repayments {{ id }} }} }} }}"
        for n in range(29)
    )
    + " loans(first: 100) { nodes { customer { loans { customer { loans { customer { loans { id } } } } } } } } }",
    "too many tokens": "{ " + "viewer { operations } " * 700 + "}",
    "too many bytes": "{ viewer { operations } } #" + "x" * 20_001,
    "nested lists": "{ loans(state: " + "[" * 55 + "]" * 55 + ") { totalCount } }",
    "brackets in a string before nested lists": '{ a(b: "' + "}" * 900 + '", c: ' + "[" * 900 + "]" * 900 + ") }",
    "nothing but brackets": "{" * 5_000,
    "no operation": "fragment a on Query { __typename }",
    "a type system": "type Query { a: Int }",
    "a thousand errors": "{ " + " ".join(f"a{n}" for n in range(900)) + " }",
    "two unnamed operations": "{ viewer { operations } } { products { code } }",
    "an unnamed operation beside a named one": "{ viewer { operations } } query A { products { code } }",
}


@pytest.mark.parametrize("title", HOSTILE)
async def test_a_hostile_document_is_refused_soon(api: Api, title: str) -> None:
    begun = time.monotonic()
    answer = await api.ask(OFFICER, HOSTILE[title])
    assert time.monotonic() - begun < PATIENCE_SECONDS
    assert answer.code in REFUSALS
    assert answer.field in {"query", "operationName"}
    assert "data" not in answer.body


def test_judging_nested_fragments_takes_time_by_their_number_and_not_by_two_to_it() -> None:
    judge = Judge(schema.catalogue.schema)

    def seconds(levels: int) -> float:
        begun = time.process_time()
        for _ in range(5):
            with pytest.raises((DomainError, DocumentErrors)):
                judge.judged(nested_fragments(levels))
        return time.process_time() - begun

    assert seconds(36) < 20 * (seconds(12) + 0.01)


async def test_refused_documents_do_not_push_good_ones_out_of_the_memory(api: Api) -> None:
    good = "{ viewer { staff { login } } }"
    assert (await api.ask(OFFICER, good)).data
    for hostile in HOSTILE.values():
        await api.ask(OFFICER, hostile)
    assert (await api.ask(OFFICER, good)).data


async def test_a_document_with_two_named_operations_runs_the_one_that_is_named(api: Api) -> None:
    document = "query A { viewer { staff { login } } } query B { products { code } }"
    answer = await api.send({"query": document, "operationName": "B"}, OFFICER)
    assert list(answer.data) == ["products"]
    for name in (None, "", "C"):
        refused = await api.send({"query": document, "operationName": name}, OFFICER)
        assert (refused.code, refused.field) == ("REQUEST_DOCUMENT_REFUSED", "operationName")


async def test_no_refusal_suggests_what_the_schema_holds(api: Api) -> None:
    for document in (
        "{ viewe { operations } }",
        "{ viewer { operation } }",
        "{ customers(firs: 1) { totalCount } }",
        "query($a: LoanStat) { loans(state: $a) { totalCount } }",
        "{ ... on Quer { viewer { operations } } }",
    ):
        answer = await api.ask(OFFICER, document)
        assert answer.code == "REQUEST_DOCUMENT_REFUSED"
        assert "Did you mean" not in answer.response.text


async def test_many_wrong_variables_are_told_five_at_a_time(api: Api) -> None:
    rows = [{"login": number} for number in range(60)]
    answer = await api.do("admin1.hq", "importStaff", "created", rows=rows, dryRun=True)
    assert answer.code == "REQUEST_VARIABLES_REFUSED"
    assert len(answer.errors) == 5
    assert answer.field == "rows[0].login"


async def test_no_document_and_no_variable_reaches_a_log(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "11010119850101981X"
    logged = io.StringIO()
    configure("DEBUG", logged)
    await api.ask(OFFICER, f'{{ customers(search: "{secret}") {{ totalCoun }} }}')
    await api.ask(OFFICER, f'{{ customers(search: "{secret}" {{')
    await api.ask(OFFICER, f'{{ customers(search: "{secret}") {{ totalCount }} }}')
    await api.ask(OFFICER, "query($s: Int) { customers(first: $s) { totalCount } }", s=secret)
    await api.do(OFFICER, "revealCustomer", "data { name }", customerId=secret, fields=[secret], reason=secret)
    assert logged.getvalue().count('"event":"request"') == 5
    assert secret not in logged.getvalue()
    told = capsys.readouterr()
    assert secret not in told.out + told.err


@pytest.mark.parametrize("query", ["{ __schema { types { name } } }", '{ __type(name: "Loan") { fields { name } } }'])
async def test_the_schema_tells_about_itself_in_demo_and_test_only(api: Api, query: str) -> None:
    for mode, asked, told in (
        (Mode.TEST, False, True),
        (Mode.DEMO, False, True),
        (Mode.PRODUCTION, False, False),
        (Mode.PRODUCTION, True, True),
    ):
        settings = api.house.settings.model_copy(update={"mode": mode, "introspection": asked})
        answer = await post(replace(api.house, settings=settings), await api.headers(OFFICER), query)
        assert (answer.code is None) == told
        assert told or answer.code == "REQUEST_DOCUMENT_REFUSED"


async def test_the_introspection_that_tools_send_is_not_too_deep(api: Api) -> None:
    answer = await api.ask(OFFICER, get_introspection_query(input_value_deprecation=True, schema_description=True))
    assert "Loan" in [kind["name"] for kind in answer.data["__schema"]["types"]]


async def test_typename_is_told_in_production_too(api: Api) -> None:
    settings = api.house.settings.model_copy(update={"mode": Mode.PRODUCTION})
    answer = await post(replace(api.house, settings=settings), await api.headers(OFFICER), "{ __typename }")
    assert answer.data == {"__typename": "Query"}


async def post(house: House, headers: dict[str, str], document: str) -> Answer:
    """Ask another process of the same house."""
    transport = httpx.ASGITransport(build_app(house).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        response = await client.post("/graphql", json={"query": document}, headers=headers)
    return Answer(response, response.json()).check()


async def test_a_get_request_reads_and_changes_nothing(api: Api) -> None:
    headers = await api.headers(OFFICER)
    read = await api.client.get("/graphql", params={"query": "{ viewer { staff { login } } }"}, headers=headers)
    assert read.json()["data"] == {"viewer": {"staff": {"login": OFFICER}}}
    verb = 'mutation { beginProspect(input: {idempotencyKey: "k"}) { customer { id } } }'
    refused = await api.client.get("/graphql", params={"query": verb}, headers=headers)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert refused.json()["errors"][0]["extensions"]["code"] == "REQUEST_METHOD_NOT_ALLOWED"


BAD_BODIES: dict[str, Any] = {
    "no query": {"variables": {}},
    "an empty query": {"query": ""},
    "a query that is a number": {"query": 1},
    "variables that are a list": {"query": "{ viewer { operations } }", "variables": []},
    "an operation name that is a number": {"query": "{ viewer { operations } }", "operationName": 1},
    "a list": [{"query": "{ viewer { operations } }"}],
}


@pytest.mark.parametrize("title", BAD_BODIES)
async def test_a_body_that_is_no_request_is_refused(api: Api, title: str) -> None:
    answer = await api.send(BAD_BODIES[title], OFFICER)
    assert answer.response.status_code == 400
    assert answer.code is not None


async def test_the_modern_media_type_tells_a_refused_document_by_its_status(api: Api) -> None:
    modern = "application/graphql-response+json"
    answer = await api.send({"query": "{ nothing }"}, OFFICER, Accept=modern)
    assert answer.response.status_code == 400
    assert answer.response.headers["content-type"].startswith(modern)
    assert (await api.send({"query": "{ viewer { operations } }"}, OFFICER, Accept=modern)).response.status_code == 200


async def test_errors_come_in_the_order_of_the_document(api: Api) -> None:
    fields = " ".join(f'r{number}: application(id: "nobody") {{ number }}' for number in range(12))
    answer = await api.ask(OFFICER, f"{{ {fields} }}")
    assert [error["path"] for error in answer.errors] == [[f"r{number}"] for number in range(12)]
