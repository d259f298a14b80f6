"""Whatever shape a request has, the answer is a coded 4xx in two languages and never a 500."""

import gzip
import json

import pytest
from starlette.types import ASGIApp

from tests.server.front.asgi import Headers, call, multipart, post

GOOD = b'{"query":"{hello}"}'
FORM = "multipart/form-data; boundary=x"
UPLOAD = '{"query":"mutation($f:Upload!){keep(file:$f)}","variables":{"f":null}}'
MANY = '{"query":"mutation($f:[Upload!]!){a}","variables":{"f":[null]}}'
FILE = ('name="0"; filename="a.png"', "png")


def form(operations: str, places: str) -> bytes:
    return multipart("x", ('name="operations"', operations), ('name="map"', places), FILE)


JSON_SHAPES: dict[str, tuple[bytes, str]] = {
    "a number": (b"1", "request.json_not_object"),
    "a string": (b'"x"', "request.json_not_object"),
    "null": (b"null", "request.json_not_object"),
    "true": (b"true", "request.json_not_object"),
    "false": (b"false", "request.json_not_object"),
    "a list": (b"[]", "request.json_not_object"),
    "a batch": (b"[" + GOOD + b"," + GOOD + b"]", "request.json_not_object"),
    "nothing": (b"", "request.json_malformed"),
    "spaces only": (b"  \n ", "request.json_malformed"),
    "an integer of 5,000 digits": (b'{"a":' + b"9" * 5_000 + b"}", "request.number_too_long"),
    "an integer of 5,000 digits as the whole": (b"9" * 5_000, "request.number_too_long"),
    "a fraction of 5,000 digits": (b'{"a":0.' + b"1" * 5_000 + b"}", "request.number_too_long"),
    "an exponent of 5,000 digits": (b'{"a":1e' + b"9" * 5_000 + b"}", "request.number_too_long"),
    "an infinite number": (b'{"a":1e999}', "request.json_malformed"),
    "not a number": (b'{"a":NaN}', "request.json_malformed"),
    "infinity": (b'{"a":-Infinity}', "request.json_malformed"),
    "a list 90,000 deep": (b"[" * 90_000, "request.json_too_deep"),
    "objects 15,000 deep": (b'{"a":' * 15_000, "request.json_too_deep"),
    "33 levels": (b'{"a":' * 33 + b"1" + b"}" * 33, "request.json_too_deep"),
    "depth behind a quoted bracket": (b'{"a]":' * 40 + b"1" + b"}" * 40, "request.json_too_deep"),
    "an unclosed object": (b'{"query":"{hello}"', "request.json_malformed"),
    "an unclosed string": (b'{"query":"{hello}', "request.json_malformed"),
    "a string that ends in a backslash": (b'{"query":"\\', "request.json_malformed"),
    "50,000 escaped quotes": (b'"' + b'\\"' * 49_000, "request.json_malformed"),
    "closing brackets only": (b"]" * 1_000, "request.json_malformed"),
    "a trailing comma": (b'{"query":"{hello}",}', "request.json_malformed"),
    "single quotes": (b"{'query':'{hello}'}", "request.json_malformed"),
    "two values": (GOOD + GOOD, "request.json_malformed"),
    "a raw control character": (b'{"query":"{hello}\x01"}', "request.json_malformed"),
    "a raw NUL": (b'{"query":"\x00"}', "request.json_malformed"),
    "an escaped NUL": (b'{"query":"\\u0000"}', "request.nul_character"),
    "an escaped NUL deep inside": (b'{"variables":{"a":[{"\\u0000":1}]}}', "request.nul_character"),
    "a lone surrogate": (b'{"query":"\\ud800"}', "request.json_malformed"),
    "invalid UTF-8": (b'{"query":"\xff\xfe"}', "request.not_utf8"),
    "overlong UTF-8": (b'{"query":"\xc0\xaf"}', "request.not_utf8"),
    "a surrogate in UTF-8": (b'{"query":"\xed\xa0\x80"}', "request.not_utf8"),
    "a gzip body without its header": (gzip.compress(GOOD), "request.not_utf8"),
    "UTF-16": ('{"query":"{hello}"}'.encode("utf-16"), "request.not_utf8"),
    "UTF-16 without a mark": ('{"query":"{hello}"}'.encode("utf-16-le"), "request.json_malformed"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, "request.json_malformed"),
    "a query that is a number": (b'{"query":1}', "request.graphql_shape"),
    "a query that is an object": (b'{"query":{}}', "request.graphql_shape"),
    "variables that are a list": (b'{"query":"{hello}","variables":[]}', "request.graphql_shape"),
    "variables that are a string": (b'{"query":"{hello}","variables":"{}"}', "request.graphql_shape"),
    "an operation name that is a list": (b'{"query":"{hello}","operationName":["a"]}', "request.graphql_shape"),
    "extensions that are a string": (b'{"query":"{hello}","extensions":"x"}', "request.graphql_shape"),
    "more than 100 kB": (b'{"query":"' + b" " * 100_000 + b'{hello}"}', "request.body_too_large"),
}

