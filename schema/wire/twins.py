"""What each event of a subscription shows: the query of the same name.

A subscription's document becomes a query's by changing the kind of its operation; from there on it is a read like any
other. The other operations of the document are left out, so two documents that say the same become one text.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_composite_type,
    print_ast,
    visit,
)

from schema.kit.errors import DocumentRefused
from schema.kit.fields import IMPERSONAL
from schema.wire.documents import Judge, Judged, chosen_operation, is_subscription

KNOWN_MAX = 500


@dataclass(frozen=True)
class Twin:
    """The query behind a subscription. `impersonal` when it shows the same to all of one scope and operations."""

    judged: Judged
    impersonal: bool


class Twins:
    """Makes queries of subscriptions, with a bounded memory."""

    def __init__(self, schema: GraphQLSchema, judge: Judge) -> None:
        self._schema = schema
        self._judge = judge
        self._known: OrderedDict[tuple[str, str | None], Twin] = OrderedDict()

    def twin_of(self, subscription: Judged, name: str | None) -> Twin:
        """The query that shows each event. Raises DocumentRefused for what is no subscription."""
        key = (subscription.text, name)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._made(subscription.document, name)
            while len(self._known) > KNOWN_MAX:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return known

    def _made(self, document: DocumentNode, name: str | None) -> Twin:
        operation = chosen_operation(document, name)
        if not is_subscription(operation):
            raise DocumentRefused(field="query", reason="only subscriptions run over WebSocket")
        turned = visit(_reached(document, operation), _Turned(self._schema))
        judged = self._judge.judged(print_ast(turned))
        return Twin(judged, _Types.within(self._schema, judged.document, self._impersonal_types(document, operation)))

    def _impersonal_types(self, document: DocumentNode, operation: OperationDefinitionNode) -> frozenset[str]:
        """What the watched field declares about the types below it."""
        seen = _Types(TypeInfo(self._schema))
        visit(_reached(document, operation), TypeInfoVisitor(seen.info, seen))
        root: Any = self._schema.subscription_type
        declared = [root.fields[field].extensions["strawberry-definition"].metadata for field in seen.root_fields]
        return frozenset.intersection(*(metadata[IMPERSONAL] for metadata in declared))


def _reached(document: DocumentNode, operation: OperationDefinitionNode) -> DocumentNode:
    """The document without other operations, and without the fragments that only they use."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    kept: dict[str, FragmentDefinitionNode] = {}
    open_nodes: list[Any] = [operation]
    while open_nodes:
        spreads = _Spreads()
        visit(open_nodes.pop(), spreads)
        for name in spreads.names:
            if name not in kept:
                kept[name] = fragments[name]
                open_nodes.append(fragments[name])
    return DocumentNode(definitions=(operation, *kept.values()))


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.names.append(node.name.value)


class _Turned(Visitor):
    """Turns the operation, and conditions on the root type, from Subscription to Query."""

    def __init__(self, schema: GraphQLSchema) -> None:
        super().__init__()
        assert schema.subscription_type is not None
        assert schema.query_type is not None
        self._from, self._to = schema.subscription_type.name, schema.query_type.name

    def leave_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> OperationDefinitionNode:
        return OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=None,
            variable_definitions=node.variable_definitions,
            directives=node.directives,
            selection_set=node.selection_set,
        )

    def enter_named_type(self, node: NamedTypeNode, *_: Any) -> NamedTypeNode | None:
        return NamedTypeNode(name=NameNode(value=self._to)) if node.name.value == self._from else None


class _Types(Visitor):
    """Collects the object types that a document shows, and its root fields."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.names: set[str] = set()
        self.root_fields: set[str] = set()

    @classmethod
    def within(cls, schema: GraphQLSchema, document: DocumentNode, allowed: frozenset[str]) -> bool:
        seen = cls(TypeInfo(schema))
        visit(document, TypeInfoVisitor(seen.info, seen))
        return seen.names <= allowed

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        shown = self.info.get_type()
        named = get_named_type(shown) if shown else None
        if named is not None and is_composite_type(named):
            self.names.add(named.name)
        parent = self.info.get_parent_type()
        if parent is not None and parent.name == "Subscription":
            self.root_fields.add(node.name.value)
