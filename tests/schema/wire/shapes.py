"""Malformed requests, each wrong in one way: bodies, maps, headers, targets, documents, variables, ids and cursors."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.schema.wire.raw import Pairs, post_headers

GOOD = {"query": "{ viewer { staff { login } } }"}
GOOD_BYTES = json.dumps(GOOD).encode()
MUTATION = 'mutation { beginProspect(input: {idempotencyKey: "k"}) { customer { id } } }'
LOANS = "query($v: Int) { loans(first: $v) { totalCount } }"


@dataclass(frozen=True)
class Shape:
    """One request. `ran`: the document itself is sound, so the error comes with data and status 200, coded."""

    title: str
    body: bytes = b""
    headers: Pairs | None = None
    method: str = "POST"
    target: bytes = b"/graphql"
    ran: bool = False
    more: tuple[tuple[bytes, bytes], ...] = field(default=())

    @property
    def sent_headers(self) -> Pairs:
        if self.headers is not None:
            return [*self.headers, *self.more]
        return post_headers(len(self.body), *self.more)


BODIES: tuple[bytes, ...] = (
    b"", b" ", b"null", b"true", b"1", b"1.5", b'"text"', b"[]", b"{}", b"[{}]", b"{", b"}", b"{]", b"{'query': 1}",
    b'{"query"}', b'{"query":}', b'{"query": "{ a }",}', b'{"query": "{ a }"} x', b'{"query": "{ a }"}{}', b"NaN",
    b'{"query": NaN}', b'{"query": Infinity}', b'{"query": -}', b'{"query": 01}', b'{"query": "\\x"}',
    b'{"query": "\n"}',
    b'{"query": "\xff"}', b"\xff\xfe{\x00}\x00", b'\xef\xbb\xbf{"query": "{ a }"}', b"\x1f\x8b\x08\x00",
    b"query=%7Ba%7D",
    b"{ viewer { operations } }", b"<query/>", b"\x00", b'{"query": "\\u0000"}', b'{"query": "\\ud800"}',
    b"[" * 5_000, b'{"a":' * 5_000, b"[" * 40 + b"]" * 40, b'{"query": "{ a }", "x": ' + b"[" * 40 + b"]" * 40 + b"}",
    b'{"query": ' + b"9" * 5_000 + b"}", b'{"query": "{ a }", "variables": {"v": ' + b"9" * 400 + b"}}", b" " * 100_001,
    json.dumps({"query": "x" * 100_001}).encode(),
)  # fmt: skip

MEMBERS: tuple[dict[str, Any], ...] = (
    {"query": None}, {"query": ""}, {"query": 1}, {"query": True}, {"query": []}, {"query": {}},
    {"query": [GOOD["query"]]},
    {"Query": GOOD["query"]}, {"variables": {}}, GOOD | {"variables": []}, GOOD | {"variables": "{}"},
    GOOD | {"variables": 1}, GOOD | {"variables": True}, GOOD | {"operationName": 1}, GOOD | {"operationName": []},
    GOOD | {"operationName": "nobody"}, GOOD | {"operationName": ""}, GOOD | {"operationName": "x" * 20_000},
    GOOD | {"extensions": []}, GOOD | {"extensions": "x"}, GOOD | {"extensions": 1}, {"documentId": 1},
    {"documentId": ""}, {"documentId": "x"}, {"documentId": "sha256:" + "0" * 64}, {"documentId": None},
    GOOD | {"documentId": "x"}, GOOD | {"documentId": []}, {"documentId": "x" * 20_000},
    {"operations": GOOD, "map": {}}, {"operations": None, "map": {"0": ["variables.v"]}}, {"map": []},
    {"map": {"0": 1}},
)  # fmt: skip

DOCUMENTS: tuple[str, ...] = (
    "{", "}", "{}", "{ }", "query", "query {", "{ viewer }", "{ nothing }", "{ viewer { nothing } }", "{ __nothing }",
    "fragment a on Query { __typename }", "{ ...a }", "{ ... on Nothing { id } }", "{ viewer { operations { id } } }",
    "{ viewer(a: 1) { operations } }", "{ viewer @nothing { operations } }", "{ viewer @include { operations } }",
    "query($v: Nothing) { viewer { operations } }", "query($v: Int) { viewer { operations } }", "type A { a: Int }",
    "{ loans(first: $v) { totalCount } }", "query A { viewer { operations } } query A { viewer { operations } }",
    "subscription { __typename }", "subscription { a: __typename b: __typename }", '{ a(b: "', '{ a(b: """', "{ a # ",
    "\u0000", "{ a \u0000 }", "{ \uffff }", "{ viewer { operations } } \u0007",
    "{ loans(first: 1 first: 2) { totalCount } }",
    "{ loans(state: {}) { totalCount } }", "{ loan { id } }", "{ loan(id: null) { id } }", "{ a: loans a: viewer }",
)  # fmt: skip

VARIABLES: tuple[Any, ...] = ("1", "x", 1.5, True, [], [1], {}, {"a": 1}, 2**31, -(2**31) - 1, 1e300, "\u0000")
IDS: tuple[Any, ...] = ("", "1", "x" * 600, "TG9hbjox", "客户", "\u202e", "../..", "' OR 1=1 --", "Loan:1", "-", "%00")
CURSORS: tuple[str, ...] = ("", "x", "!!!", "ä", "A" * 2_000, "eyJhIjoxfQ==", "null", "0", "-1", "%", "\\")

