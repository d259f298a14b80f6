"""The twelve checks of GraphQL Cop, each sent to a house in production, the way that tool sends it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.app import build_app
from server.settings import Mode
from tests.fixtures.api import BASE, CODES, Api, digest

pytestmark = pytest.mark.usefixtures("shares_database")

OFFICER = "officer.east1"
VERB = 'mutation { beginProspect(input: {idempotencyKey: "k"}) { customer { id } } }'


@pytest.fixture
async def production(api: Api) -> AsyncIterator[Api]:
    """The same house as it runs in production."""
    house = replace(api.house, settings=api.house.settings.model_copy(update={"mode": Mode.PRODUCTION}))
    transport = httpx.ASGITransport(build_app(house).asgi, client=("203.0.113.9", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield replace(api, house=house, client=client)


def refused(response: httpx.Response, code: str, *, status: int = 200) -> dict[str, Any]:
    """The refusal, coded, of a request that ran nothing."""
    body: dict[str, Any] = response.json()
    assert response.status_code == status
    assert "data" not in body
    assert 1 <= len(body["errors"]) <= 5
    assert body["errors"][0]["extensions"]["code"] == code
    assert code in CODES
    return body


async def test_1_aliases_cannot_be_heaped(production: Api) -> None:
    text = "query cop { " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }"
    refused(await production.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_BEYOND_LIMIT")


async def test_2_a_list_of_requests_is_no_request(production: Api) -> None:
    batch = [{"query": "query cop { __typename }"}] * 10
    refused(await production.client.post("/graphql", json=batch), "REQUEST_JSON_NOT_OBJECT", status=400)


async def test_3_a_get_reads_for_whoever_shows_a_token_and_for_no_cookie(production: Api) -> None:
    session = await production.log_in(OFFICER)
    cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items() if value)
    assert cookies
    asked = {"query": "query cop { viewer { staff { login } } }"}
    by_cookie = await production.client.get("/graphql", params=asked, headers={"Cookie": cookies})
    assert by_cookie.json()["errors"][0]["extensions"]["code"] == "ACCESS_UNAUTHENTICATED"
    by_token = await production.client.get("/graphql", params=asked, headers=await production.headers(OFFICER))
    assert by_token.json()["data"] == {"viewer": {"staff": {"login": OFFICER}}}
    assert "no-store" in by_token.headers["cache-control"]


async def test_4_a_get_changes_nothing(production: Api, owner: AsyncSession) -> None:
    headers = await production.headers(OFFICER)
    before = await digest(owner)
    response = await production.client.get("/graphql", params={"query": VERB}, headers=headers)
    refused(response, "REQUEST_METHOD_NOT_ALLOWED", status=405)
    beside = "query A { __typename } " + VERB.replace("mutation", "mutation B")
    named = {"query": beside, "operationName": "B"}
    refused(
        await production.client.get("/graphql", params=named, headers=headers), "REQUEST_METHOD_NOT_ALLOWED", status=405
    )
    assert await digest(owner) == before


FORMS = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/graphql"]


@pytest.mark.parametrize("kind", FORMS)
async def test_5_what_a_foreign_form_can_send_is_not_taken(production: Api, owner: AsyncSession, kind: str) -> None:
    headers = await production.headers(OFFICER) | {"Content-Type": kind}
    before = await digest(owner)
    sent = httpx.QueryParams({"query": VERB})
    response = await production.client.post("/graphql", content=str(sent), headers=headers)
    refused(response, "REQUEST_MEDIA_TYPE_UNSUPPORTED", status=415)
    assert await digest(owner) == before


async def test_6_no_tracing_and_no_debugging_stands_in_an_answer(production: Api) -> None:
    for text in ("query cop { __typename }", "query cop { viewer { operations } }", "query cop { nothing }"):
        answer = await production.send({"query": text, "extensions": {"tracing": True, "debug": True}})
        assert set(answer.body.get("extensions", {})) <= {"cost"}
        for word in ("tracing", "stacktrace", "exception", "Traceback", "debug", ".py"):
            assert word not in answer.response.text


async def test_7_a_field_cannot_be_repeated_without_end(production: Api) -> None:
    text = "query cop { " + "__typename \n" * 500 + " }"
    refused(await production.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_BEYOND_LIMIT")


async def test_8_no_suggestion_helps_to_guess_names(production: Api) -> None:
    for text in ("query cop { __schema { directive } }", "query cop { viewe { operations } }", "{ loan(i: 1) { id } }"):
        body = refused(await production.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_REFUSED")
        assert "Did you mean" not in str(body)


@pytest.mark.parametrize("path", ["/graphql", "/graphiql", "/playground", "/console", "/altair", "/voyager"])
async def test_9_no_workbench_is_served(production: Api, path: str) -> None:
    response = await production.client.get(path, headers={"Accept": "text/html"})
    for word in ("graphiql", "GraphiQL", "playground", "Playground", "altair", "Apollo"):
        assert word not in response.text


@pytest.mark.parametrize("text", ["query cop { __schema { types { name } } }", '{ __type(name: "Loan") { name } }'])
async def test_10_the_schema_does_not_tell_about_itself(production: Api, text: str) -> None:
    refused(await production.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_REFUSED")


async def test_11_directives_cannot_be_heaped(production: Api) -> None:
    for written in ("@aa" * 10, "@aa" * 50, "@include(if: true)" * 50):
        response = await production.client.post("/graphql", json={"query": f"query cop {{ __typename {written} }}"})
        assert "data" not in response.json()
        assert 1 <= len(response.json()["errors"]) <= 5


async def test_12_introspection_cannot_go_in_circles_even_where_it_is_open(api: Api, production: Api) -> None:
    text = "query cop { __schema { types { " + "fields { type { " * 4 + "name" + " } }" * 4 + " } } }"
    for house in (api, production):
        refused(await house.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_TOO_COSTLY")


async def test_beside_the_twelve_fragments_cannot_go_in_circles(production: Api) -> None:
    text = "query cop { ...a } fragment a on Query { __typename ...b } fragment b on Query { __typename ...a }"
    refused(await production.client.post("/graphql", json={"query": text}), "REQUEST_DOCUMENT_REFUSED")
