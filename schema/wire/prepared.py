"""The hook through which Strawberry gets a judged document: it neither parses nor validates by itself."""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension

from schema.kit.context import Context


class Prepared(SchemaExtension):
    """Takes over the document that was judged before anything is executed."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context.context
        assert isinstance(context, Context)
        self.execution_context.pre_execution_errors = []
        self.execution_context.graphql_document = context.document
        yield
