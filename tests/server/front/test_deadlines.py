"""Slow and half-open clients are cut by a real uvicorn; quick ones never notice."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.server.front.live import content, serving, status, until_closed

GET = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST /session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
BIG = 64_000_000


async def test_half_open_sockets_are_closed_in_silence(app: ASGIApp) -> None:
    async with serving(app, headers_seconds=0.2) as live:
        answers = await asyncio.gather(*(live.ask() for _ in range(50)))
        assert set(answers) == {b""}
        assert live.cuts == ["headers"] * 50


@pytest.mark.parametrize("start", [b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX-A: ", b"\r\n"])
async def test_headers_that_never_end_are_answered_408_and_cut(app: ASGIApp, start: bytes) -> None:
    async with serving(app, headers_seconds=0.2) as live:
        answer = await live.ask(start)
        assert (status(answer), content(answer)["code"]) == (408, "request.timed_out")


async def test_a_slow_loris_gains_nothing_by_each_byte(app: ASGIApp) -> None:
    """The deadline runs from the first byte, not from the last one."""
    async with serving(app, headers_seconds=0.5) as live:
        reader, writer = await live.connect()
        closing = asyncio.create_task(until_closed(reader))
        writer.write(b"GET /health HTTP/1.1\r\nHost: a\r\n")
        async with asyncio.timeout(20):
            while not closing.done():
                writer.write(b"X: y\r\n")
                await asyncio.sleep(0.05)
        assert status(await closing) == 408
        writer.close()


async def test_the_server_answers_others_while_it_waits_for_slow_clients(app: ASGIApp) -> None:
    async with serving(app, headers_seconds=30) as live:
        held = [await live.connect() for _ in range(100)]
        for _, writer in held:
            writer.write(b"GET / HT")
        answer = await live.ask(GET.replace(b"Host", b"Connection: close\r\nHost"))
        assert status(answer) == 200
        for _, writer in held:
            writer.close()


@pytest.mark.parametrize("start", [b"", b'{"a":'])
async def test_a_body_that_never_ends_is_answered_408_and_cut(app: ASGIApp, start: bytes) -> None:
    async with serving(app, body_seconds=0.2) as live:
        answer = await live.ask(POST, start)
        assert (status(answer), content(answer)["field"]) == (408, "body")
        assert live.cuts == ["body"]


async def test_a_chunked_body_that_trickles_is_cut(app: ASGIApp) -> None:
    head = POST.replace(b"Content-Length: 20", b"Transfer-Encoding: chunked")
    async with serving(app, body_seconds=0.3) as live:
        reader, writer = await live.connect()
        closing = asyncio.create_task(until_closed(reader))
        writer.write(head)
        async with asyncio.timeout(20):
            while not closing.done():
                writer.write(b"1\r\n \r\n")
                await asyncio.sleep(0.05)
        assert status(await closing) == 408
        writer.close()


async def test_an_upload_that_keeps_its_rate_may_take_longer_than_a_body(app: ASGIApp) -> None:
    head = b"PUT /uploads HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/octet-stream\r\n"
    async with serving(app, body_seconds=1, upload_prefixes=("/uploads",), upload_bytes_per_second=1_000) as live:
        reader, writer = await live.connect()
        writer.write(head + b"Content-Length: 25000\r\n\r\n")
        for _ in range(25):
            writer.write(b"x" * 1_000)
            await asyncio.sleep(0.06)
        assert content(await until_closed(reader)) == {"bytes": 25_000}
        writer.close()
        stalled = await live.ask(head + b"Content-Length: 25000\r\n\r\n", b"x" * 100)
        assert status(stalled) == 408


async def late(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads its body, then takes its time."""
    await Request(scope, receive).body()
    await asyncio.sleep(0.6)
    await PlainTextResponse("late")(scope, receive, send)


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(b"x" * BIG)(scope, receive, send)


async def test_an_application_that_takes_its_time_is_not_the_clients_fault() -> None:
    async with serving(late, headers_seconds=0.2, body_seconds=0.2) as live:
        request = POST.replace(b"Host", b"Connection: close\r\nHost") + b'{"a":1,"b":2,"c":34}'
        assert content_text(await live.ask(request)) == b"late"
        assert live.cuts == []


def content_text(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


async def test_a_reader_that_stops_reading_is_cut() -> None:
    async with serving(large, reader_seconds=0.3) as live:
        reader, writer = await live.connect(limit=1024)
        writer.write(GET)
        await writer.drain()
        async with asyncio.timeout(20):
            await live.cut.wait()
        assert live.cuts == ["reader"]
        assert len(await until_closed(reader)) < BIG
        writer.close()


async def test_an_idle_connection_and_one_with_half_a_next_request_are_closed(app: ASGIApp) -> None:
    async with serving(app, keep_alive_seconds=1, headers_seconds=0.3) as live:
        assert status(await live.ask(GET)) == 200
        reader, writer = await live.connect()
        writer.write(GET)
        await reader.readuntil(b"}")
        writer.write(b"GET /hea")
        assert status(await until_closed(reader)) == 408
        writer.close()


async def test_a_connection_serves_only_so_many_requests(app: ASGIApp) -> None:
    async with serving(app, keep_alive_requests=3) as live:
        answers = await live.ask(*[GET] * 3)
        assert answers.count(b"HTTP/1.1 200") == 3
        assert b"connection: close" in answers


async def test_headers_without_end_are_refused_by_their_size(app: ASGIApp) -> None:
    async with serving(app, headers_bytes=65_536) as live:
        answer = await live.ask(b"GET / HTTP/1.1\r\nHost: a\r\nX-A: ", b"x" * 400_000)
        assert status(answer) in {0, 431}
        assert live.cuts == ["size"]


async def test_trailers_without_end_are_refused_by_their_size(app: ASGIApp) -> None:
    head = POST.replace(b"Content-Length: 20", b"Transfer-Encoding: chunked")
    async with serving(app) as live:
        await live.ask(head, b"2\r\n{}\r\n0\r\n", *[b"X-T: " + b"x" * 60_000 + b"\r\n"] * 5)
        assert live.cuts == ["size"]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"HELLO\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
)
async def test_what_is_no_http_gets_a_coded_4xx(app: ASGIApp, request_bytes: bytes) -> None:
    async with serving(app, headers_seconds=0.5, body_seconds=0.5) as live:
        answer = await live.ask(request_bytes)
        assert 400 <= status(answer) < 500


async def test_a_refused_50_mb_upload_reads_its_answer(app: ASGIApp) -> None:
    """The rest of the body is taken and dropped: closing at once would reset the connection under the answer."""
    head = b"PUT /uploads HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
    async with serving(app, keep_alive_seconds=1) as live:
        answer = await live.ask(head + b"Content-Length: 50000000\r\n\r\n", *[b"x" * 500_000] * 100)
        assert (status(answer), content(answer)["code"]) == (413, "request.body_too_large")
