"""Log, figures and spans say what happened in general terms and nothing about whom it happened to."""

import io
import json
import logging
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry

from server.front.log_setup import configure
from server.front.redaction import redact, redact_text
from server.front.tracing import build_tracer_provider, provider_with
from tests.server.front.asgi import call, post
from tests.server.front.conftest import build, lender

ID_NUMBER = "11010519491231002X"
PHONE = "13912345678"
CARD = "6222020200012345678"
SECRETS = [ID_NUMBER, PHONE, CARD, "hunter2", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    configure("DEBUG", stream)
    yield stream
    structlog.reset_defaults()
    root.handlers, root.level = before[0], before[1]


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_one_line_a_request_without_path_query_or_body(lines: io.StringIO) -> None:
    app = build(lender())
    await post(
        app, json.dumps({"password": "hunter2", "phone": PHONE}).encode(), path="/session/token-abc?card=" + CARD
    )
    [line] = [entry for entry in read(lines) if entry["event"] == "request"]
    assert (line["method"], line["route"], line["status"], line["client"]) == ("POST", "session", 404, "203.0.113.9")
    assert line["duration_ms"] >= 0
    assert len(line["request_id"]) == 32
    assert not any(secret in lines.getvalue() for secret in [*SECRETS, "token-abc"])


async def test_what_a_proxy_or_a_client_invents_is_masked_in_that_line_too(lines: io.StringIO) -> None:
    app = build(lender(), trusted_proxies=(ip_network("203.0.113.9"),))
    await call(app, "PURGE" + PHONE, headers=[("x-request-id", CARD)])
    [line] = [entry for entry in read(lines) if entry["event"] == "request"]
    assert (line["request_id"], line["method"], line["status"]) == ("***5678", "PURGE***5678", 405)
    assert not any(secret in lines.getvalue() for secret in SECRETS)


async def test_the_line_of_a_request_can_be_left_out(lines: io.StringIO) -> None:
    assert (await call(build(lender(), access_log=False), path="/seen")).status == 200
    await call(build(lender(), access_log=False), path="/fail")
    events = [entry["event"] for entry in read(lines)]
    assert "unforeseen" in events
    assert "request" not in events


async def test_a_failure_is_a_warning_and_the_level_holds(lines: io.StringIO) -> None:
    await call(build(lender()), path="/fail")
    assert [entry["level"] for entry in read(lines) if entry["event"] == "request"] == ["warning"]
    quiet = io.StringIO()
    configure("WARNING", quiet)
    await call(build(lender()), path="/seen")
    assert quiet.getvalue() == ""


async def test_an_exception_is_logged_by_request_id_and_masked(lines: io.StringIO) -> None:
    reply = await call(build(lender()), path="/fail")
    [line] = [entry for entry in read(lines) if entry["event"] == "unforeseen"]
    assert line["request_id"] == reply.headers["x-request-id"]
    assert "LookupError" in line["exception"]
    assert ID_NUMBER not in lines.getvalue()


async def test_the_actor_is_named_when_the_application_says_who_it_was(lines: io.StringIO) -> None:
    async def inner(scope: Any, receive: Any, send: Any) -> None:
        scope["state"]["actor_id"] = "0190-actor"
        await lender()(scope, receive, send)

    await call(build(inner), path="/seen")
    assert read(lines)[-1]["actor_id"] == "0190-actor"


def test_the_standard_librarys_log_is_json_and_masked_too(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("customer %s phone %s", ID_NUMBER, PHONE)
    assert read(lines)[-1]["event"] == "customer ***002X phone ***5678"
    logging.getLogger("uvicorn.access").info("GET /?card=%s", CARD)
    assert CARD not in lines.getvalue()


@pytest.mark.parametrize("secret", SECRETS[:3])
@pytest.mark.parametrize("frame", ["{}", "客户{}的", "id={},", "'{}'", "x:{}\n", "number{}"])
def test_personal_numbers_are_masked_wherever_they_stand(secret: str, frame: str) -> None:
    assert secret not in redact_text(frame.format(secret))


@pytest.mark.parametrize(
    "text",
    [
        "139 1234 5678",
        "139-1234-5678",
        "+86 13912345678",
        "6222 0202 0001 2345 678",
        "110105491231002",
        "１３９１２３４５６７８",
    ],
)
def test_other_ways_to_write_a_number_are_masked(text: str) -> None:
    assert redact_text(text).startswith("***")


@pytest.mark.parametrize("text", ["Bearer abcdef123456", "Basic dXNlcjpwYXNz", SECRETS[4], "A" * 43])
def test_credentials_are_masked_whole(text: str) -> None:
    assert redact_text(f"header {text}") == "header ***"


@pytest.mark.parametrize(
    "text",
    [
        "019a1b2c-1234-7123-8123-123456789012",
        "0123456789abcdef0123456789abcdef",
        "2026-11-22T15:44:01.123456Z",
        "amount_fen=4999999",
        "0.12345678901234567",
        "1763826296123",
        "loan.already_disbursed",
    ],
)
def test_what_a_line_is_found_by_stays(text: str) -> None:
    assert redact_text(text) == text


def test_values_are_masked_by_their_key_at_any_depth() -> None:
    event = {"event": "x", "a": {"password": "hunter2", "list": [{"phone": 1, "n": int(PHONE)}]}, "n": 5, "ok": True}
    masked = redact(None, "info", event)
    assert masked == {
        "event": "x",
        "a": {"password": "***", "list": [{"phone": "***", "n": "***5678"}]},
        "n": 5,
        "ok": True,
    }


@settings(deadline=None)
@given(st.text(alphabet="0123456789X -客a", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = redact_text(text)
    assert redact_text(once) == once


async def test_figures_count_by_class_of_route_and_stay_local() -> None:
    registry = CollectorRegistry()
    app = build(lender(), registry=registry)
    await call(app, path="/seen/13912345678")
    await post(app, b"[]")
    labels = {"route": "graphql", "method": "POST", "status": "400"}
    assert registry.get_sample_value("jiedai_http_requests_total", labels) == 1
    assert registry.get_sample_value("jiedai_http_requests_open") == 0
    assert (await call(app, path="/metrics")).status == 404
    page = await call(app, path="/metrics", client=("127.0.0.1", 1))
    assert b'jiedai_http_requests_total{method="GET",route="app",status="404"} ' in page.body
    assert PHONE.encode() not in page.body


async def test_an_invented_method_makes_no_new_series() -> None:
    registry = CollectorRegistry()
    await call(build(lender(), registry=registry), "X" * 20)
    labels = {"route": "app", "method": "other", "status": "405"}
    assert registry.get_sample_value("jiedai_http_requests_total", labels) == 1


async def test_a_span_holds_route_status_and_request_but_no_path() -> None:
    exporter = InMemorySpanExporter()
    provider = provider_with(SimpleSpanProcessor(exporter), service="test")
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    reply = await call(
        build(lender(), tracer_provider=provider), path="/seen/" + PHONE, headers=[("traceparent", trace)]
    )
    [span] = exporter.get_finished_spans()
    assert span.name == "GET app"
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "app",
        "http.response.status_code": 404,
        "jiedai.request_id": reply.headers["x-request-id"],
    }
    assert span.parent is None
    provider.shutdown()


async def test_without_an_endpoint_there_is_no_tracing() -> None:
    assert build_tracer_provider(None) is None
    assert build_tracer_provider("") is None


async def test_a_configured_endpoint_gives_a_provider() -> None:
    provider = build_tracer_provider("http://127.0.0.1:9")
    assert provider is not None
    provider.shutdown()
