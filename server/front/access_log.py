"""One line a request: what was asked in general terms, by whom, how it ended and how long it took.

Never the path itself (it may hold a one-time link), never the query string, never a body. The values are redacted
here, each by what it is, because the line does not take the road of all others.
"""

import logging
import time
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.log_setup import write_line
from server.front.paths import PathTable
from server.front.redaction import redact_text

CLIENT_GONE = 499
SERVER_ERROR = 500

log = logging.getLogger("access")


def status_of(message: Message) -> int | None:
    """The status that a message announces: HTTP's own, 101 for an accepted WebSocket, 403 for one closed at once."""
    kind = message["type"]
    if kind in {"http.response.start", "websocket.http.response.start"}:
        return int(message["status"])
    return {"websocket.accept": 101, "websocket.close": 403}.get(kind)


class AccessLog:
    """Writes the line when the answer is out. 499 stands for a client that left before there was one."""

    def __init__(self, app: ASGIApp, table: PathTable) -> None:
        self.app = app
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        status: int | None = None
        begun = time.perf_counter()

        async def observed(message: Message) -> None:
            nonlocal status
            status = status or status_of(message)
            await send(message)

        try:
            await self.app(scope, receive, observed)
        except Exception:
            status = status or SERVER_ERROR
            raise
        finally:
            self._write(scope, status or CLIENT_GONE, time.perf_counter() - begun)

    def _write(self, scope: Scope, status: int, elapsed_seconds: float) -> None:
        state = scope.get("state", {})
        actor_id = state.get("actor_id")
        write_line(
            log,
            logging.WARNING if status >= SERVER_ERROR else logging.INFO,
            {
                "event": "request",
                "request_id": redact_text(state.get("request_id") or ""),
                "method": _shown(scope.get("method", "WEBSOCKET")),
                "route": self.table.find(scope["path"]).route_class,
                "status": status,
                "duration_ms": round(elapsed_seconds * 1000, 1),
                "actor_id": _shown(str(actor_id)) if actor_id else None,
                "client": _shown(state.get("client_address") or ""),
            },
        )


@lru_cache(maxsize=4_096)
def _shown(text: str) -> str:
    """Methods, actors and addresses come again and again: each is redacted once."""
    return redact_text(text)
