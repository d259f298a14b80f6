"""The hook through which Strawberry gets a judged document: it neither parses nor validates by itself.

Over a socket only subscriptions run. Its context lives as long as the socket, and so do the loaders in it: a query
there would be answered from memory after the session has ended.
"""

from collections.abc import Iterator

from graphql import DocumentNode, GraphQLError, parse
from strawberry.extensions import SchemaExtension

from schema.kit.context import Context
from schema.kit.errors import DocumentRefused
from schema.wire.documents import DocumentErrors, Judge, chosen_operation, is_subscription
from server.kit.errors import DomainError

REFUSED = parse("subscription { __typename }")
"""Stands for a document that will not be executed: Strawberry looks for its operation before it looks for errors."""


def prepared_by(judge: Judge) -> type[SchemaExtension]:
    """An extension that judges the document of a WebSocket operation, and takes over the one judged by the endpoint."""

    class Prepared(SchemaExtension):
        def on_parse(self) -> Iterator[None]:
            execution = self.execution_context
            context = execution.context
            ready = context.document if isinstance(context, Context) else None
            name = execution._provided_operation_name  # noqa: SLF001 - the name as the client sent it
            execution.pre_execution_errors = []
            if ready is None:
                try:
                    ready = _subscription(judge, execution.query or "", name)
                except DocumentErrors as refused:
                    execution.pre_execution_errors = refused.errors
                except DomainError as error:
                    execution.pre_execution_errors = [GraphQLError(error.code, original_error=error)]
            if execution.pre_execution_errors:
                execution._provided_operation_name = None  # noqa: SLF001 - the placeholder's operation has no name
            execution.graphql_document = ready or REFUSED
            yield

    return Prepared


def _subscription(judge: Judge, text: str, name: str | None) -> DocumentNode:
    """The judged document of a socket. Raises DocumentErrors or a refusal."""
    document = judge.judged(text).document
    if not is_subscription(chosen_operation(document, name)):
        raise DocumentRefused(field="query", reason="only subscriptions run over WebSocket")
    return document
