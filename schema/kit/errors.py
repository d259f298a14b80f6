"""Refusals as GraphQL errors: coded, with the input field, in both languages; everything unforeseen is masked."""

import importlib
import pkgutil
from enum import Enum, EnumMeta
from typing import Any, cast

import strawberry
import structlog
from graphql import GraphQLError

import server
from schema.kit.places import VARIABLE, place_of, sentence_of
from server.front import refusals
from server.kit.errors import DomainError, Unforeseen, every_error

MESSAGE_LENGTH_MAX = 300
PACKAGES = frozenset({"server", "schema", "mobile_api"})
"""Whose error classes the API knows: others, like those of a test, are no part of it."""

_log = structlog.get_logger()


class DocumentRefused(DomainError):
    """The document does not parse, does not fit the schema, or asks for too much."""

    code = "request.document_refused"
    zh = "GraphQL 文档有误：{reason}"
    en = "GraphQL document refused: {reason}"


class DocumentBeyondLimit(DocumentRefused):
    """The document is longer, deeper or wider than any may be."""

    code = "request.document_beyond_limit"
    zh = "GraphQL 文档超出限制：{name_zh} {found}，上限 {limit}"
    en = "GraphQL document beyond a limit: {name} {found}, at most {limit}"


class DocumentTooCostly(DocumentRefused):
    """The document asks for more than one answer may hold."""

    code = "request.document_too_costly"
    zh = "GraphQL 文档开销过大：开销 {cost}（上限 {limit}），行数 {nodes}（上限 {nodes_limit}）"
    en = "GraphQL document too costly: cost {cost} (at most {limit}), rows {nodes} (at most {nodes_limit})"


class VariablesRefused(DomainError):
    """A variable is missing or of the wrong kind."""

    code = "request.variables_refused"
    zh = "GraphQL 变量有误：{reason}"
    en = "GraphQL variables refused: {reason}"


def _import_errors() -> None:
    assert refusals.__name__
    for module in pkgutil.walk_packages(server.__path__, f"{server.__name__}."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)


def _error_codes() -> dict[str, Any]:
    _import_errors()
    classes = {cls.code: cls for cls in every_error() if cls.__module__.partition(".")[0] in PACKAGES}
    return {
        code.upper().replace(".", "_"): strawberry.enum_value(code, description=classes[code].en)
        for code in sorted(classes)
    }


ErrorCode: Any = strawberry.enum(
    cast("EnumMeta", Enum("ErrorCode", _error_codes())),
    description="Every code that `errors[].extensions.code` can hold.",
)


def coded(error: GraphQLError, request_id: str) -> GraphQLError:
    """Rewrite an error, in place, as it may leave the house: our sentence, our code, nothing of the cause."""
    refusal = _refusal(error, request_id)
    error.message = refusal.message_en[:MESSAGE_LENGTH_MAX]
    error.extensions = {
        "code": refusal.enum_name,
        "field": refusal.field,
        "requestId": request_id,
        "messageEn": refusal.message_en[:MESSAGE_LENGTH_MAX],
        "messageZh": refusal.message_zh[:MESSAGE_LENGTH_MAX],
    }
    if "retry_after_seconds" in refusal.facts:
        error.extensions["retryAfterSeconds"] = refusal.facts["retry_after_seconds"]
    error.original_error = refusal
    return error


def _refusal(error: GraphQLError, request_id: str) -> DomainError:
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, DomainError):
        cause.field = cause.field or place_of(error)
        return cause
    if cause is None or VARIABLE.match(error.message):
        return _refused_input(error)
    _log.error("unforeseen", request_id=request_id, path=list(error.path or ()), exc_info=cause)
    return Unforeseen()


def _refused_input(error: GraphQLError) -> DomainError:
    if VARIABLE.match(error.message):
        return VariablesRefused(field=place_of(error), reason=sentence_of(error))
    return DocumentRefused(field=place_of(error) or "query", reason=sentence_of(error))
