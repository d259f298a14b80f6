"""WebSockets over a real uvicorn: who may connect, and what a bad message leads to."""

import asyncio
import json

import pytest
from starlette.types import ASGIApp
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.server.front.live import Live, serving

PROTOCOL = Subprotocol("graphql-transport-ws")


def dial(live: Live, path: str = "/graphql", protocol: str = PROTOCOL, **more: str) -> connect:
    headers = {"Origin": more["origin"]} if "origin" in more else {}
    uri = f"ws://127.0.0.1:{live.port}{path}"
    return connect(uri, subprotocols=[Subprotocol(protocol)], additional_headers=headers, proxy=None)


async def greet(socket: ClientConnection) -> None:
    await socket.send('{"type":"connection_init"}')
    assert json.loads(await socket.recv()) == {"type": "connection_ack"}


async def test_a_subscription_runs_through_the_front_door(app: ASGIApp) -> None:
    async with serving(app) as live, dial(live, origin=f"http://127.0.0.1:{live.port}") as socket:
        await greet(socket)
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": "subscription{count}"}}))
        received = [json.loads(await socket.recv()) for _ in range(3)]
        assert [item["type"] for item in received] == ["next", "next", "complete"]


async def test_a_socket_outlives_the_idle_time_of_its_http_connection(app: ASGIApp) -> None:
    async with serving(app, keep_alive_seconds=1) as live, dial(live) as socket:
        await greet(socket)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 1.5)
        await socket.send('{"type":"ping"}')
        assert json.loads(await asyncio.wait_for(socket.recv(), 20)) == {"type": "pong"}


BAD: dict[str, str | bytes] = {
    "a list": "[]",
    "a number": "1",
    "no JSON": "{",
    "no type": "{}",
    "a type that is a number": '{"type":1}',
    "a string payload": '{"type":"connection_init","payload":"x"}',
    "a list payload": '{"type":"connection_init","payload":[]}',
    "a list id": '{"type":"subscribe","id":[],"payload":{"query":"{hello}"}}',
    "a number id": '{"type":"subscribe","id":1,"payload":{"query":"{hello}"}}',
    "no id": '{"type":"subscribe","payload":{"query":"{hello}"}}',
    "an empty id": '{"type":"complete","id":""}',
    "no payload": '{"type":"subscribe","id":"1"}',
    "no query": '{"type":"subscribe","id":"1","payload":{}}',
    "variables that are a list": '{"type":"subscribe","id":"1","payload":{"query":"{hello}","variables":[]}}',
    "depth": '{"type":"connection_init","payload":' + '{"a":' * 40 + "1" + "}" * 41,
    "a NUL": '{"type":"\\u0000"}',
    "more than 100 kB": '{"type":"ping","payload":{"a":"' + "x" * 100_000 + '"}}',
    "a binary frame": b"{}",
}


@pytest.mark.parametrize("shape", BAD)
async def test_a_bad_message_closes_with_4400(app: ASGIApp, shape: str) -> None:
    async with serving(app) as live, dial(live) as socket:
        await greet(socket)
        await socket.send(BAD[shape])
        async with asyncio.timeout(20):
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4400


@pytest.mark.parametrize(
    ("path", "protocol", "origin", "status", "code"),
    [
        ("/graphql", "graphql-ws", None, 400, "REQUEST_PROTOCOL_UNSUPPORTED"),
        ("/graphql", PROTOCOL, "https://evil.example", 403, "REQUEST_ORIGIN_FOREIGN"),
        ("/graphql", PROTOCOL, "null", 403, "REQUEST_ORIGIN_FOREIGN"),
        ("/graphql?a=%00", PROTOCOL, None, 400, "REQUEST_NUL_CHARACTER"),
        ("/page", PROTOCOL, None, 405, "request.method_not_allowed"),
    ],
)
async def test_a_handshake_that_is_refused_says_why(
    app: ASGIApp, path: str, protocol: str, origin: str | None, status: int, code: str
) -> None:
    more = {} if origin is None else {"origin": origin}
    async with serving(app) as live:
        with pytest.raises(InvalidStatus) as refused:
            async with dial(live, path, protocol, **more):
                pass
    assert refused.value.response.status_code == status
    assert code.encode() in (refused.value.response.body or b"")


async def test_an_accepted_socket_outlives_the_deadlines_of_http(app: ASGIApp) -> None:
    async with serving(app, headers_seconds=0.2, body_seconds=0.2) as live, dial(live) as socket:
        await asyncio.sleep(0.6)
        await greet(socket)
        assert live.cuts == []
