"""What the front door adds to answers, and what it does when the application fails."""

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.errors import AnswerCutShort, Errors
from server.front.exact import Exact
from server.kit.errors import Conflict
from tests.server.front.asgi import call
from tests.server.front.conftest import TABLE, build, lender


async def test_a_page_gets_its_nonce_and_a_strict_policy(app: ASGIApp) -> None:
    reply = await call(app, path="/page")
    nonce = reply.scope["state"]["csp_nonce"]
    policy = reply.headers["content-security-policy"]
    assert f"script-src 'self' 'nonce-{nonce}'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["x-frame-options"] == "DENY"
    assert reply.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=(self), geolocation=(self), microphone=()" in reply.headers["permissions-policy"]
    assert nonce.encode() in reply.body
    assert (await call(app, path="/page")).scope["state"]["csp_nonce"] != nonce


async def test_every_answer_even_a_refusal_carries_the_headers(app: ASGIApp) -> None:
    for reply in (await call(app, path="/seen"), await call(app, "PURGE"), await call(app, path="/nowhere")):
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
        assert len(reply.headers["x-request-id"]) == 32


async def test_one_path_passes_the_router_by_and_no_other_does() -> None:
    async def quick(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body"})

    app = build(Exact("/seen", quick, lender()))
    assert (await call(app, path="/seen")).status == 299
    redirected = await call(app, path="/seen/")
    assert (redirected.status, redirected.headers["location"]) == (307, "http://lender.example/seen")
    assert (await call(app, path="/page")).status == 200


async def test_hsts_is_spoken_over_https_only(app: ASGIApp) -> None:
    assert "strict-transport-security" not in (await call(app, path="/seen")).headers
    secure = await call(app, path="/seen", scheme="https")
    assert secure.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_what_the_application_sets_itself_is_kept() -> None:
    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"cache-control", b"max-age=60"), (b"content-security-policy", b"default-src 'self'")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body"})

    reply = await call(build(inner))
    assert reply.headers["cache-control"] == "max-age=60"
    assert reply.headers["content-security-policy"] == "default-src 'self'"


async def test_the_unforeseen_is_masked_and_coded(app: ASGIApp) -> None:
    reply = await call(app, path="/fail")
    assert (reply.status, reply.code) == (500, "server.unforeseen")
    assert reply.json["requestId"] == reply.headers["x-request-id"]
    assert b"11010519491231002X" not in reply.body
    assert b"LookupError" not in reply.body


def raising(error: Exception, *, after: int = 0) -> ASGIApp:
    """An application that fails after so many messages of its answer."""

    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        if after > 0:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    return inner


async def test_a_failure_under_graphql_has_the_shape_of_graphql() -> None:
    reply = await call(build(raising(ValueError("secret"))), path="/graphql")
    assert reply.status == 500
    assert reply.json["errors"][0]["extensions"]["code"] == "SERVER_UNFORESEEN"


async def test_a_refusal_that_nobody_answered_is_answered_by_its_own_code() -> None:
    reply = await call(build(raising(Conflict())))
    assert (reply.status, reply.code) == (409, "object.conflict")


@pytest.mark.parametrize("error", [ClientDisconnect(), ExceptionGroup("both", [ClientDisconnect()])])
async def test_a_client_that_has_left_is_no_error(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    reply = await call(build(raising(error)))
    assert reply.status == 0
    assert "unforeseen" not in capsys.readouterr().out


async def test_a_lost_connection_to_something_else_is_an_error() -> None:
    assert (await call(build(raising(ConnectionResetError())))).status == 500


async def test_a_failure_in_the_middle_of_an_answer_breaks_the_connection() -> None:
    with pytest.raises(AnswerCutShort):
        await call(build(raising(ValueError("secret"), after=1)))


async def test_a_500_that_the_application_means_passes_as_it_is() -> None:
    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 500, "headers": []})
        await send({"type": "http.response.body", "body": b"mine"})

    assert (await call(build(inner))).body == b"mine"


async def test_lifespan_passes_through_every_layer() -> None:
    seen: list[str] = []

    async def inner(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(_message: Message) -> None: ...

    await build(inner)({"type": "lifespan"}, receive, send)
    assert seen == ["lifespan"]


async def test_errors_alone_answers_without_the_other_layers() -> None:
    reply = await call(Errors(raising(ValueError()), TABLE))
    assert reply.json["requestId"] == ""


async def good() -> None: ...


async def bad() -> None:
    message = "password=hunter2"
    raise OSError(message)


async def no() -> bool:
    return False


async def test_health_needs_nothing_and_ready_names_each_check() -> None:
    app = build(raising(ValueError()), checks={"database": good, "migrations": bad, "bank": no})
    assert (await call(app, path="/health")).json == {"status": "alive"}
    reply = await call(app, path="/ready")
    assert reply.status == 503
    assert reply.json == {
        "status": "not_ready",
        "checks": {"database": "ok", "migrations": "failed", "bank": "failed"},
    }
    assert b"hunter2" not in reply.body
    ready = await call(build(raising(ValueError()), checks={"database": good}), path="/ready")
    assert (ready.status, ready.json["status"]) == (200, "ready")


async def test_a_flood_of_ready_asks_the_checks_once() -> None:
    asked: list[int] = []

    async def count() -> None:
        asked.append(1)

    app = build(raising(ValueError()), checks={"database": count})
    for _ in range(20):
        await call(app, path="/ready")
    assert len(asked) < 20


async def test_head_gets_headers_without_a_body() -> None:
    reply = await call(build(raising(ValueError())), "HEAD", "/health")
    assert (reply.status, reply.body) == (200, b"")
