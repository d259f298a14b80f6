"""Reading a mutation's payload back: by the same compiler, inside the transaction that wrote.

The guard runs the read after the verb and before the commit, so the answer shows what this transaction made and
nothing that came after. Where the payload has no plan, or the caller may not see all of it, nothing is read inside and
graphql-core answers from the payload's descriptions after the commit.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import orjson
from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from graphql.execution.values import VariableValues
from sqlalchemy import Text, cast, select
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.kit.context import Info
from schema.reading.catalogue import Catalogue
from schema.reading.compiler import Compiler
from schema.reading.descriptions import Description
from schema.reading.pieces import TYPENAME, NoPlan, as_object, text_literal
from schema.reading.plans import root_prefix
from schema.reading.terms import Terms, sides_of, standing_values
from server.kit.work import Caller, Work

T = TypeVar("T")
RESULT = 4
"""The place of a field's value among the arguments of graphql-core's `complete_value`."""
CATALOGUE = "jiedai-catalogue"
"""Under this key the query type of a bound schema keeps its catalogue."""


class ReadBack(Generic[T]):
    """What a mutation answers with. `tells` makes the payload, its rows described, from the verb's outcome."""

    def __init__(self, info: Info, tells: Callable[[Any], T]) -> None:
        self._raw: Any = info._raw_info  # noqa: SLF001 - graphql-core's info, which Strawberry hides
        self._context = info.context
        self._tells = tells
        self._made: orjson.Fragment | None = None

    def caller(self, key: str) -> Caller:
        """The caller with the mutation's request key, who reads back."""
        return self._context.keyed(key).reading_back(self)

    def answer(self, outcome: Any) -> T:
        """What the field answers with: what was read inside the transaction, else the payload."""
        made: Any = self._made
        return made if made is not None else self._tells(outcome)

    async def __call__(self, work: Work, outcome: Any) -> None:
        """Read the payload in this transaction. A transaction that begins again reads again."""
        self._made = None
        catalogue = self._raw.schema.query_type.extensions[CATALOGUE] if self._raw.schema.query_type else None
        assert isinstance(catalogue, Catalogue)
        compiler = self._compiler(catalogue, work)
        try:
            answer, values = self._compiled(compiler, self._tells(outcome))
        except NoPlan:
            return
        reader = work.actor.under_all(compiler.operations)
        if compiler.operations <= work.actor.operations and reader is not None and reader.scope == work.scope:
            standing = standing_values(work.actor, work.now, work.today)
            statement = select(cast(answer, Text))
            text = (await work.session.execute(statement, {**standing, **values})).scalar_one()
            self._made = orjson.Fragment(text.encode())

    def _compiler(self, catalogue: Catalogue, work: Work) -> Compiler:
        fragments = {name: FragmentDetails(node) for name, node in self._raw.fragments.items()}
        terms = Terms(sides_of(work.actor.scope))
        # Strawberry hands on the plain values; the compiler asks for nothing else of them
        values: Any = self._raw.variable_values
        return Compiler(catalogue, fragments, VariableValues({}, values), self._raw.operation, terms)

    def _compiled(self, compiler: Compiler, payload: T) -> tuple[Any, dict[str, Any]]:
        kind = get_named_type(self._raw.return_type)
        assert isinstance(kind, GraphQLObjectType)
        fields = compiler.catalogue.kinds[kind.name].fields
        columns: list[Any] = []
        values: dict[str, Any] = {}
        wanted = compiler.subfields(kind, [FieldDetails(node, None) for node in self._raw.field_nodes])
        for place, (key, details) in enumerate(wanted.items()):
            name = details[0].node.name.value
            if name == TYPENAME:
                columns.append(text_literal(kind.name).label(key))
                continue
            described = getattr(payload, fields[name].attribute)
            if not isinstance(described, Description):
                message = f"{kind.name}.{name} is made by Python"
                raise NoPlan(message)
            prefix = root_prefix(place)
            columns.append(compiler.described(described, kind.fields[name].type, details, prefix).label(key))
            values |= {f"{prefix}{own}": value for own, value in described.values().items()}
        return as_object(select(*columns), "answer"), values


class ThroughExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which lets an answer pass that is JSON already."""

    def complete_value(self, *given: Any) -> Any:
        result = given[RESULT]
        return result if isinstance(result, orjson.Fragment) else super().complete_value(*given)
