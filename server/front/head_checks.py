"""Checks on what comes before the body: method, path, query string, headers, content type."""

import re
from urllib.parse import parse_qsl, unquote_to_bytes

from starlette.types import Scope

from server.front.json_shape import parse_object
from server.front.paths import JSON, MULTIPART, PathRule
from server.front.refusals import (
    BodyTooLarge,
    BodyUnexpected,
    EncodingUnsupported,
    ExpectationUnsupported,
    Header,
    HeaderMalformed,
    HeadersTooLarge,
    MediaTypeUnsupported,
    MethodNotAllowed,
    MultipartMalformed,
    NotUtf8,
    NulCharacter,
    PathMalformed,
    QueryMalformed,
    UriTooLong,
)

MAX_HEADERS = 100
MAX_HEADERS_BYTES = 32_768
MAX_URI_BYTES = 16_384
MAX_QUERY_FIELDS = 100
SINGLE = (b"host", b"content-type", b"content-length", b"content-encoding", b"transfer-encoding", b"authorization")
PLAIN_JSON = JSON.encode()
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTROL = re.compile(r"[\x00-\x1f\x7f�]")
BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]")
MEDIA_TYPE = re.compile(r"([a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+)\s*((?:;.*)?)", re.DOTALL)
PARAMETER = re.compile(r';\s*([a-z0-9!#$&^_.+*-]+)=("(?:[^"\\]|\\.)*"|[^\s;"]*)\s*', re.IGNORECASE)


def check_head(scope: Scope, rule: PathRule) -> dict[bytes, bytes]:
    """Method, path, query string and headers of an HTTP request. Returns the last. Raises one of the refusals."""
    if scope["method"] not in rule.methods:
        raise MethodNotAllowed("method")
    check_target(scope, rule)
    headers = check_headers(scope["headers"])
    if scope["http_version"] == "1.1" and b"host" not in headers:
        raise HeaderMalformed("host", reason="Host is missing")
    check_framing(scope["method"], headers, rule)
    return headers


def check_target(scope: Scope, rule: PathRule) -> None:
    """The path holds no control characters and was valid UTF-8, the query string likewise."""
    query: bytes = scope.get("query_string", b"")
    if len(scope.get("raw_path") or b"") + len(query) > MAX_URI_BYTES:
        raise UriTooLong("path", limit_bytes=MAX_URI_BYTES)
    if CONTROL.search(scope["path"]):
        raise PathMalformed("path")
    if not query:
        return
    try:
        text = unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        raise NotUtf8("query") from None
    if "\0" in text:
        raise NulCharacter("query")
    if rule.graphql:
        _check_graphql_query(query)


def _check_graphql_query(query: bytes) -> None:
    """GET carries `variables` and `extensions` as JSON text."""
    try:
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=MAX_QUERY_FIELDS)
    except ValueError:
        raise QueryMalformed("query", reason="too many fields") from None
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise QueryMalformed("query", reason="a field is given twice")
    for name, value in pairs:
        if name in {"variables", "extensions"} and value not in {"", "null"}:
            parse_object(value.encode(), field=name)


def check_headers(headers: list[Header]) -> dict[bytes, bytes]:
    """Bounded in number and size, each that must be single is. Returns them by name, the last of each."""
    by_name = dict(headers)
    size = sum([len(name) + len(value) + 4 for name, value in headers])
    if len(headers) > MAX_HEADERS or size > MAX_HEADERS_BYTES:
        raise HeadersTooLarge("headers", limit=f"{MAX_HEADERS} / {MAX_HEADERS_BYTES} B")
    if len(by_name) < len(headers):
        names = [name for name, _ in headers]
        for name in SINGLE:
            if names.count(name) > 1:
                raise HeaderMalformed(name.decode(), reason="given twice")
    return by_name


def check_framing(method: str, headers: dict[bytes, bytes], rule: PathRule) -> None:
    """How the body is announced: length, transfer coding, content coding, type."""
    if headers.get(b"expect", b"100-continue").lower() != b"100-continue":
        raise ExpectationUnsupported("expect")
    if headers.get(b"transfer-encoding", b"chunked").lower().strip() != b"chunked":
        raise HeaderMalformed("transfer-encoding", reason="only chunked is understood")
    if headers.get(b"content-encoding", b"identity").lower().strip() != b"identity":
        raise EncodingUnsupported("content-encoding")
    length = _length(headers)
    if length == 0 and b"transfer-encoding" not in headers and not (rule.graphql and method == "POST"):
        return
    if method in BODILESS or not rule.content_types:
        raise BodyUnexpected("body")
    media_type(headers, rule)
    if length > rule.max_body_bytes:
        raise BodyTooLarge("body", limit_bytes=rule.max_body_bytes)


def _length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    if not (text.isdigit() and len(text) <= 15):  # noqa: PLR2004 - a petabyte needs 16 digits
        raise HeaderMalformed("content-length", reason="not a length")
    return int(text)


def media_type(headers: dict[bytes, bytes], rule: PathRule) -> tuple[str, dict[str, str]]:
    """The content type and its parameters. Raises MediaTypeUnsupported, NotUtf8, MultipartMalformed."""
    given = headers.get(b"content-type", b"")
    if given == PLAIN_JSON and JSON in rule.content_types:
        return JSON, {}
    refusal = MediaTypeUnsupported("content-type", accepted=", ".join(sorted(rule.content_types)))
    matched = MEDIA_TYPE.fullmatch(given.decode("latin-1").strip().lower())
    if matched is None or matched[1] not in rule.content_types:
        raise refusal
    text = given.decode("latin-1").strip()[len(matched[1]) :].strip()
    pairs = [(name.lower(), value.strip('"')) for name, value in PARAMETER.findall(text)]
    if PARAMETER.sub("", text).strip("; \t") or len(pairs) != len({name for name, _ in pairs}):
        raise refusal
    parameters = dict(pairs)
    if matched[1] == JSON and parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise refusal
    if matched[1] == MULTIPART and not BOUNDARY.fullmatch(parameters.get("boundary", "")):
        raise MultipartMalformed("content-type", reason="the boundary is missing or malformed")
    return matched[1], parameters
