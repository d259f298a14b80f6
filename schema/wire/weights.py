"""What a document weighs: counted bottom up, each fragment once, so judging is linear.

Strawberry's own limiters walk a fragment once for every spread: 639 bytes of nested fragments cost them ten seconds
(measured), hence our own.

The cost of a document, a whole number, is the sum over everything it asks for of its price (see `prices`) times the
rows around it: `first` multiplies whatever stands below it in a page. A `first` that is a variable counts as 100, the
most it can be, so a document has one cost whatever its variables. Of several operations the heaviest counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.kit.errors import DocumentRefused
from schema.reading.descriptions import FIRST_MAX
from schema.wire.prices import VALUE_TENTHS, Price, Prices

ROOTS = {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"}
DIGITS_MAX = 4
NUMBER_MAX = 10**12
UNKNOWN = Price("", 1, is_row=False, tenths=VALUE_TENTHS)


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy a selection is. `row_nodes` and `row_tenths` come once for each row of the page they stand in."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    selections: int = 0
    nodes: int = 0
    tenths: int = 0
    row_nodes: int = 0
    row_tenths: int = 0

    @property
    def cost(self) -> int:
        """In whole units, rounded up."""
        return -(-self.tenths // 10)

    def beside(self, other: "Weight") -> "Weight":
        """Both selections together; sums end at a trillion, so that they cannot grow with the fragments' nesting."""
        return Weight(
            max(self.depth, other.depth),
            min(self.aliases + other.aliases, NUMBER_MAX),
            min(self.directives + other.directives, NUMBER_MAX),
            min(self.fields + other.fields, NUMBER_MAX),
            min(self.selections + other.selections, NUMBER_MAX),
            min(self.nodes + other.nodes, NUMBER_MAX),
            min(self.tenths + other.tenths, NUMBER_MAX),
            min(self.row_nodes + other.row_nodes, NUMBER_MAX),
            min(self.row_tenths + other.row_tenths, NUMBER_MAX),
        )


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document by name. Raises DocumentRefused for two of one name: one would not be counted."""
    found = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
    named = {node.name.value: node for node in found}
    if len(named) < len(found):
        raise DocumentRefused(field="query", reason="two fragments have the same name")
    return named


class Scale:
    """Weighs the operations and fragments of one document.

    `spread` are the fragments that are used, `visits` the selections that were looked at.
    """

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], prices: Prices) -> None:
        self._fragments = fragments
        self._prices = prices
        self._known: dict[str, Weight] = {}
        self._open: set[str] = set()
        self.spread: set[str] = set()
        self.visits = 0

    def operation(self, node: OperationDefinitionNode) -> Weight:
        """Raises DocumentRefused for a fragment that contains itself and for an empty selection, which parses."""
        weight = self._selection(node.selection_set, ROOTS[node.operation.value])
        return weight.beside(Weight(directives=len(node.directives or ())))

    def fragment(self, name: str) -> Weight:
        """Raises DocumentRefused for a fragment that contains itself: nothing behind it could be counted."""
        if name in self._known:
            return self._known[name]
        node = self._fragments.get(name)
        if node is None:
            return Weight()
        if name in self._open:
            raise DocumentRefused(field="query", reason="a fragment contains itself")
        self._open.add(name)
        weight = self._selection(node.selection_set, node.type_condition.name.value)
        self._open.discard(name)
        self._known[name] = weight
        return weight

    def _selection(self, selection_set: SelectionSetNode | None, kind: str) -> Weight:
        weight = Weight()
        if selection_set and not selection_set.selections:
            raise DocumentRefused(field="query", reason="a selection is empty")
        for node in selection_set.selections if selection_set else ():
            self.visits += 1
            weight = weight.beside(Weight(directives=len(node.directives or ()), selections=1))
            if isinstance(node, FieldNode):
                weight = weight.beside(self._field(node, kind))
            elif isinstance(node, FragmentSpreadNode):
                self.spread.add(node.name.value)
                weight = weight.beside(self.fragment(node.name.value))
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                weight = weight.beside(self._selection(node.selection_set, condition.name.value if condition else kind))
        return weight

    def _field(self, node: FieldNode, kind: str) -> Weight:
        price = self._prices.get(kind, {}).get(node.name.value, UNKNOWN)
        below = self._selection(node.selection_set, price.target)
        page = _first(node, price.page) if price.page else 0
        nodes = price.times * (price.is_row + below.nodes + page * below.row_nodes)
        tenths = price.times * (price.tenths + below.tenths + page * below.row_tenths)
        bare = replace(
            below,
            depth=below.depth + 1,
            aliases=below.aliases + (node.alias is not None),
            fields=below.fields + 1,
            nodes=0,
            tenths=0,
            row_nodes=0,
            row_tenths=0,
        )
        if price.paged:
            return replace(bare, row_nodes=nodes, row_tenths=tenths)
        return replace(bare, nodes=nodes, tenths=tenths)


def _first(node: FieldNode, default: int) -> int:
    """How many rows a page has: `first` where it is written, the most it can be where it is a variable."""
    for argument in node.arguments or ():
        if argument.name.value == "first":
            written = argument.value.value if isinstance(argument.value, IntValueNode) else str(FIRST_MAX)
            return min(abs(int(written[:DIGITS_MAX])), FIRST_MAX)
    return default