HEADERS: dict[str, tuple[tuple[bytes, bytes], ...]] = {
    "two Authorization": ((b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")),
    "Basic": ((b"authorization", b"Basic YTpi"),),
    "a bare token": ((b"authorization", b"abc"),),
    "an empty token": ((b"authorization", b"Bearer x.y.z"),),
    "a token in bytes": ((b"authorization", b"Bearer \xff\xfe"),),
    "a long token": ((b"authorization", b"Bearer " + b"a" * 20_000),),
    "gzip": ((b"content-encoding", b"gzip"),),
    "two encodings": ((b"content-encoding", b"identity"), (b"content-encoding", b"identity")),
    "an expectation": ((b"expect", b"200-ok"),),
    "a strange transfer coding": ((b"transfer-encoding", b"gzip, chunked"),),
    "two lengths": ((b"content-length", b"3"),),
    "two hosts": ((b"host", b"other.example"),),
    "two content types": ((b"content-type", b"application/json"),),
    "too many headers": tuple((b"x-%d" % number, b"1") for number in range(120)),
    "too large headers": ((b"x-large", b"a" * 40_000),),
}

ACCEPTS = (
    b"text/html",
    b"image/*",
    b"application/json;q=0",
    b"text/plain, application/xml",
    b"application/jsonx",
    b"*/*;q=0",
)
KINDS = (
    None, b"", b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data",
    b"multipart/form-data; boundary=",
    b"multipart/form-data; boundary=x", b"application/graphql", b"application/jsonx",
    b"application/json; charset=utf-16",
    b"application/json; charset=latin-1", b"text/application/json", b"application/json, text/plain", b"json",
    b"*/*", b"\xff",
)  # fmt: skip
LENGTHS = (b"-1", b"1e3", b"x", b"0x10", b"9" * 30, b"+5", b"100001", b"1 2")
TARGETS: dict[str, bytes] = {
    "nothing asked": b"",
    "an empty query": b"?query=",
    "two queries": b"?query=a&query=b",
    "no JSON": b"?query=%7Ba%7D&variables=x",
    "a list": b"?query=%7Ba%7D&variables=[]",
    "bytes": b"?query=%ff",
    "NUL": b"?query=%00",
    "a lone percent sign": b"?query=%",
    "deep variables": b"?query=a&variables=" + b"%7B%22a%22:" * 60,
    "too long": b"?query=" + b"a" * 17_000,
    "too many fields": b"?" + b"&".join(b"a%d=1" % number for number in range(200)),
    "extensions of a kind": b"?query=%7Ba%7D&extensions=1",
    "a mutation": b"?" + urlencode({"query": MUTATION}).encode(),
    "text and id": b"?query=%7Ba%7D&documentId=x",
    "an unknown id": b"?documentId=x",
    "a subscription": b"?query=" + quote("subscription { __typename }").encode(),
}


def every_shape() -> Iterator[Shape]:
    """All of them, each with a title of its own."""
    yield from (Shape(f"body {number}: {body[:20]!r}", body) for number, body in enumerate(BODIES))
    yield from (Shape(f"members {number}", json.dumps(body).encode()) for number, body in enumerate(MEMBERS))
    yield from (Shape(f"document {text!r}", json.dumps({"query": text}).encode()) for text in DOCUMENTS)
    for value in VARIABLES:
        yield Shape(f"variable {value!r}", json.dumps({"query": LOANS, "variables": {"v": value}}).encode())
    for value in IDS:
        asked = {"query": "query($v: ID!) { loan(id: $v) { id } }", "variables": {"v": value}}
        yield Shape(f"id {value[:20]!r}", json.dumps(asked).encode(), ran=True)
    for value in CURSORS:
        asked = {"query": "query($v: String) { loans(after: $v) { totalCount } }", "variables": {"v": value}}
        yield Shape(f"cursor {value[:20]!r}", json.dumps(asked).encode(), ran=True)
    yield from (Shape(f"header: {title}", GOOD_BYTES, more=pairs) for title, pairs in HEADERS.items())
    for accept in ACCEPTS:
        plain = [pair for pair in post_headers(len(GOOD_BYTES)) if pair[0] != b"accept"]
        yield Shape(f"accept {accept!r}", GOOD_BYTES, [*plain, (b"accept", accept)])
    yield from (Shape(f"kind {kind!r}", GOOD_BYTES, post_headers(len(GOOD_BYTES), kind=kind)) for kind in KINDS)
    for length in LENGTHS:
        plain = [pair for pair in post_headers(0) if pair[0] != b"content-length"]
        yield Shape(f"length {length!r}", GOOD_BYTES, [*plain, (b"content-length", length)])
    bare = [pair for pair in post_headers(0, kind=None) if pair[0] != b"content-length"]
    yield Shape("no host", GOOD_BYTES, [pair for pair in post_headers(len(GOOD_BYTES)) if pair[0] != b"host"])
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "GRAPHQL", "post", ""):
        yield Shape(f"method {method!r}", GOOD_BYTES, method=method)
    for title, query in TARGETS.items():
        yield Shape(f"target: {title}", b"", bare, "GET", b"/graphql" + query)
    yield Shape("a GET with a body", GOOD_BYTES, post_headers(len(GOOD_BYTES)), "GET")
