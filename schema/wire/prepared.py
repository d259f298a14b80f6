"""The hook through which Strawberry gets a judged document: it neither parses nor validates by itself.

Over a socket only subscriptions run. Its context lives as long as the socket, and so do the loaders in it: a query
there would be answered from memory after the session has ended.
"""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension

from schema.kit.context import Context
from schema.kit.errors import DocumentRefused
from schema.wire.documents import Judge, chosen_operation, is_subscription


def prepared_by(judge: Judge) -> type[SchemaExtension]:
    """An extension that judges the document of a WebSocket operation, and takes over the one judged by the endpoint."""

    class Prepared(SchemaExtension):
        def on_parse(self) -> Iterator[None]:
            execution = self.execution_context
            context = execution.context
            ready = context.document if isinstance(context, Context) else None
            name = execution._provided_operation_name  # noqa: SLF001 - the name as the client sent it
            if ready is None:
                ready = judge.judged(execution.query or "").document
                if not is_subscription(chosen_operation(ready, name)):
                    raise DocumentRefused(field="query", reason="only subscriptions run over WebSocket")
            chosen_operation(ready, name)
            execution.graphql_document = ready
            execution.pre_execution_errors = []
            yield

    return Prepared
