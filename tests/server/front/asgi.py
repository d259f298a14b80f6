"""Calls an ASGI application with exactly the bytes and chunks that a test wants, which no HTTP client would send."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Scope

Headers = Sequence[tuple[str, str]]


@dataclass
class Reply:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    scope: Scope = field(default_factory=dict)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The refusal's code in either shape, as the dotted one."""
        content = self.json
        if "errors" in content:
            return str(content["errors"][0]["extensions"]["code"]).lower().replace("_", ".", 1)
        return str(content["code"])


def http_scope(method: str, path: str, headers: Headers, **over: Any) -> Scope:
    target, _, query = path.partition("?")
    sent = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": target,
        "raw_path": target.encode("utf-8", "surrogateescape"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": sent if over.pop("no_host", False) else [(b"host", b"lender.example"), *sent],
        "client": ("203.0.113.9", 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    scope.update(over)
    return scope


async def call(
    app: ASGIApp,
    method: str = "GET",
    path: str = "/",
    headers: Headers = (),
    chunks: Sequence[bytes] = (b"",),
    *,
    disconnect: bool = False,
    **over: Any,
) -> Reply:
    """One request. After the chunks the client waits, or leaves when `disconnect` is set."""
    scope = http_scope(method, path, headers, **over)
    reply = Reply(scope=scope)
    last = len(chunks) - 1
    messages: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": number < last or disconnect}
        for number, chunk in enumerate(chunks)
    ]

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            assert reply.status == 0, "two answers to one request"
            reply.status = message["status"]
            reply.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            reply.body += message.get("body", b"")

    await app(scope, receive, send)
    return reply


async def post(app: ASGIApp, body: bytes, content_type: str = "application/json", **more: Any) -> Reply:
    """A POST to /graphql with its true length."""
    extra = more.pop("headers", ())
    headers = [("content-type", content_type), ("content-length", str(len(body))), *extra]
    return await call(app, "POST", more.pop("path", "/graphql"), headers, more.pop("chunks", (body,)), **more)


def multipart(boundary: str, *parts: tuple[str, str]) -> bytes:
    """A multipart body of (disposition parameters, content)."""
    text = "".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n"
        for disposition, content in parts
    )
    return f"{text}--{boundary}--\r\n".encode()
