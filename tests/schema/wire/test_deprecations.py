"""Deprecated parts: found in documents, counted by client, and announced in words that say until when they stay."""

import re

import httpx
import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, parse, validate
from prometheus_client import CollectorRegistry
from starlette.requests import HTTPConnection
from structlog.testing import capture_logs

from schema.root import Schema, build
from schema.root import schema as lender
from schema.wire.deprecations import DeprecationCounts, deprecated_parts, has_deprecations
from schema.wire.documents import Judge
from schema.wire.prepared import Prepared
from server.app import build_app
from tests.fixtures.api import BASE, Api
from tests.fixtures.sockets import socket_to

POLICY = re.compile(r"Since \d+\.\d+, goes with \d+\.\d+: .{5,}")
SDL = """
type Query {
  loan(id: ID!, number: String @deprecated(reason: "Since 0.2, goes with 0.4: use id."), state: State): Loan
  find(by: By, all: [By!]): Loan
}
input By { id: ID, number: String @deprecated(reason: "Since 0.2, goes with 0.4: use id.") }
enum State { ACTIVE GONE @deprecated(reason: "Since 0.2, goes with 0.4: nothing is gone.") }
interface Node { id: ID! oid: ID @deprecated(reason: "Since 0.2, goes with 0.4: use id.") }
type Loan implements Node {
  id: ID!
  oid: ID @deprecated(reason: "Since 0.2, goes with 0.4: use id.")
  sum: String @deprecated(reason: "Since 0.2, goes with 0.4: use principal.")
  principal: String
}
"""
TOY = build_schema(SDL)
USED = {
    "{ loan(id: 1) { id principal } }": set(),
    "{ loan(id: 1) { total: sum } }": {"Loan.sum"},
    "query Q { loan(id: 1) { ...P } } fragment P on Loan { sum }": {"Loan.sum"},
    "{ loan(id: 1) { ... on Node { oid } } }": {"Node.oid"},
    '{ loan(id: 1, number: "x") { id } }': {"Query.loan(number:)"},
    "query Q($n: String) { loan(id: 1, number: $n) { id } }": {"Query.loan(number:)"},
    "{ loan(id: 1, state: GONE) { id } }": {"State.GONE"},
    '{ find(by: {number: "x"}) { id } }': {"By.number"},
    '{ find(all: [{id: 1}, {number: "x"}]) { sum oid } }': {"By.number", "Loan.sum", "Loan.oid"},
    "{ __schema { types { name } } }": set(),
}


@pytest.mark.parametrize("document", USED)
def test_what_a_document_uses_of_what_goes_away_is_found(document: str) -> None:
    parsed = parse(document)
    assert validate(TOY, parsed) == []
    assert deprecated_parts(TOY, parsed) == USED[document]


@pytest.mark.parametrize(
    ("sdl", "found"),
    [
        ("type Query { a: Int }", False),
        ('type Query { a: Int @deprecated(reason: "x") }', True),
        ('type Query { a(b: Int @deprecated(reason: "x")): Int }', True),
        ('type Query { a(b: I): Int } input I { c: Int @deprecated(reason: "x") }', True),
        ('type Query { a: E } enum E { A B @deprecated(reason: "x") }', True),
    ],
)
def test_whether_anything_goes_away_is_known(sdl: str, *, found: bool) -> None:
    assert has_deprecations(build_schema(sdl)) is found


def test_a_judged_document_keeps_what_it_uses() -> None:
    judge = Judge(TOY)
    assert judge.judged("{ loan(id: 1) { sum } }").deprecated == {"Loan.sum"}
    assert judge.judged("{ loan(id: 1) { id } }").deprecated == frozenset()


def from_client(**headers: str) -> HTTPConnection:
    sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "headers": sent})


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ({}, "unnamed"),
        ({"x_client_name": "staff-app"}, "staff-app"),
        ({"x_client_name": "board"}, "board"),
        ({"x_client_name": "somebody"}, "other"),
        ({"x_client_name": "x" * 41}, "unnamed"),
        ({"x_client_name": "a\nb"}, "unnamed"),
        ({"x_client_name": "Bö"}, "unnamed"),
    ],
)
def test_uses_are_counted_by_known_clients(headers: dict[str, str], client: str) -> None:
    registry = CollectorRegistry()
    counts = DeprecationCounts(registry, frozenset({"board"}))
    for _ in range(2):
        counts.count(frozenset({"Loan.sum"}), from_client(**headers))
    assert registry.get_sample_value("jiedai_deprecated_uses_total", {"part": "Loan.sum", "client": client}) == 2


