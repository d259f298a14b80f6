"""Cross-origin requests of browsers: preflights answered here, an answer readable only by origins on the list.

Own code and not Starlette's middleware, because the answer depends on the path table: paths that live on a cookie or
on a one-time link are never shared with another origin, the methods told are those that the path takes, an origin
that is not on the list gets no CORS header at all and a coded refusal, and each shared answer varies by Origin.
Credentials are never allowed: another origin brings a bearer token, never the cookie.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.head_checks import check_headers, check_target
from server.front.paths import PathRule, PathTable
from server.front.refusals import Header, OriginForeign, answer
from server.kit.errors import DomainError

TAKEN_HEADERS = b"accept, authorization, content-type, idempotency-key, if-none-match, x-client-name, x-client-version"
SHOWN_HEADERS = b"etag, retry-after, x-request-id"
PREFLIGHT_SECONDS = 7200
"""The longest that Chromium keeps a preflight's answer."""
PREFLIGHT_VARY = b"Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
NO_CONTENT = 204


class CrossOrigin:
    """Answers preflights, and tells browsers which origin may read an answer."""

    def __init__(self, app: ASGIApp, table: PathTable, *, allowed_origins: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.table = table
        self.allowed_origins = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        rule = self.table.find(scope["path"])
        origin = self._welcome(scope, rule)
        if is_preflight(scope):
            await self._answer_preflight(scope, send, rule, origin)
        elif rule.cross_origin and self.allowed_origins:
            await self.app(scope, receive, _marking(send, origin))
        else:
            await self.app(scope, receive, send)

    def _welcome(self, scope: Scope, rule: PathRule) -> bytes | None:
        """The origin, when this path is shared and the list names it; an Origin given twice is nobody's."""
        given = [value for name, value in scope["headers"] if name == b"origin"]
        known = rule.cross_origin and len(given) == 1 and given[0].decode("latin-1") in self.allowed_origins
        return given[0] if known else None

    async def _answer_preflight(self, scope: Scope, send: Send, rule: PathRule, origin: bytes | None) -> None:
        try:
            check_target(scope, rule)
            check_headers(scope["headers"])
            if origin is None:
                raise OriginForeign("origin")
        except DomainError as error:
            await answer(scope, send, error, graphql=rule.graphql, headers=[(b"vary", PREFLIGHT_VARY)])
            return
        headers: list[Header] = [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-methods", ", ".join(sorted(rule.methods)).encode()),
            (b"access-control-allow-headers", TAKEN_HEADERS),
            (b"access-control-max-age", str(PREFLIGHT_SECONDS).encode()),
            (b"vary", PREFLIGHT_VARY),
        ]
        await send({"type": "http.response.start", "status": NO_CONTENT, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def is_preflight(scope: Scope) -> bool:
    """A browser asking whether it may; OPTIONS without these headers is a method like any other."""
    names = {name for name, _ in scope["headers"]}
    return scope["method"] == "OPTIONS" and {b"origin", b"access-control-request-method"} <= names


def _marking(send: Send, origin: bytes | None) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _shared(list(message.get("headers", ())), origin)}
        await send(message)

    return marked


def _shared(headers: list[Header], origin: bytes | None) -> list[Header]:
    varied = [value for name, value in headers if name.lower() == b"vary"]
    kept = [pair for pair in headers if pair[0].lower() != b"vary"]
    kept.append((b"vary", b", ".join([*varied, b"Origin"])))
    if origin is not None:
        kept += [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", SHOWN_HEADERS)]
    return kept
