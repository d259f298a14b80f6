"""WebSockets: the handshake and the shape of each message, before the GraphQL protocol sees them.

A message that is no object, a payload that is no object or an id that is no string would end in an unhandled error
and close code 1006; here it is 4400 with a reason.
"""

from urllib.parse import urlsplit

from starlette.types import Message, Receive, Scope, Send

from server.front.head_checks import check_headers, check_target
from server.front.json_shape import check_graphql, parse_object
from server.front.paths import JSON_BODY_BYTES, PathRule
from server.front.refusals import BodyTooLarge, GraphqlShape, MethodNotAllowed, OriginForeign, ProtocolUnsupported
from server.kit.errors import DomainError

BAD_REQUEST = 4400


def check_handshake(scope: Scope, rule: PathRule, allowed_origins: frozenset[str]) -> None:
    """The path takes WebSockets, the subprotocol is offered, and a browser's page is of this site.

    Raises MethodNotAllowed, ProtocolUnsupported, OriginForeign or a refusal of the head.
    """
    if not rule.websocket_protocols:
        raise MethodNotAllowed("upgrade")
    check_target(scope, rule)
    headers = check_headers(scope["headers"])
    if not rule.websocket_protocols.intersection(scope.get("subprotocols") or ()):
        accepted = ", ".join(sorted(rule.websocket_protocols))
        raise ProtocolUnsupported("sec-websocket-protocol", accepted=accepted)
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if origin and origin not in allowed_origins and not _same_host(origin, host):
        raise OriginForeign("origin")


def _same_host(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False


def check_message(message: Message) -> None:
    """One frame of graphql-transport-ws: text, bounded, an object with the types that the protocol names."""
    text = message.get("text")
    if text is None:
        raise GraphqlShape("message", reason="messages are text")
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > JSON_BODY_BYTES:
        raise BodyTooLarge("message", limit_bytes=JSON_BODY_BYTES)
    value = parse_object(data, field="message")
    kind = value.get("type")
    if not isinstance(kind, str):
        raise GraphqlShape("type", reason="type must be a string")
    if "id" in value and not (isinstance(value["id"], str) and value["id"]):
        raise GraphqlShape("id", reason="id must be a string")
    if kind in {"subscribe", "complete"} and "id" not in value:
        raise GraphqlShape("id", reason="id is missing")
    payload = value.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise GraphqlShape("payload", reason="payload must be an object")
    if kind == "subscribe":
        _check_subscribe(payload)


def _check_subscribe(payload: object) -> None:
    if not isinstance(payload, dict) or not any(isinstance(payload.get(name), str) for name in ("query", "documentId")):
        raise GraphqlShape("payload", reason="payload holds neither query nor documentId")
    check_graphql(payload)


class WebSocketGate:
    """Stands between the server and the inner application; the first bad message closes the socket.

    To the inner application that reads as a disconnect, and whatever it still sends is dropped.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self.closed = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        try:
            check_message(message)
        except DomainError as error:
            await self.send({"type": "websocket.close", "code": BAD_REQUEST, "reason": error.message_en[:120]})
            return {"type": "websocket.disconnect", "code": BAD_REQUEST, "reason": error.code}
        return message

    async def send(self, message: Message) -> None:
        if self.closed:
            return
        self.closed = message["type"] == "websocket.close"
        await self._send(message)
