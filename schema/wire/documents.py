"""Documents that have been judged: parsed, limited and validated once, then kept in a bounded memory."""

from collections import OrderedDict
from dataclasses import dataclass, field

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from schema.kit.errors import DocumentRefused
from schema.reading.plans import Family
from schema.wire.crowds import Crowd
from schema.wire.deprecations import deprecated_parts, has_deprecations
from schema.wire.limits import TOKENS_MAX, check, check_weight, cost_told, precheck
from schema.wire.prices import Prices, prices_of
from schema.wire.weights import Scale, Weight, fragments_of

KNOWN_MAX = 500
KNOWN_BYTES_MAX = 250_000
"""Of text: a parsed document takes 60 to 130 times the memory of its text (measured)."""
ERRORS_MAX = 5
RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(frozen=True)
class Judged:
    """A document that may be executed, and what it weighs.

    `extensions` is that member of its answers, as JSON; `families` keeps the plans of its operations by their names.
    """

    text: str
    document: DocumentNode
    weight: Weight
    extensions: bytes
    deprecated: frozenset[str] = frozenset()
    """Coordinates of what it uses and the schema has deprecated."""
    families: dict[str | None, Family] = field(default_factory=dict, compare=False, repr=False)


class DocumentErrors(Exception):
    """The document does not fit the schema: at most five errors of graphql-core."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        self.errors = errors
        super().__init__(f"{len(errors)} errors")


class Judge:
    """Judges documents against one schema. Refusals are not remembered, so they cannot push good documents out.

    Without `introspection` the schema does not tell about itself: front-end teams have the committed SDL.
    """

    def __init__(self, schema: GraphQLSchema, *, introspection: bool = False) -> None:
        self._schema = schema
        self._rules = RULES if introspection else (*RULES, NoSchemaIntrospectionCustomRule)
        self._prices = prices_of(schema)
        self._deprecations = has_deprecations(schema)
        self._known: OrderedDict[str, Judged] = OrderedDict()
        self._known_bytes = 0

    def judged(self, text: str) -> Judged:
        """Raises DocumentRefused or DocumentErrors."""
        known = self._known.get(text)
        if known is not None:
            self._known.move_to_end(text)
            return known
        fresh = self._judge(text)
        self._known[text] = fresh
        self._known_bytes += len(text.encode())
        while len(self._known) > KNOWN_MAX or self._known_bytes > KNOWN_BYTES_MAX:
            oldest, _ = self._known.popitem(last=False)
            self._known_bytes -= len(oldest.encode())
        return fresh

    def _judge(self, text: str) -> Judged:
        precheck(text)
        try:
            document = parse(text, max_tokens=TOKENS_MAX)
        except GraphQLError as error:
            raise DocumentErrors([error]) from error
        weight = weigh(document, self._prices)
        errors = validate(self._schema, document, self._rules, max_errors=ERRORS_MAX - 1)
        if errors:
            raise DocumentErrors(errors[:ERRORS_MAX])
        deprecated = deprecated_parts(self._schema, document) if self._deprecations else frozenset()
        return Judged(text, document, weight, orjson.dumps(cost_told(weight.cost, weight.nodes)), deprecated)


def weigh(document: DocumentNode, prices: Prices) -> Weight:
    """The heaviest operation. Raises DocumentRefused, DocumentBeyondLimit, DocumentTooCostly; all in linear time."""
    check("definitions", len(document.definitions))
    fragments = fragments_of(document)
    scale = Scale(fragments, prices)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    weights = [scale.operation(node) for node in operations]
    for weight in (*weights, *map(scale.fragment, fragments)):
        check_weight(weight)
    idle = [name for name in fragments if name not in scale.spread]
    check("selections", sum(weight.selections for weight in (*weights, *map(scale.fragment, idle))))
    sets = [node.selection_set for node in (*operations, *(fragments[name] for name in idle))]
    check("comparisons", Crowd(fragments).count(sets))
    return max(weights, key=lambda weight: weight.tenths, default=Weight())


def chosen_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation to run. Raises DocumentRefused when the name is missing or unknown."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name is None:
        if len(operations) != 1:
            raise DocumentRefused(field="operationName", reason="name one of the operations")
        return operations[0]
    for operation in operations:
        if operation.name and operation.name.value == name:
            return operation
    raise DocumentRefused(field="operationName", reason="no operation of this name")


def is_subscription(operation: OperationDefinitionNode) -> bool:
    return operation.operation is OperationType.SUBSCRIPTION
