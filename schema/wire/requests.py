"""From an HTTP request to what is asked: a JSON body, or the query string of a GET (GraphQL over HTTP, section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import Receive, Scope

from server.front.json_shape import check_graphql, parse_object
from server.kit.errors import Invalid

TEXTS = ("query", "documentId", "operationName")
MAPS = ("variables", "extensions")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: a document's text or the id of a trusted document, never both."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None
    extensions: dict[str, Any]
    by_get: bool


async def asked(scope: Scope, receive: Receive) -> Asked:
    """What a request asks. Raises Invalid, or a refusal of the front door's for what is no request at all."""
    by_get = scope["method"] != "POST"
    given = _query_string(scope) if by_get else await _body(scope, receive)
    return question_of(given, by_get=by_get)


def question_of(given: Mapping[str, Any], *, by_get: bool = False) -> Asked:
    """What the members of a body ask; the payload of a `subscribe` message has the same. Raises Invalid."""
    query, document_id = given.get("query"), given.get("documentId")
    if document_id is not None and (not isinstance(document_id, str) or not document_id):
        raise Invalid(field="documentId", reason="string")
    if query is not None and document_id is not None:
        raise Invalid(field="documentId", reason="a query or the id of a document, not both")
    if not query and document_id is None:
        raise Invalid(field="query", reason="string")
    return Asked(
        query=query,
        document_id=document_id,
        variables=given.get("variables") or {},
        operation_name=given.get("operationName"),
        extensions=given.get("extensions") or {},
        by_get=by_get,
    )


async def _body(scope: Scope, receive: Receive) -> dict[str, Any]:
    """The body as the front door has parsed and checked it."""
    given: dict[str, Any] | None = scope.get("state", {}).get("json")
    if given is None:
        given = parse_object(await Request(scope, receive).body())
        check_graphql(given)
    return given


def _query_string(scope: Scope) -> dict[str, Any]:
    """The front door has seen that no name comes twice. An empty operationName is none, says the specification."""
    query: bytes = scope.get("query_string", b"")
    pairs = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    given: dict[str, Any] = {name: pairs[name] for name in TEXTS if name in pairs}
    if not given.get("operationName"):
        given.pop("operationName", None)
    for name in MAPS:
        if pairs.get(name, "") not in {"", "null"}:
            given[name] = parse_object(pairs[name].encode(), field=name)
    return given