FORMS: dict[str, tuple[str, bytes, str]] = {
    "no boundary": ("multipart/form-data", b"--x--", "request.multipart_malformed"),
    "an empty boundary": ("multipart/form-data; boundary=", b"----", "request.multipart_malformed"),
    "an empty quoted boundary": ('multipart/form-data; boundary=""', b"----", "request.multipart_malformed"),
    "a boundary of 71 characters": (f"multipart/form-data; boundary={'b' * 71}", b"", "request.multipart_malformed"),
    "a boundary with a line break": ('multipart/form-data; boundary="a\\nb\x01"', b"x", "request.multipart_malformed"),
    "an empty body": (FORM, b"", "request.json_malformed"),
    "another boundary": (FORM, b"--y\r\n\r\n--y--", "request.multipart_malformed"),
    "no end": (FORM, form(UPLOAD, '{"0":["variables.f"]}')[:-7], "request.multipart_malformed"),
    "a map that is a list": (FORM, form(UPLOAD, "[1]"), "request.json_not_object"),
    "a map that is a number": (FORM, form(UPLOAD, "1"), "request.json_not_object"),
    "a map with a numeric path": (FORM, form(UPLOAD, '{"0":[1]}'), "request.multipart_malformed"),
    "a map with a path that is no list": (FORM, form(UPLOAD, '{"0":"variables.f"}'), "request.multipart_malformed"),
    "a map with an empty list": (FORM, form(UPLOAD, '{"0":[]}'), "request.multipart_malformed"),
    "a map with an index out of range": (FORM, form(MANY, '{"0":["variables.f.9"]}'), "request.multipart_malformed"),
    "a map with a word for an index": (FORM, form(MANY, '{"0":["variables.f.word"]}'), "request.multipart_malformed"),
    "a map with a negative index": (FORM, form(MANY, '{"0":["variables.f.-1"]}'), "request.multipart_malformed"),
    "a map into the query": (FORM, form(UPLOAD, '{"0":["query"]}'), "request.multipart_malformed"),
    "a map to an unknown variable": (FORM, form(UPLOAD, '{"0":["variables.g"]}'), "request.multipart_malformed"),
    "a map with the same path twice": (
        FORM,
        form(UPLOAD, '{"0":["variables.f","variables.f"]}'),
        "request.multipart_malformed",
    ),
    "a map that names a missing file": (
        FORM,
        multipart("x", ('name="operations"', UPLOAD), ('name="map"', '{"7":["variables.f"]}'), FILE),
        "request.multipart_malformed",
    ),
    "a map that is no JSON": (FORM, form(UPLOAD, "{"), "request.json_malformed"),
    "a map with 10,000 brackets": (FORM, form(UPLOAD, "[" * 10_000), "request.json_too_deep"),
    "operations null": (FORM, form("null", '{"0":["variables.f"]}'), "request.json_not_object"),
    "operations a list": (FORM, form(f"[{UPLOAD}]", '{"0":["0.variables.f"]}'), "request.json_not_object"),
    "operations not UTF-8": (FORM, form(UPLOAD, "{}").replace(b"mutation", b"\xff"), "request.not_utf8"),
    "the map first": (FORM, multipart("x", ('name="map"', "{}"), FILE), "request.multipart_malformed"),
    "a file first": (FORM, multipart("x", FILE, ('name="operations"', UPLOAD)), "request.multipart_malformed"),
    "operations alone": (FORM, multipart("x", ('name="operations"', UPLOAD)), "request.multipart_malformed"),
    "a part without a name": (FORM, multipart("x", ('filename="a"', "x")), "request.multipart_malformed"),
    "a part twice": (FORM, multipart("x", *[('name="operations"', UPLOAD)] * 2), "request.multipart_malformed"),
    "operations of 150 kB": (FORM, form(" " * 101_000, "{}"), "request.body_too_large"),
}

