"""The hook through which Strawberry gets a judged document: it neither parses nor validates by itself."""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension

from schema.kit.context import Context
from schema.wire.documents import Judge, chosen_operation


def prepared_by(judge: Judge) -> type[SchemaExtension]:
    """An extension that judges the document of a WebSocket operation, and takes over the one judged by the endpoint."""

    class Prepared(SchemaExtension):
        def on_parse(self) -> Iterator[None]:
            execution = self.execution_context
            context = execution.context
            ready = context.document if isinstance(context, Context) else None
            if ready is None:
                ready = judge.judged(execution.query or "").document
            chosen_operation(ready, execution._provided_operation_name)  # noqa: SLF001 - the name as the client sent it
            execution.graphql_document = ready
            execution.pre_execution_errors = []
            yield

    return Prepared
