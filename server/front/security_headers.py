"""Headers that tell a browser what no page of this system may do. What the application has set itself is kept."""

import secrets
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.paths import PathTable
from server.front.refusals import Header

# a page runs its own files and the scripts and styles that carry the nonce of this very answer
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_POLICY = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PERMISSIONS = (
    "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=(), "
    "display-capture=(), accelerometer=(), gyroscope=(), magnetometer=()"
)
CONSTANT: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
OF_PAGES: tuple[Header, ...] = (
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", PERMISSIONS.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""What browsers heed in a document alone: beside a script or data it would only be bytes on a slow line."""
HSTS_SECONDS = 31_536_000


class SecurityHeaders:
    """Adds the headers to every answer, to pages those of pages as well.

    A page's nonce is in `scope["state"]["csp_nonce"]`, new for each request.
    GraphQL answers with data and never with a page: there is no nonce for it.
    """

    def __init__(self, app: ASGIApp, table: PathTable, *, hsts_seconds: int = HSTS_SECONDS) -> None:
        self.app = app
        self.table = table
        hsts = (b"strict-transport-security", f"max-age={hsts_seconds}; includeSubDomains".encode())
        self._plain = CONSTANT
        self._secure = (*CONSTANT, hsts) if hsts_seconds else CONSTANT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        nonce = None
        if not self.table.find(scope["path"]).graphql:
            nonce = scope.setdefault("state", {})["csp_nonce"] = secrets.token_urlsafe(16)
        wanted = self._secure if scope.get("scheme") in {"https", "wss"} else self._plain

        async def hardened(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                message = {**message, "headers": _complete(message.get("headers", ()), wanted, nonce)}
            await send(message)

        await self.app(scope, receive, hardened)


def _complete(headers: Iterable[Header], wanted: Iterable[Header], nonce: str | None) -> list[Header]:
    present = {name.lower(): value for name, value in headers}
    page = nonce is not None and present.get(b"content-type", b"").startswith(b"text/html")
    policy = PAGE_POLICY.format(nonce=nonce).encode() if page else DATA_POLICY
    added = [pair for pair in (*wanted, *(OF_PAGES if page else ())) if pair[0] not in present]
    if b"content-security-policy" not in present:
        added.append((b"content-security-policy", policy))
    return [*headers, *added]
