"""The limits of every request, checked before the application sees it: see `head_checks` for what precedes the body.

JSON is read whole (it is small), checked, parsed once and handed on as `scope["state"]["json"]`; everything else
streams through, counted. A fault found in the middle of a stream becomes a refusal as long as no answer has begun,
whatever the inner application makes of the interrupted body.
"""

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.head_checks import check_head, media_type
from server.front.json_shape import check_graphql, parse_object
from server.front.multipart_shape import MultipartShape
from server.front.paths import JSON, MULTIPART, PathRule, PathTable
from server.front.refusals import BodyTooLarge, Header, MethodNotAllowed, answer
from server.front.websocket_limits import WebSocketGate, check_handshake
from server.kit.errors import DomainError

# further in, media types are compared as text: one spelling leaves here
CANONICAL_JSON = (b"content-type", JSON.encode())


class Limits:
    """Refuses what no path takes; the inner application sees bounded, well-formed requests only."""

    def __init__(self, app: ASGIApp, table: PathTable, *, allowed_origins: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.table = table
        self.allowed_origins = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        rule = self.table.find(scope["path"])
        try:
            inner = await self._checked(scope, receive, rule)
        except DomainError as error:
            await answer(scope, send, error, graphql=rule.graphql, headers=_allow(error, rule))
            return
        if isinstance(inner, Stream):
            await _run_stream(self.app, scope, inner, send)
        elif scope["type"] == "websocket":
            gate = WebSocketGate(receive, send)
            await self.app(scope, gate.receive, gate.send)
        elif inner is not None:
            await self.app(scope, inner, send)

    async def _checked(self, scope: Scope, receive: Receive, rule: PathRule) -> Receive | None:
        if scope["type"] == "websocket":
            check_handshake(scope, rule, self.allowed_origins)
            return receive
        headers = check_head(scope, rule)
        return await _body(scope, headers, receive, rule)


def _allow(error: DomainError, rule: PathRule) -> list[Header]:
    if not isinstance(error, MethodNotAllowed):
        return []
    return [(b"allow", ", ".join(sorted(rule.methods)).encode())]


async def _body(scope: Scope, headers: dict[bytes, bytes], receive: Receive, rule: PathRule) -> Receive | None:
    """What the inner application will read from; None when the client has gone."""
    if b"transfer-encoding" not in headers and headers.get(b"content-length", b"0").strip(b"0") == b"":
        return await _json(scope, receive, rule) if rule.graphql and scope["method"] == "POST" else receive
    kind, parameters = media_type(headers, rule)
    if kind == JSON:
        return await _json(scope, receive, rule)
    shape = MultipartShape(parameters["boundary"], graphql=rule.graphql) if kind == MULTIPART else None
    return Stream(receive, rule, shape)


async def _json(scope: Scope, receive: Receive, rule: PathRule) -> Receive | None:
    text = await read_whole(receive, rule.max_body_bytes)
    if text is None:
        return None
    value = parse_object(text)
    if rule.graphql:
        check_graphql(value)
    scope.setdefault("state", {})["json"] = value
    if CANONICAL_JSON not in scope["headers"]:
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"content-type"] + [CANONICAL_JSON]
    return Replay(text, receive)


async def read_whole(receive: Receive, limit_bytes: int) -> bytes | None:
    """The whole body, or None when the client has gone. Raises BodyTooLarge as soon as the limit is passed."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > limit_bytes:
            raise BodyTooLarge("body", limit_bytes=limit_bytes)
        if not message.get("more_body", False):
            return bytes(body)


class Replay:
    """Gives a body that was read already, once; then whatever the server has to say."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self.message: Message | None = {"type": "http.request", "body": body, "more_body": False}
        self.receive = receive

    async def __call__(self) -> Message:
        message, self.message = self.message, None
        return message if message is not None else await self.receive()


class StreamRefused(Exception):
    """Raised into the inner application when the body it reads turns out to be refused."""


class Stream:
    """Counts and checks a body while the inner application reads it; remembers the first refusal."""

    def __init__(self, receive: Receive, rule: PathRule, shape: MultipartShape | None) -> None:
        self.receive = receive
        self.rule = rule
        self.shape = shape
        self.taken_bytes = 0
        self.refusal: DomainError | None = None

    async def __call__(self) -> Message:
        if self.refusal is not None:
            raise StreamRefused
        message = await self._checked()
        while self.shape is not None and not self.shape.ready and message.get("more_body", False):
            more = await self._checked()
            if more["type"] == "http.disconnect":
                return more
            more["body"] = message.get("body", b"") + more.get("body", b"")
            message = more
        return message

    async def _checked(self) -> Message:
        message = dict(await self.receive())
        if message["type"] != "http.request":
            return message
        chunk = message.get("body", b"")
        self.taken_bytes += len(chunk)
        try:
            self._check(chunk, last=not message.get("more_body", False))
        except DomainError as error:
            self.refusal = error
            raise StreamRefused from None
        return message

    def _check(self, chunk: bytes, *, last: bool) -> None:
        if self.taken_bytes > self.rule.max_body_bytes:
            raise BodyTooLarge("body", limit_bytes=self.rule.max_body_bytes)
        if self.shape is None:
            return
        if chunk:
            self.shape.feed(chunk)
        if last:
            self.shape.finish()


async def _run_stream(app: ASGIApp, scope: Scope, stream: Stream, send: Send) -> None:
    """Run the inner application; once the stream is refused its own answer is dropped and the refusal sent."""
    started = False

    async def guarded(message: Message) -> None:
        nonlocal started
        if stream.refusal is None or started:
            started = True
            await send(message)

    failure: Any = None
    try:
        await app(scope, stream, guarded)
    except Exception as error:  # noqa: BLE001 - what it raises over the interrupted body is ours to answer
        failure = error
    if stream.refusal is not None and not started:
        await answer(scope, send, stream.refusal, graphql=stream.rule.graphql)
    elif failure is not None:
        raise failure
