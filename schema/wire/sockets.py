"""Subscriptions over `graphql-transport-ws`: nothing else over a socket, and no other protocol.

The first message carries `accessToken`; who cannot show one is turned away. From then on the socket belongs to the
token's session: it outlives the token's quarter of an hour and ends with the session: the subscription that meets it
is told why, then the socket closes with 4403. Session and rights are checked again before each event
(`schema.wire.live`).

A reader who is too slow misses events, never the newest, and holds nobody up; one who reads nothing at all is cut off.
"""

import asyncio
from contextlib import suppress
from typing import Any

import orjson
import structlog
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from schema.kit.errors import DocumentRefused, coded
from schema.wire.callers import caller_of
from schema.wire.documents import DocumentErrors
from schema.wire.live import Follower
from schema.wire.rates import Rates
from schema.wire.watching import Watching
from server.front.refusals import answer
from server.kit.errors import DomainError, Unauthenticated, Unavailable
from server.kit.work import Caller, House

PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 10
SEND_SECONDS = 30
CLOSE_SECONDS = 5
SUBSCRIPTIONS_MAX = 20
BAD_REQUEST = 4400
UNAUTHORISED = 4401
FORBIDDEN = 4403
INIT_TIMEOUT = 4408
ID_TAKEN = 4409
INIT_TWICE = 4429
POLICY = 1008
TRY_AGAIN = 1013

_log = structlog.get_logger()


class Sockets:
    """The WebSocket half of /graphql: an ASGI application that counts its open sockets."""

    def __init__(self, house: House, watching: Watching) -> None:
        self._house = house
        self._watching = watching
        self._rates = Rates(house.settings)
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.open >= self._house.settings.sockets_max:
            _log.warning("sockets_full", open=self.open)
            await answer(scope, send, Unavailable(), graphql=True)
            return
        self.open += 1
        try:
            await Socket(WebSocket(scope, receive, send), self._house, self._watching, self._rates).run()
        finally:
            self.open -= 1


class Closed(Exception):
    """The server closes the socket, for this reason."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


class Socket:
    """One connection: a reader, and a writer of events; both send, one frame at a time."""

    def __init__(self, websocket: WebSocket, house: House, watching: Watching, rates: Rates) -> None:
        self._rates = rates
        self._websocket = websocket
        self._house = house
        self._watching = watching
        self._caller: Caller | None = None
        self._greeted = False
        self._followers: dict[str, Follower] = {}
        self._ready = asyncio.Event()
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        """Until either side closes."""
        await self._websocket.accept(PROTOCOL)
        tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            await self._close(next(iter(done)).exception())
        finally:
            for follower in self._followers.values():
                self._watching.live.leave(follower)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._watching.live.settled()

    async def _close(self, cause: BaseException | None) -> None:
        if isinstance(cause, TimeoutError):
            cause = Closed(POLICY, "Nothing is read")
        if isinstance(cause, Closed):
            with suppress(WebSocketDisconnect, TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._websocket.close(cause.code, cause.reason)
        elif cause is not None and not isinstance(cause, WebSocketDisconnect):
            raise cause

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                while self._caller is None:
                    await self._hear()
        except TimeoutError:
            raise Closed(INIT_TIMEOUT, "Connection initialisation timeout") from None
        while True:
            await self._hear()

    async def _hear(self) -> None:
        try:
            message = orjson.loads(await self._websocket.receive_text())
            kind, number, payload = message["type"], message.get("id", ""), message.get("payload") or {}
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            raise Closed(BAD_REQUEST, "Invalid message") from None
        match kind:
            case "connection_init":
                await self._greet(payload)
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(number, payload)
            case "complete":
                self._leave(number)
            case _:
                raise Closed(BAD_REQUEST, "Unknown message type")

    async def _greet(self, payload: dict[str, Any]) -> None:
        """Take the token. Turns away whoever has none that is good."""
        if self._greeted:
            raise Closed(INIT_TWICE, "Too many initialisation requests")
        self._greeted = True
        token = payload.get("accessToken")
        try:
            if not isinstance(token, str) or not token:
                raise Unauthenticated
            caller = await caller_of(self._house, self._websocket.scope, token)
        except Unavailable as error:
            raise Closed(TRY_AGAIN, error.enum_name) from error
        except DomainError as error:
            raise Closed(FORBIDDEN, error.enum_name) from error
        await self._send({"type": "connection_ack"})
        self._caller = caller

    async def _subscribe(self, number: str, payload: dict[str, Any]) -> None:
        if self._caller is None:
            raise Closed(UNAUTHORISED, "Unauthorized")
        if number in self._followers:
            raise Closed(ID_TAKEN, f"Subscriber for {number[:40]} already exists")
        try:
            if len(self._followers) >= SUBSCRIPTIONS_MAX:
                reason = f"more than {SUBSCRIPTIONS_MAX} subscriptions on a socket"
                raise DocumentRefused(field="query", reason=reason)
            self._rates.count(self._caller)
            follower = await self._watching.follow(self._caller, payload, self._ready, self._websocket)
        except DocumentErrors as refused:
            await self._refuse(number, refused.errors)
        except DomainError as error:
            await self._refuse(number, [GraphQLError(error.code, original_error=error)])
        else:
            self._followers[number] = follower
            self._watching.live.follow(follower)

    def _leave(self, number: str) -> None:
        follower = self._followers.pop(number, None)
        if follower is not None:
            self._watching.live.leave(follower)

    async def _refuse(self, number: str, errors: list[GraphQLError]) -> None:
        """The subscription has ended, or never began."""
        assert self._caller is not None
        shown = [coded(error, self._caller.request_id).formatted for error in errors]
        await self._send({"id": number, "type": "error", "payload": shown})

    async def _write(self) -> None:
        """Send what is pending, the newest event of each subscription."""
        while True:
            await self._ready.wait()
            self._ready.clear()
            for number, follower in list(self._followers.items()):
                if follower.error is not None:
                    await self._end(number, follower.error)
                event, follower.pending = follower.pending, None
                if event is not None:
                    name = orjson.dumps(number).decode()
                    await self._send_text(f'{{"id":{name},"type":"next","payload":{event}}}', follower)

    async def _end(self, number: str, error: DomainError) -> None:
        await self._refuse(number, [GraphQLError(error.code, original_error=error)])
        self._leave(number)
        if isinstance(error, Unauthenticated):
            raise Closed(FORBIDDEN, error.enum_name)

    async def _send(self, message: dict[str, Any]) -> None:
        await self._send_text(orjson.dumps(message).decode())

    async def _send_text(self, text: str, follower: Follower | None = None) -> None:
        """Raises TimeoutError when the client has not read for so long that nothing more fits."""
        async with asyncio.timeout(SEND_SECONDS), self._sending:
            if follower is None or follower.error is None:
                await self._websocket.send_text(text)
