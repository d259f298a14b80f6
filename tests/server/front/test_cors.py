"""Pages of other origins: who may ask, who may read, and which paths are nobody else's."""

from dataclasses import replace

import pytest
from pydantic import ValidationError
from starlette.types import ASGIApp

from server.front.paths import PathTable
from server.settings import Mode, Settings
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY
from tests.server.front.asgi import Headers, Reply, call, post
from tests.server.front.conftest import TABLE, build, lender

FRIEND = "https://board.example"
ALLOW = "access-control-allow-origin"
RULES = [replace(rule, cross_origin=rule.prefix == "/graphql") for rule in TABLE.rules]


@pytest.fixture
def shared() -> ASGIApp:
    return build(lender(), table=PathTable(RULES, TABLE.fallback), allowed_origins=frozenset({FRIEND}))


async def preflight(app: ASGIApp, origin: str, path: str = "/graphql", extra: Headers = ()) -> Reply:
    asked = [("origin", origin), ("access-control-request-method", "POST")]
    wanted = ("access-control-request-headers", "authorization,content-type")
    return await call(app, "OPTIONS", path, [*asked, wanted, *extra])


def cors_headers(reply: Reply) -> set[str]:
    return {name for name in reply.headers if name.startswith("access-control-")}


async def test_a_listed_origin_may_ask(shared: ASGIApp) -> None:
    reply = await preflight(shared, FRIEND)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers[ALLOW] == FRIEND
    assert reply.headers["access-control-allow-methods"] == "GET, POST"
    assert {"authorization", "content-type"} <= set(reply.headers["access-control-allow-headers"].split(", "))
    assert int(reply.headers["access-control-max-age"]) > 0
    assert reply.headers["vary"].startswith("Origin")
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://board.example",
        "https://board.example:8443",
        "https://board.example.evil.example",
        "https://xboard.example",
        "HTTPS://BOARD.EXAMPLE",
        "https://board.example/",
        "*",
    ],
)
async def test_no_other_origin_may(shared: ASGIApp, origin: str) -> None:
    reply = await preflight(shared, origin)
    assert (reply.status, reply.code) == (403, "request.origin_foreign")
    assert cors_headers(reply) == set()
    assert reply.headers["vary"].startswith("Origin")


async def test_an_origin_given_twice_is_nobodys(shared: ASGIApp) -> None:
    reply = await preflight(shared, FRIEND, extra=[("origin", FRIEND)])
    assert (reply.status, cors_headers(reply)) == (403, set())


@pytest.mark.parametrize("path", ["/session", "/uploads", "/page"])
async def test_a_path_that_is_not_shared_answers_no_preflight(shared: ASGIApp, path: str) -> None:
    reply = await preflight(shared, FRIEND, path)
    assert (reply.status, cors_headers(reply)) == (403, set())


async def test_without_a_list_nobody_may(app: ASGIApp) -> None:
    reply = await preflight(app, FRIEND)
    assert (reply.status, cors_headers(reply)) == (403, set())


async def test_options_that_is_no_preflight_is_a_method_like_any_other(shared: ASGIApp) -> None:
    reply = await call(shared, "OPTIONS", "/graphql", [("origin", FRIEND)])
    assert (reply.status, reply.code) == (405, "request.method_not_allowed")


async def test_an_oversized_preflight_is_refused(shared: ASGIApp) -> None:
    reply = await preflight(shared, FRIEND, extra=[("x-padding", "x" * 40_000)])
    assert (reply.status, cors_headers(reply)) == (431, set())


async def test_a_listed_origin_reads_answers_and_refusals(shared: ASGIApp) -> None:
    told = await post(shared, b'{"query":"{hello}"}', headers=[("origin", FRIEND)])
    assert told.json == {"data": {"hello": "hello world"}}
    refused = await post(shared, b"[", headers=[("origin", FRIEND)])
    assert refused.status == 400
    for reply in (told, refused):
        assert reply.headers[ALLOW] == FRIEND
        assert "x-request-id" in reply.headers["access-control-expose-headers"]
        assert reply.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in reply.headers


async def test_another_origin_reads_nothing_and_no_cache_mixes_the_two_up(shared: ASGIApp) -> None:
    for headers in ([("origin", "https://evil.example")], []):
        reply = await post(shared, b'{"query":"{hello}"}', headers=headers)
        assert cors_headers(reply) == set()
        assert reply.headers["vary"] == "Origin"


async def test_answers_of_other_paths_are_marked_for_nobody(shared: ASGIApp) -> None:
    reply = await call(shared, "GET", "/page", [("origin", FRIEND)])
    assert (reply.status, cors_headers(reply)) == (200, set())


def settings_with(origins: str) -> Settings:
    return Settings.model_validate(
        {
            "mode": Mode.TEST,
            "database_url": "postgresql+asyncpg://host/name",
            "master_key": MASTER_KEY,
            "token_key": TOKEN_KEY,
            "allowed_origins": origins,
        }
    )


def test_origins_are_listed_with_commas() -> None:
    listed = settings_with(" https://board.example, http://127.0.0.1:5173 ,")
    assert listed.allowed_origins == {"https://board.example", "http://127.0.0.1:5173"}
    assert settings_with("").allowed_origins == frozenset()


@pytest.mark.parametrize(
    "origin",
    ["*", "https://*.example", "https://a.example/", "https://A.example", "a.example", "null", "https://a.example:443"],
)
def test_what_no_browser_writes_is_no_origin(origin: str) -> None:
    with pytest.raises(ValidationError, match="no origin"):
        settings_with(origin)