HEADS: dict[str, tuple[str, str, Headers, int, str]] = {
    "DELETE": ("DELETE", "/graphql", [], 405, "request.method_not_allowed"),
    "TRACE": ("TRACE", "/graphql", [], 405, "request.method_not_allowed"),
    "an invented method": ("PURGE", "/", [], 405, "request.method_not_allowed"),
    "POST to a page": ("POST", "/page", [], 405, "request.method_not_allowed"),
    "GET with a body": ("GET", "/page", [("content-length", "3")], 400, "request.body_unexpected"),
    "GET with chunks": ("GET", "/page", [("transfer-encoding", "chunked")], 400, "request.body_unexpected"),
    "a NUL in the path": ("GET", "/a\x00b", [], 400, "request.path_malformed"),
    "a line break in the path": ("GET", "/a\r\nb", [], 400, "request.path_malformed"),
    "a path that was not UTF-8": ("GET", "/a\ufffd", [], 400, "request.path_malformed"),
    "a query that is not UTF-8": ("GET", "/page?a=%ff", [], 400, "request.not_utf8"),
    "a NUL in the query": ("GET", "/page?a=%00", [], 400, "request.nul_character"),
    "a query of 20 kB": ("GET", "/page?" + "a" * 20_000, [], 414, "request.uri_too_long"),
    "variables in the query that are a list": ("GET", "/graphql?variables=[]", [], 400, "request.json_not_object"),
    "deep variables in the query": ("GET", "/graphql?variables=" + "[" * 99, [], 400, "request.json_too_deep"),
    "a field of the query twice": ("GET", "/graphql?query=a&query=b", [], 400, "request.query_malformed"),
    "200 fields in the query": ("GET", "/graphql?" + "a&" * 200, [], 400, "request.query_malformed"),
    "101 headers": ("GET", "/", [(f"x-{n}", "1") for n in range(101)], 431, "request.headers_too_large"),
    "a header of 40 kB": ("GET", "/", [("x-a", "1" * 40_000)], 431, "request.headers_too_large"),
    "two hosts": ("GET", "/", [("host", "evil.example")], 400, "request.header_malformed"),
    "two authorizations": (
        "GET",
        "/",
        [("authorization", "a"), ("authorization", "b")],
        400,
        "request.header_malformed",
    ),
    "an unknown expectation": ("GET", "/", [("expect", "tea")], 417, "request.expectation_unsupported"),
    "a length in words": ("POST", "/session", [("content-length", "many")], 400, "request.header_malformed"),
    "a negative length": ("POST", "/session", [("content-length", "-1")], 400, "request.header_malformed"),
    "a length of 40 digits": ("POST", "/session", [("content-length", "9" * 40)], 400, "request.header_malformed"),
    "another transfer coding": (
        "POST",
        "/session",
        [("transfer-encoding", "gzip, chunked")],
        400,
        "request.header_malformed",
    ),
    "a gzip body": (
        "POST",
        "/graphql",
        [("content-type", "application/json"), ("content-encoding", "gzip")],
        415,
        "request.encoding_unsupported",
    ),
    "a long body announced": (
        "POST",
        "/graphql",
        [("content-type", "application/json"), ("content-length", "100001")],
        413,
        "request.body_too_large",
    ),
}

CONTENT_TYPES = [
    "",
    "application",
    "text/plain",
    "text/application/json",
    "application/graphql",
    "application/x-www-form-urlencoded",
    "application/json; charset=utf-16",
    "application/json; charset=latin1",
    "application/json; charset",
    "application/json; charset=utf-8; charset=utf-16",
    "application/json, text/plain",
    "application/json\x01",
]


@pytest.mark.parametrize("shape", JSON_SHAPES)
async def test_a_json_body_of_the_wrong_shape_is_refused(app: ASGIApp, shape: str) -> None:
    body, code = JSON_SHAPES[shape]
    reply = await post(app, body)
    assert (reply.code, 400 <= reply.status < 500) == (code, True)


@pytest.mark.parametrize("shape", FORMS)
async def test_a_multipart_body_of_the_wrong_shape_is_refused(app: ASGIApp, shape: str) -> None:
    content_type, body, code = FORMS[shape]
    reply = await post(app, body, content_type)
    assert (reply.code, 400 <= reply.status < 500) == (code, True)


@pytest.mark.parametrize("shape", HEADS)
async def test_a_request_with_the_wrong_head_is_refused(app: ASGIApp, shape: str) -> None:
    method, path, headers, status, code = HEADS[shape]
    reply = await call(app, method, path, headers, [b"abc"])
    assert (reply.status, reply.code) == (status, code)


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
async def test_any_other_content_type_is_refused(app: ASGIApp, content_type: str) -> None:
    reply = await post(app, GOOD, content_type)
    assert (reply.status, reply.code) == (415, "request.media_type_unsupported")


