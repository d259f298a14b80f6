"""Every request has an id: in `scope["state"]["request_id"]`, in the header X-Request-Id and in each log line."""

import re
import secrets
from collections.abc import Callable

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.client_address import Networks, peer_of

HEADER = b"x-request-id"
STARTS = frozenset({"http.response.start", "websocket.http.response.start", "websocket.accept"})
WELL_FORMED = re.compile(rb"[0-9A-Za-z_-]{8,64}")


def random_id() -> str:
    """128 random bits in hex."""
    return secrets.token_hex(16)


class RequestId:
    """Gives the id; one that comes in is kept only when a trusted proxy sent it and it is well formed."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        trusted_proxies: Networks = (),
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self.app = app
        self.trusted_proxies = trusted_proxies
        self.new_id = new_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        request_id = self._kept(scope) or self.new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        stamp = (HEADER, request_id.encode())

        async def stamped(message: Message) -> None:
            if message["type"] in STARTS:
                headers = [pair for pair in message.get("headers", ()) if pair[0] != HEADER]
                message = {**message, "headers": [*headers, stamp]}
            await send(message)

        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self.app(scope, receive, stamped)
        finally:
            structlog.contextvars.reset_contextvars(**bound)

    def _kept(self, scope: Scope) -> str | None:
        if not peer_of(scope, self.trusted_proxies).trusted:
            return None
        given = [value for name, value in scope["headers"] if name == HEADER]
        return given[0].decode() if len(given) == 1 and WELL_FORMED.fullmatch(given[0]) else None
