"""The link over HTTP: what is sent and signed; trouble on the way is pending or unknown, and never an exception."""

import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from server.connectors.links import HttpSources
from server.connectors.signing import is_signed, signed_headers
from server.kit.clock import FixedClock
from server.kit.ports import ReplyState, SourceQuestion
from tests.factories.connectors import BASE, SECRET, sources_on
from tests.fixtures.house import NOON

QUESTION = SourceQuestion("name_id", "N1", {"name": "王小明", "number": "1", "phone": "2"}, 1.0)
Handler = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]


def link_to(handler: Handler, **urls: str) -> HttpSources:
    return HttpSources(BASE, SECRET, urls=urls, clock=FixedClock(NOON), transport=httpx.MockTransport(handler))


async def test_a_question_goes_to_its_source_signed_and_its_answer_comes_back_by_number(tmp_path: Path) -> None:
    async with sources_on(FixedClock(NOON), tmp_path) as sources:
        asked = await sources.link.ask(QUESTION)
        assert asked.state is ReplyState.ANSWERED
        assert asked.content is not None
        assert json.loads(asked.content)["content"]["matched"] is True
        assert await sources.link.ask(QUESTION) == asked == await sources.link.fetch(QUESTION)
        assert sources.desk.taken["N1"].subject == dict(QUESTION.subject)
        never = SourceQuestion("tax", "N2", {}, 1.0)
        assert (await sources.link.fetch(never)).state is ReplyState.NOT_FOUND
        assert (await sources.link.fetch(SourceQuestion("tax", "N1", {}, 1.0))).state is ReplyState.NOT_FOUND
        other = SourceQuestion("name_id", "N1", {"number": "another"}, 1.0)
        refused = await sources.link.ask(other)
        assert (refused.state, refused.trouble) == (ReplyState.UNKNOWN, "NUMBER_TAKEN")


async def test_a_source_of_its_own_address_is_asked_there() -> None:
    paths: list[str] = []

    async def handler(request: httpx.Request) -> httpx.Response:
        paths.append(str(request.url))
        target = f"{request.method} {request.url.path}"
        assert is_signed(SECRET, request.headers, target=target, body=request.content, now=NOON)
        return httpx.Response(202, json={"number": "N1", "state": "PENDING"})

    await with_link(link_to(handler, name_id="https://id.example/api/"), ReplyState.PENDING)
    await with_link(link_to(handler), ReplyState.PENDING)
    assert paths == ["https://id.example/api/inquiries", f"{BASE}/v1/name_id/inquiries"]


async def with_link(link: HttpSources, expected: ReplyState, trouble: str | None = None) -> None:
    reply = await link.ask(QUESTION)
    await link.aclose()
    assert (reply.state, reply.trouble) == (expected, trouble)


def raising(error: Exception) -> Handler:
    async def handler(_: httpx.Request) -> httpx.Response:
        raise error

    return handler


def answering(response: httpx.Response) -> Handler:
    async def handler(_: httpx.Request) -> httpx.Response:
        return response

    return handler


TROUBLE = [
    (raising(httpx.ConnectError("refused")), ReplyState.UNKNOWN, "ConnectError"),
    (raising(httpx.ConnectTimeout("slow")), ReplyState.UNKNOWN, "ConnectTimeout"),
    (raising(httpx.RemoteProtocolError("cut")), ReplyState.UNKNOWN, "RemoteProtocolError"),
    (raising(httpx.ReadTimeout("late")), ReplyState.PENDING, "late"),
    (answering(httpx.Response(503, json={"code": "UNAVAILABLE"})), ReplyState.UNKNOWN, "UNAVAILABLE"),
    (answering(httpx.Response(500, text="<html>")), ReplyState.UNKNOWN, "HTTP_500"),
    (answering(httpx.Response(302, headers={"Location": "https://elsewhere.example"})), ReplyState.UNKNOWN, "HTTP_302"),
    (answering(httpx.Response(404, json={"number": "N9", "state": "NOT_FOUND"})), ReplyState.UNKNOWN, "HTTP_404"),
    (answering(httpx.Response(202, json={"number": "N9"})), ReplyState.UNKNOWN, "HTTP_202"),
    (answering(httpx.Response(200, content=b"x" * 1_000_001)), ReplyState.UNKNOWN, "answer_too_large"),
    (answering(httpx.Response(200, content=b"x")), ReplyState.ANSWERED, None),
]


@pytest.mark.parametrize(("handler", "state", "trouble"), TROUBLE)
async def test_trouble_on_the_way_is_told_and_never_raised(
    handler: Handler, state: ReplyState, trouble: str | None
) -> None:
    await with_link(link_to(handler), state, trouble)


def test_a_message_is_signed_for_its_target_and_its_five_minutes_only() -> None:
    headers = signed_headers(SECRET, "POST /v1/tax/inquiries", b"{}", NOON)
    target = "POST /v1/tax/inquiries"
    assert is_signed(SECRET, headers, target=target, body=b"{}", now=NOON + timedelta(minutes=5))
    assert not is_signed(SECRET, headers, target=target, body=b"{}", now=NOON + timedelta(minutes=6))
    assert not is_signed(SECRET, headers, target="POST /v1/name_id/inquiries", body=b"{}", now=NOON)
    assert not is_signed(SECRET, headers, target=target, body=b"{ }", now=NOON)
    assert not is_signed("", headers, target=target, body=b"{}", now=NOON)