async def test_a_request_of_http_1_1_without_a_host_is_refused(app: ASGIApp) -> None:
    reply = await call(app, no_host=True)
    assert reply.code == "request.header_malformed"


async def test_a_body_that_grows_beyond_the_limit_without_a_length_is_refused(app: ASGIApp) -> None:
    headers = [("content-type", "application/json"), ("transfer-encoding", "chunked")]
    reply = await call(app, "POST", "/graphql", headers, [b" " * 40_000] * 3)
    assert (reply.status, reply.code) == (413, "request.body_too_large")


async def test_an_upload_that_grows_beyond_the_limit_is_refused_while_the_application_reads_it(app: ASGIApp) -> None:
    headers = [("content-type", "application/octet-stream"), ("transfer-encoding", "chunked")]
    reply = await call(app, "PUT", "/uploads", headers, [b" " * 400_000] * 3)
    assert (reply.status, reply.code) == (413, "request.body_too_large")
    assert reply.headers["content-type"].startswith("application/problem+json")


async def test_a_form_fed_byte_by_byte_is_judged_like_one_in_one_piece(app: ASGIApp) -> None:
    good, bad = form(UPLOAD, '{"0":["variables.f"]}'), form(UPLOAD, '{"0":["variables.g"]}')
    for body, expected in ((good, 200), (bad, 400)):
        reply = await post(app, body, FORM, chunks=[body[i : i + 1] for i in range(len(body))])
        assert reply.status == expected
    assert (await post(app, good, FORM)).json == {"data": {"keep": 3}}


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
async def test_a_good_request_passes(app: ASGIApp, content_type: str) -> None:
    reply = await post(app, GOOD, content_type)
    assert (reply.status, reply.json) == (200, {"data": {"hello": "hello world"}})


async def test_32_levels_and_brackets_in_strings_pass(app: ASGIApp) -> None:
    deep = b'{"query":"{hello}","variables":' + b'{"a":' * 30 + b'["[[[[[{{{{{"]' + b"}" * 31
    assert (await post(app, deep)).status == 200


async def test_a_backslash_before_u0000_is_no_nul(app: ASGIApp) -> None:
    assert (await post(app, b'{"query":"{hello}","variables":{"a":"\\\\u0000"}}')).status == 200


async def test_the_parsed_body_travels_on_and_the_bytes_too(app: ASGIApp) -> None:
    reply = await post(app, b'{"a": 1}', path="/session")
    assert reply.json == {"bytes": 8}
    assert reply.scope["state"]["json"] == {"a": 1}


async def test_a_refusal_speaks_both_languages_and_names_field_and_request(app: ASGIApp) -> None:
    graphql = await post(app, b"[]")
    error = graphql.json["errors"][0]
    assert error["message"] == "The JSON must be an object"
    assert error["extensions"] == {
        "code": "REQUEST_JSON_NOT_OBJECT",
        "field": "body",
        "requestId": graphql.headers["x-request-id"],
        "messageZh": "JSON 内容必须是对象",
    }
    problem = await post(app, b"[]", path="/session")
    assert problem.headers["content-type"] == "application/problem+json; charset=utf-8"
    assert problem.json["requestId"] == problem.headers["x-request-id"]
    assert (problem.json["status"], problem.json["code"]) == (400, "request.json_not_object")


async def test_the_media_type_of_a_graphql_refusal_follows_accept(app: ASGIApp) -> None:
    modern = await post(app, b"[]", headers=[("accept", "application/graphql-response+json")])
    assert modern.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    assert (await post(app, b"[]")).headers["content-type"] == "application/json; charset=utf-8"


async def test_a_refused_method_names_the_allowed_ones(app: ASGIApp) -> None:
    assert (await call(app, "DELETE", "/graphql")).headers["allow"] == "GET, POST"


async def test_a_client_that_leaves_in_the_middle_of_its_body_gets_no_answer(app: ASGIApp) -> None:
    headers = [("content-type", "application/json"), ("content-length", "100")]
    reply = await call(app, "POST", "/graphql", headers, [b'{"que'], disconnect=True)
    assert (reply.status, reply.body) == (0, b"")


async def test_a_refusal_does_not_repeat_what_was_sent(app: ASGIApp) -> None:
    reply = await post(app, json.dumps({"query": 1, "password": "hunter2"}).encode())
    assert b"hunter2" not in reply.body


def test_there_are_more_than_sixty_shapes() -> None:
    assert len(JSON_SHAPES) + len(FORMS) + len(HEADS) + len(CONTENT_TYPES) > 60
