"""What a document may ask for: depth, aliases, directives, nodes. Memoised by fragment, so judging is linear.

Strawberry's own limiters walk a fragment once for every spread: 639 bytes of nested fragments cost them ten seconds
(measured), hence our own. `Weight` is computed bottom up; a fragment that reaches itself is left to validation.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_introspection_type,
)

from schema.kit.errors import DocumentRefused
from server.front.refusals import NulCharacter

BYTES_MAX = 20_000
NESTING_MAX = 60
TOKENS_MAX = 2_000
DEFINITIONS_MAX = 40
DEPTH_MAX = 15
ALIASES_MAX = 30
DIRECTIVES_MAX = 40
FIELDS_MAX = 1_000
NODES_MAX = 20_000
DIGITS_MAX = 4
PAGE_MAX = 100
PAGE_DEFAULT = 20
LIST_ROWS = 10
COUNTED = frozenset({"edges", "nodes"})
NUL_ESCAPE = re.compile(r"\\u(0000|\{0+\})")
"""Written in a literal it passes the front door as six harmless characters, and the database refuses it."""


@dataclass(frozen=True)
class Weight:
    """How heavy a selection is. `nodes` counts rows asked for: pages multiply what is below them."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    nodes: int = 0

    def beside(self, other: "Weight") -> "Weight":
        """Both selections together; sums are capped so that they cannot grow without bound."""
        return Weight(
            max(self.depth, other.depth),
            min(self.aliases + other.aliases, ALIASES_MAX + 1),
            min(self.directives + other.directives, DIRECTIVES_MAX + 1),
            min(self.fields + other.fields, FIELDS_MAX + 1),
            min(self.nodes + other.nodes, NODES_MAX + 1),
        )


def precheck(text: str) -> None:
    """Before parsing: size, NUL characters and nesting, each in one pass. Raises DocumentRefused, NulCharacter."""
    if len(text.encode()) > BYTES_MAX:
        raise DocumentRefused(field="query", reason=f"more than {BYTES_MAX} bytes")
    if NUL_ESCAPE.search(text):
        raise NulCharacter(field="query")
    depth = 0
    for character in text:
        if character in "{[(":
            depth += 1
            if depth > NESTING_MAX:
                raise DocumentRefused(field="query", reason=f"nested deeper than {NESTING_MAX}")
        elif character in "}])":
            depth -= 1


def judge(document: DocumentNode, rows: Mapping[str, int] = MappingProxyType({})) -> Weight:
    """The heaviest operation of a document. Raises DocumentRefused when a limit is passed.

    `rows` says how many rows a field is taken for that is asked without `first`; one that is not listed brings one.
    """
    if len(document.definitions) > DEFINITIONS_MAX:
        raise DocumentRefused(field="query", reason=f"more than {DEFINITIONS_MAX} definitions")
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    scale = _Scale(fragments, rows)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    heaviest = Weight()
    for operation in operations:
        weight = scale.selection(operation.selection_set)
        weight = weight.beside(Weight(directives=len(operation.directives or ())))
        _refuse_beyond_limits(weight)
        heaviest = heaviest.beside(weight) if weight.nodes > heaviest.nodes else heaviest
    for name in fragments:
        _refuse_beyond_limits(scale.fragment(name))
    return heaviest


def _refuse_beyond_limits(weight: Weight) -> None:
    for name, limit in (
        ("depth", DEPTH_MAX),
        ("aliases", ALIASES_MAX),
        ("directives", DIRECTIVES_MAX),
        ("fields", FIELDS_MAX),
        ("nodes", NODES_MAX),
    ):
        if getattr(weight, name) > limit:
            raise DocumentRefused(field="query", reason=f"more {name} than {limit}")


class _Scale:
    """Weighs selections, each fragment once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], rows: Mapping[str, int]) -> None:
        self._fragments = fragments
        self._rows = rows
        self._known: dict[str, Weight] = {}
        self._open: set[str] = set()

    def fragment(self, name: str) -> Weight:
        if name in self._known:
            return self._known[name]
        node = self._fragments.get(name)
        if node is None or name in self._open:
            return Weight()
        self._open.add(name)
        weight = self.selection(node.selection_set)
        self._open.discard(name)
        self._known[name] = weight
        return weight

    def selection(self, selection_set: SelectionSetNode | None) -> Weight:
        weight = Weight()
        for node in selection_set.selections if selection_set else ():
            weight = weight.beside(Weight(directives=len(node.directives or ())))
            if isinstance(node, FieldNode):
                weight = weight.beside(self._field(node))
            elif isinstance(node, FragmentSpreadNode):
                weight = weight.beside(self.fragment(node.name.value))
            elif isinstance(node, InlineFragmentNode):
                weight = weight.beside(self.selection(node.selection_set))
        return weight

    def _field(self, node: FieldNode) -> Weight:
        below = self.selection(node.selection_set)
        rows = _page(node, self._rows)
        nodes = rows + rows * below.nodes if node.selection_set else 0
        return Weight(
            below.depth + 1,
            min(below.aliases + (node.alias is not None), ALIASES_MAX + 1),
            below.directives,
            min(below.fields + 1, FIELDS_MAX + 1),
            min(nodes, NODES_MAX + 1),
        )


def _page(node: FieldNode, rows: Mapping[str, int]) -> int:
    """How many rows a field may bring: `first` where it is written, the maximum where it is a variable."""
    for argument in node.arguments or ():
        if argument.name.value == "first":
            written = argument.value.value if isinstance(argument.value, IntValueNode) else str(PAGE_MAX)
            return min(abs(int(written[:DIGITS_MAX])), PAGE_MAX)
    return rows.get(node.name.value, 1)


def rows_by_field(schema: GraphQLSchema) -> Mapping[str, int]:
    """What `judge` takes fields for, by name: a connection its default page, a plain list of objects ten rows.

    The rows of a connection's `nodes` and `edges` are counted where its page is.
    """
    found: dict[str, int] = {}
    kinds = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType)]
    for name, field in chain.from_iterable(kind.fields.items() for kind in kinds if not is_introspection_type(kind)):
        inner = get_nullable_type(field.type)
        if isinstance(inner, GraphQLObjectType) and "pageInfo" in inner.fields:
            found[name] = max(found.get(name, 0), PAGE_DEFAULT)
        elif isinstance(inner, GraphQLList) and is_composite_type(get_named_type(inner)) and name not in COUNTED:
            found[name] = max(found.get(name, 0), LIST_ROWS)
    return found
