"""One line a request: what was asked in general terms, by whom, how it ended and how long it took.

Never the path itself (it may hold a one-time link), never the query string, never a body.
"""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.paths import PathTable

CLIENT_GONE = 499
SERVER_ERROR = 500

log = structlog.get_logger("access")


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
        state = scope.setdefault("state", {})
        state["route_class"] = self.table.find(scope["path"]).route_class
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
        state = scope["state"]
        emit = log.warning if status >= SERVER_ERROR else log.info
        emit(
            "request",
            request_id=state.get("request_id"),
            method=scope.get("method", "WEBSOCKET"),
            route=state["route_class"],
            status=status,
            duration_ms=round(elapsed_seconds * 1000, 1),
            actor_id=str(state["actor_id"]) if state.get("actor_id") else None,
            client=state.get("client_address"),
        )
