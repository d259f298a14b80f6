"""Requests as bytes, straight into the ASGI application: nothing is repaired on the way, as a client library would."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

from tests.fixtures.api import CODES

Pairs = Sequence[tuple[bytes, bytes]]
LEAKS = ("Traceback", "asyncpg", "sqlalchemy", "SELECT ", "INSERT ", ".py", "psycopg")
UNFORESEEN = "SERVER_UNFORESEEN"


@dataclass(frozen=True)
class Heard:
    """What came back."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content

    @property
    def codes(self) -> list[str]:
        """Codes of all errors."""
        return [error["extensions"]["code"] for error in self.content.get("errors") or ()]

    def fault(self) -> str | None:
        """What no answer may be: 5xx, uncoded, unforeseen, or telling of the house's insides. None when all is well."""
        if self.status >= 500:
            return f"status {self.status}"
        if any(leak.encode() in self.body for leak in LEAKS):
            return "it tells of the house's insides"
        strange = [code for code in self.codes if code not in CODES or code == UNFORESEEN]
        return f"codes {strange}" if strange else None


async def ask(asgi: ASGIApp, method: str, target: bytes, headers: Pairs, body: bytes = b"") -> Heard:
    """Send one request to the application; the body comes in one piece."""
    path, _, query = target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": list(headers),
        "client": ("203.0.113.9", 50_000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    sent: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    heard: list[Message] = []

    async def receive() -> Message:
        return sent.pop(0) if sent else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        heard.append(message)

    await asgi(scope, receive, send)
    start = next(message for message in heard if message["type"] == "http.response.start")
    parts = [message.get("body", b"") for message in heard if message["type"] == "http.response.body"]
    return Heard(start["status"], dict(start["headers"]), b"".join(parts))


def post_headers(size: int, *more: tuple[bytes, bytes], kind: bytes | None = b"application/json") -> Pairs:
    """The headers of an honest POST to /graphql."""
    typed = [(b"content-type", kind)] if kind is not None else []
    accept = (b"accept", b"application/graphql-response+json")
    return [(b"host", b"lender.example"), accept, (b"content-length", str(size).encode()), *typed, *more]
