"""`/health`: the process is alive. `/ready`: everything that it needs answers, each check by name."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

Check = Callable[[], Awaitable[object]]

log = structlog.get_logger("health")


class Health:
    """A check fails by raising, by returning False or by taking longer than the time-out.

    The outcome is kept for `fresh_seconds` and asked for once at a time, so that a flood of `/ready` does not become
    a flood on the database. What exactly failed stands in the log, not in the answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        checks: Mapping[str, Check],
        *,
        timeout_seconds: float = 3.0,
        fresh_seconds: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.checks = dict(checks)
        self.timeout_seconds = timeout_seconds
        self.fresh_seconds = fresh_seconds
        self.monotonic = monotonic
        self._outcome: dict[str, str] = {}
        self._asked_at = float("-inf")
        self._asking = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif scope["path"] == "/health":
            await _answer(scope, send, 200, {"status": "alive"})
        elif scope["path"] == "/ready":
            outcome = await self.outcome()
            ready = all(result == "ok" for result in outcome.values())
            content = {"status": "ready" if ready else "not_ready", "checks": outcome}
            await _answer(scope, send, 200 if ready else 503, content)
        else:
            await self.app(scope, receive, send)

    async def outcome(self) -> dict[str, str]:
        """Each check by name: ok or failed."""
        async with self._asking:
            if self.monotonic() - self._asked_at >= self.fresh_seconds:
                results = await asyncio.gather(*(self._ask(name, check) for name, check in self.checks.items()))
                self._outcome = dict(zip(self.checks, results, strict=True))
                self._asked_at = self.monotonic()
        return self._outcome

    async def _ask(self, name: str, check: Check) -> str:
        try:
            async with asyncio.timeout(self.timeout_seconds):
                passed = await check() is not False
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the answer is "failed"
            log.warning("not_ready", check=name, error=type(error).__name__)
            return "failed"
        return "ok" if passed else "failed"


async def _answer(scope: Scope, send: Send, status: int, content: object) -> None:
    body = json.dumps(content, separators=(",", ":")).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