def test_the_labels_stay_few_and_each_client_stands_in_the_log_once() -> None:
    registry = CollectorRegistry()
    counts = DeprecationCounts(registry)
    with capture_logs() as told:
        for number in range(3_000):
            counts.count(frozenset({"Loan.sum"}), from_client(x_client_name=f"c{number % 300}", x_client_version="1.2"))
    assert len(told) == 300
    assert told[0] == {
        "event": "deprecated_part_used",
        "log_level": "warning",
        "part": "Loan.sum",
        "client": "c0",
        "client_version": "1.2",
    }
    samples = [sample for metric in registry.collect() for sample in metric.samples if sample.name.endswith("_total")]
    assert [(sample.labels["client"], sample.value) for sample in samples] == [("other", 3_000)]


def announcing() -> Schema:
    """The lender's schema, if its viewer went away."""
    built = build([Prepared])
    core = built._schema  # noqa: SLF001 - the executable schema
    assert core.query_type
    core.query_type.fields["viewer"].deprecation_reason = "Since 0.2, goes with 0.4: use me."
    return built


@pytest.mark.usefixtures("shares_database")
async def test_a_request_that_uses_what_goes_away_is_answered_and_counted(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.app.schema", announcing())
    transport = httpx.ASGITransport(build_app(api.house).asgi, client=("127.0.0.1", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as local:
        headers = await api.headers("officer.east1") | {"X-Client-Name": "graphiql"}
        for document in ("{ viewer { scopeKind } }", "{ viewer { scopeKind } }", "{ branches { code } }"):
            answer = await local.post("/graphql", json={"query": document}, headers=headers)
            assert "errors" not in answer.json()
        page = (await local.get("/metrics")).text
    counted = [line for line in page.splitlines() if line.startswith("jiedai_deprecated_uses_total")]
    assert counted == ['jiedai_deprecated_uses_total{client="graphiql",part="Query.viewer"} 2.0']


@pytest.mark.usefixtures("shares_database")
async def test_a_subscription_that_uses_what_goes_away_is_counted(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    built = build([Prepared])
    case = built.catalogue.schema.get_type("ApprovalCase")
    assert isinstance(case, GraphQLObjectType)
    case.fields["version"].deprecation_reason = "Since 0.2, goes with 0.4: it is gone."
    monkeypatch.setattr("server.app.schema", built)
    app = build_app(api.house)
    watched = "subscription { approvalInbox { totalCount nodes { version } } }"
    async with socket_to(app.asgi) as socket:
        await socket.greet((await api.headers("manager.east"))["Authorization"].removeprefix("Bearer "))
        await socket.say("subscribe", id="1", payload={"query": watched})
        event = await socket.hear()
        assert event is not None
        assert event["type"] == "next"
    transport = httpx.ASGITransport(app.asgi, client=("127.0.0.1", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as local:
        page = (await local.get("/metrics")).text
    assert 'jiedai_deprecated_uses_total{client="unnamed",part="ApprovalCase.version"} 1.0' in page


def reasons(schema: GraphQLSchema) -> list[str]:
    """Every reason for which something goes away."""
    found = []
    for kind in schema.type_map.values():
        if kind.name.startswith("__"):
            continue
        fields = list(getattr(kind, "fields", {}).values())
        arguments = [argument for field in fields for argument in getattr(field, "args", {}).values()]
        parts = [*fields, *arguments, *getattr(kind, "values", {}).values()]
        found += [part.deprecation_reason for part in parts if part.deprecation_reason is not None]
    return found


def test_whatever_goes_away_says_since_when_until_when_and_what_to_use() -> None:
    assert len(reasons(TOY)) == 6
    core = lender._schema  # noqa: SLF001 - the executable schema
    assert [reason for reason in reasons(TOY) + reasons(core) if not POLICY.fullmatch(reason)] == []
