"""POST /graphql: body, bearer token, judged document, execution, coded answer.

GraphQL over HTTP: with `Accept: application/graphql-response+json` a request that could not be executed answers 4xx
without `data`; with `application/json` it answers 200, except for a missing log-in (401) and a body that is no request.
"""

from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from schema.kit.context import Context
from schema.kit.errors import DocumentRefused, coded
from schema.wire.callers import caller_of
from schema.wire.documents import ERRORS_MAX, DocumentErrors, Judge, chosen_operation, is_subscription
from server.kit.errors import DomainError, Invalid, Unauthenticated
from server.kit.work import House

RESPONSE_TYPE = "application/graphql-response+json"
JSON_TYPE = "application/json"
BAD_REQUEST = 400
OK = 200


class Endpoint:
    """An ASGI application over one schema and one house."""

    def __init__(self, schema: Any, judge: Judge, house: House) -> None:
        self._schema = schema
        self._judge = judge
        self._house = house

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        request_id = getattr(request.state, "request_id", "")
        modern = RESPONSE_TYPE in request.headers.get("accept", "")
        try:
            body = await _body(request)
            caller = await caller_of(self._house, request)
            request.scope.setdefault("state", {})["actor_id"] = str(caller.actor.id)
            judged = self._judge.judged(body["query"])
            if is_subscription(chosen_operation(judged.document, body.get("operationName"))):
                raise DocumentRefused(field="query", reason="subscriptions run over WebSocket")
        except DocumentErrors as refused:
            return _refusal(refused.errors, request_id, modern=modern, status=BAD_REQUEST)
        except DomainError as error:
            wrapped = [GraphQLError(error.code, original_error=error)]
            return _refusal(wrapped, request_id, modern=modern, status=error.status)
        return await self._execute(Context(caller, judged.document), body, request_id, modern=modern)

    async def _execute(self, context: Context, body: dict[str, Any], request_id: str, *, modern: bool) -> Response:
        result = await self._schema.execute(
            body["query"],
            variable_values=body.get("variables"),
            context_value=context,
            operation_name=body.get("operationName"),
        )
        errors = [coded(error, request_id).formatted for error in result.errors or ()]
        answer = {"data": result.data} if not errors else {"errors": errors, "data": result.data}
        executed = result.data is not None or not errors or any("path" in error for error in errors)
        if not executed:
            answer = {"errors": errors[:ERRORS_MAX]}
        return _json(answer, modern=modern, status=OK if executed or not modern else BAD_REQUEST)


async def _body(request: Request) -> dict[str, Any]:
    """The request's parameters, each of its right kind. Raises Invalid."""
    parsed = getattr(request.state, "json", None)
    body = parsed if parsed is not None else await _parsed(request)
    if not isinstance(body, dict):
        raise Invalid(field="body", reason="JSON object")
    if not isinstance(body.get("query"), str) or not body["query"]:
        raise Invalid(field="query", reason="string")
    for name, kind in (("variables", dict), ("operationName", str), ("extensions", dict)):
        if body.get(name) is not None and not isinstance(body[name], kind):
            raise Invalid(field=name, reason=kind.__name__)
    return body


async def _parsed(request: Request) -> Any:
    try:
        return orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise Invalid(field="body", reason="JSON") from error


def _refusal(errors: list[GraphQLError], request_id: str, *, modern: bool, status: int) -> Response:
    shown = {"errors": [coded(error, request_id).formatted for error in errors]}
    told = status if modern or status in {Unauthenticated.status, Invalid.status} else OK
    return _json(shown, modern=modern, status=BAD_REQUEST if told == Invalid.status else told)


def _json(answer: dict[str, Any], *, modern: bool, status: int) -> Response:
    kind = RESPONSE_TYPE if modern else JSON_TYPE
    return Response(orjson.dumps(answer), status_code=status, media_type=f"{kind}; charset=utf-8")
