"""Headers that tell a browser what no page of this system may do. What the application has set itself is kept."""

import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.refusals import Header

# a page runs its own files and the scripts and styles that carry the nonce of this very answer
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PERMISSIONS = (
    "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=(), "
    "display-capture=(), accelerometer=(), gyroscope=(), magnetometer=(), interest-cohort=()"
)
CONSTANT = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": PERMISSIONS.encode(),
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
HSTS_SECONDS = 31_536_000


class SecurityHeaders:
    """Adds the headers to every answer. A page's nonce is in `scope["state"]["csp_nonce"]`, new for each request."""

    def __init__(self, app: ASGIApp, *, hsts_seconds: int = HSTS_SECONDS) -> None:
        self.app = app
        self.hsts_seconds = hsts_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["csp_nonce"] = nonce
        secure = scope.get("scheme") in {"https", "wss"}

        async def hardened(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                message = {**message, "headers": self._complete(list(message.get("headers", ())), nonce, secure=secure)}
            await send(message)

        await self.app(scope, receive, hardened)

    def _complete(self, headers: list[Header], nonce: str, *, secure: bool) -> list[Header]:
        present = {name.lower(): value for name, value in headers}
        page = present.get(b"content-type", b"").startswith(b"text/html")
        policy = PAGE_POLICY.format(nonce=nonce) if page else DATA_POLICY
        wanted = {**CONSTANT, b"content-security-policy": policy.encode(), b"cache-control": b"no-store"}
        if secure and self.hsts_seconds:
            wanted[b"strict-transport-security"] = f"max-age={self.hsts_seconds}; includeSubDomains".encode()
        return headers + [(name, value) for name, value in wanted.items() if name not in present]
