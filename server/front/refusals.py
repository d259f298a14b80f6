"""What the front door refuses, and how any refusal is answered over plain ASGI."""

import json
from collections.abc import Iterable, Sequence

from starlette.types import Scope, Send

from server.front.accepts import JSON_TYPE, accept_of, answer_type
from server.kit.errors import DomainError, TooMany, Unforeseen

Header = tuple[bytes, bytes]


class Malformed(DomainError):
    """The request is not one that this server understands."""

    code = "request.malformed"
    zh = "请求格式有误"
    en = "The request is malformed"
    status = 400


class NotHttp(Malformed):
    code = "request.not_http"
    zh = "不是有效的 HTTP 请求"
    en = "This is not a valid HTTP request"


class MethodNotAllowed(Malformed):
    code = "request.method_not_allowed"
    zh = "此路径不接受该方法"
    en = "This path does not take that method"
    status = 405


class PathMalformed(Malformed):
    code = "request.path_malformed"
    zh = "路径含有非法字符"
    en = "The path holds characters that are not allowed"


class QueryMalformed(Malformed):
    code = "request.query_malformed"
    zh = "查询参数有误：{reason}"
    en = "The query string is malformed: {reason}"


class UriTooLong(Malformed):
    code = "request.uri_too_long"
    zh = "网址过长，上限 {limit_bytes} 字节"
    en = "The address is longer than {limit_bytes} bytes"
    status = 414


class HeaderMalformed(Malformed):
    code = "request.header_malformed"
    zh = "请求头有误：{reason}"
    en = "A header is malformed: {reason}"


class HeadersTooLarge(Malformed):
    code = "request.headers_too_large"
    zh = "请求头过大，上限 {limit}"
    en = "The headers are larger than {limit}"
    status = 431


class BodyTooLarge(Malformed):
    code = "request.body_too_large"
    zh = "内容过大，上限 {limit_bytes} 字节"
    en = "The body is larger than {limit_bytes} bytes"
    status = 413


class BodyUnexpected(Malformed):
    code = "request.body_unexpected"
    zh = "此请求不应带有内容"
    en = "This request takes no body"


class MediaTypeUnsupported(Malformed):
    code = "request.media_type_unsupported"
    zh = "不支持的内容类型，可用：{accepted}"
    en = "Unsupported content type; this path takes {accepted}"
    status = 415


class NotAcceptable(Malformed):
    code = "request.not_acceptable"
    zh = "无法以所要求的类型回复，请接受 application/json"
    en = "No answer in a type that Accept takes; let it take application/json"
    status = 406


class EncodingUnsupported(Malformed):
    code = "request.encoding_unsupported"
    zh = "不接受压缩的请求内容"
    en = "Encoded request bodies are not taken"
    status = 415


class ExpectationUnsupported(Malformed):
    code = "request.expectation_unsupported"
    zh = "不支持的 Expect 请求头"
    en = "Unsupported Expect header"
    status = 417


class NotUtf8(Malformed):
    code = "request.not_utf8"
    zh = "内容不是有效的 UTF-8"
    en = "The text is not valid UTF-8"


class JsonMalformed(Malformed):
    code = "request.json_malformed"
    zh = "不是有效的 JSON：{reason}"
    en = "Not valid JSON: {reason}"


class JsonNotObject(Malformed):
    code = "request.json_not_object"
    zh = "JSON 内容必须是对象"
    en = "The JSON must be an object"


class JsonTooDeep(Malformed):
    code = "request.json_too_deep"
    zh = "JSON 嵌套超过 {limit} 层"
    en = "The JSON is nested deeper than {limit} levels"


class NumberTooLong(Malformed):
    code = "request.number_too_long"
    zh = "数字超过 {limit} 位"
    en = "A number has more than {limit} digits"


class NulCharacter(Malformed):
    code = "request.nul_character"
    zh = "文本含有空字符 (NUL)"
    en = "A text holds the NUL character"


class GraphqlShape(Malformed):
    code = "request.graphql_shape"
    zh = "GraphQL 请求格式有误：{reason}"
    en = "Not a GraphQL request: {reason}"


class MultipartMalformed(Malformed):
    code = "request.multipart_malformed"
    zh = "multipart 内容有误：{reason}"
    en = "The multipart body is malformed: {reason}"


class TimedOut(Malformed):
    code = "request.timed_out"
    zh = "请求发送过慢，已断开"
    en = "The request came too slowly"
    status = 408


class RateExceeded(TooMany):
    """More requests in a minute than one caller has."""

    code = "request.rate_exceeded"
    zh = "请求过于频繁（每分钟上限 {limit} 次），请 {retry_after_seconds} 秒后再试"
    en = "More than {limit} requests in a minute; try again in {retry_after_seconds} seconds"


class OriginForeign(Malformed):
    code = "request.origin_foreign"
    zh = "不接受来自该网站的连接"
    en = "Connections from that site are not taken"
    status = 403


class ProtocolUnsupported(Malformed):
    code = "request.protocol_unsupported"
    zh = "不支持的 WebSocket 子协议，可用：{accepted}"
    en = "Unsupported WebSocket subprotocol; this path takes {accepted}"


def request_id_of(scope: Scope) -> str:
    """The id given by `RequestId`, or '' outside of it."""
    return str(scope.get("state", {}).get("request_id", ""))


def graphql_body(error: DomainError, request_id: str) -> bytes:
    """The refusal as a GraphQL response without data."""
    extensions = {
        "code": error.enum_name,
        "field": error.field,
        "requestId": request_id,
        "messageZh": error.message_zh,
    }
    return _dump({"errors": [{"message": error.message_en, "extensions": extensions}]})


def problem_body(error: DomainError, request_id: str) -> bytes:
    """The refusal as RFC 9457 problem details, with our members beside the standard ones."""
    return _dump(
        {
            "type": "about:blank",
            "title": error.en.split(":")[0].split("{")[0].strip(),
            "status": error.status,
            "detail": error.message_en,
            "code": error.code,
            "field": error.field,
            "requestId": request_id,
            "messageZh": error.message_zh,
        }
    )


def _dump(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def graphql_media_type(headers: Iterable[Header]) -> bytes:
    """GraphQL over HTTP: the media type of the answer follows Accept, even where it takes none that there is."""
    return (answer_type(accept_of(headers)) or JSON_TYPE).encode()


async def answer(
    scope: Scope, send: Send, error: DomainError, *, graphql: bool = False, headers: Sequence[Header] = ()
) -> None:
    """Send a refusal as the whole response: GraphQL's shape, or problem details.

    On a WebSocket that is not yet accepted it is the HTTP answer to the handshake; where the server cannot give one
    the socket is closed with 1008.
    """
    request_id = request_id_of(scope)
    body = graphql_body(error, request_id) if graphql else problem_body(error, request_id)
    media = graphql_media_type(scope["headers"]) if graphql else b"application/problem+json"
    kind = "http.response"
    if scope["type"] == "websocket":
        if "websocket.http.response" not in (scope.get("extensions") or {}):
            await send({"type": "websocket.close", "code": 1008, "reason": error.code})
            return
        kind = "websocket.http.response"
    sent = [(b"content-type", media + b"; charset=utf-8"), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": f"{kind}.start", "status": error.status, "headers": sent})
    await send({"type": f"{kind}.body", "body": b"" if scope.get("method") == "HEAD" else body})


__all__ = ["Header", "Malformed", "Unforeseen", "answer", "graphql_body", "problem_body", "request_id_of"]
