"""Writes a selection anew: fragments, aliases, fields that merge, directives, and more of what the types have."""

import random
from collections.abc import Sequence
from functools import cache

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from schema.reading.catalogue import Catalogue
from server.kit.scope import Scope
from tests.schema.reading.arguments import Arguments, Variables
from tests.schema.reading.facts import Facts

ALIASES_MAX = 12
DIRECTIVES_MAX = 16
FRAGMENTS_MAX = 12
EXTRA_MAX = 4
ODD_KEYS = (
    "select",
    "from",
    "t1",
    "x1",
    "k0",
    "n",
    "c",
    "j0",
    "found",
    "cursors",
    "answer",
    "NULL",
    "Mixed",
    "_",
    "a1",
)
"""Response keys that mean something to SQL or to the statements behind; the long ones end at and after 63 bytes."""
LONG_KEYS = ("L" * 63, "M" * 64)
PAGE_PARTS = (
    "totalCount",
    "pageInfo { hasNextPage endCursor }",
    "pageInfo { startCursor hasPreviousPage __typename }",
    "edges { cursor }",
    "edges { node { __typename } cursor }",
)


@cache
def free_keys(schema: GraphQLSchema) -> tuple[str, ...]:
    """The odd keys that are no field's own name: beside that field they would be another value under one key."""
    taken = {name for each in schema.type_map.values() for name in getattr(each, "fields", ())}
    return tuple(key for key in ODD_KEYS if key not in taken)


class Writer:
    """Writes one document."""

    def __init__(
        self, dice: random.Random, catalogue: Catalogue, facts: Facts, scope: Scope, variables: Variables
    ) -> None:
        self.dice, self.catalogue, self.variables = dice, catalogue, variables
        self.arguments = Arguments(dice, facts, scope, variables)
        self.fragments: list[str] = []
        self.pages: set[str] = set()
        self._aliases = self._directives = 0
        odd = free_keys(catalogue.schema)
        self._odd = self.dice.sample(odd, len(odd)) + (list(LONG_KEYS) if dice.random() < 0.1 else [])

    def operation(self, roots: Sequence[FieldNode]) -> str:
        """The selection of the operation itself, each root field under a key of its own."""
        query = self.catalogue.schema.query_type
        assert query is not None
        parts = []
        for place, node in enumerate(roots):
            name = node.name.value
            key = f"r{place}: " if name in {each.name.value for each in roots[:place]} else self._alias()
            if "pageInfo" in getattr(get_named_type(query.fields[name].type), "fields", ()):
                self.pages.add(key.removesuffix(": ") or name)
            kinds = sorted(_conditions(node))
            head = f"{key}{name}{self.arguments.of(name, query.fields[name], kinds)}"
            parts += self._written(query.fields[name], node, head, free=not kinds)
        if self.dice.random() < 0.05:
            parts.append("__typename")
        return f"{{ {' '.join(self._grouped(query, parts))} }}"

    def _selection(self, parent: GraphQLNamedType, selected: Sequence[SelectionNode], *, free: bool) -> list[str]:
        """The parts of a selection. `free`: no other type's fields merge with these, so more may be added."""
        parts: list[str] = []
        for node in selected:
            if isinstance(node, InlineFragmentNode):
                assert node.type_condition is not None
                kind = self.catalogue.schema.type_map[node.type_condition.name.value]
                below = self._selection(kind, node.selection_set.selections, free=False)
                parts.append(self._fragment(kind.name, below))
            elif isinstance(node, FieldNode) and node.name.value != "__typename":
                parts += self._field(parent, node, free=free)
        if free:
            parts += self._more(parent, {_key(node) for node in selected if isinstance(node, FieldNode)})
        if not parts or self.dice.random() < 0.15:
            parts.insert(self.dice.randint(0, len(parts)), "__typename")
        if self.dice.random() < 0.15:
            parts.append(self.dice.choice(parts))
        return self._grouped(parent, parts)

    def _field(self, parent: GraphQLNamedType, node: FieldNode, *, free: bool) -> list[str]:
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        if self._is_python(parent.name, node.name.value) and self.dice.random() < 0.95:
            return []
        key = f"{node.alias.value}: " if node.alias else self._alias()
        return self._written(parent.fields[node.name.value], node, f"{key}{node.name.value}", free=free)

    def _written(self, field: GraphQLField, node: FieldNode, head: str, *, free: bool) -> list[str]:
        """A field with its selection, now and then in two halves that merge."""
        kind = get_named_type(field.type)
        if is_leaf_type(kind):
            return [head + self._cut()]
        assert node.selection_set is not None
        below = self._selection(kind, node.selection_set.selections, free=free)
        if len(below) > 1 and self.dice.random() < 0.15:
            half = self.dice.randint(1, len(below) - 1)
            return [f"{head}{self._cut()} {{ {' '.join(part)} }}" for part in (below[:half], below[half:])]
        return [f"{head}{self._cut()} {{ {' '.join(below)} }}"]

    def _more(self, parent: GraphQLNamedType, used: set[str]) -> list[str]:
        """Values that the selection has left out, and of a page its rows."""
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        if "pageInfo" in parent.fields:
            return self._page_parts(parent, used)
        names = [
            name
            for name, field in parent.fields.items()
            if is_leaf_type(get_named_type(field.type)) and name not in used and not self._is_python(parent.name, name)
        ]
        names = [name for name in names if not any(map(is_required_argument, parent.fields[name].args.values()))]
        chosen = self.dice.sample(names, min(len(names), self.dice.randint(0, EXTRA_MAX)))
        return [name + self._cut() for name in chosen]

    def _page_parts(self, page: GraphQLObjectType | GraphQLInterfaceType, used: set[str]) -> list[str]:
        parts = [part for part in PAGE_PARTS if self.dice.random() < 0.2]
        if not used & {"nodes", "edges"} and self.dice.random() < 0.95:
            row = get_named_type(page.fields["nodes"].type)
            below = self._selection(row, (), free=True)
            parts.append(f"nodes {{ {' '.join(below)} }}")
        return parts

    def _is_python(self, parent: str, name: str) -> bool:
        """Whether a field of a row is read by Python, so that there is no plan."""
        kind = self.catalogue.kinds.get(parent)
        return kind is not None and kind.reading is not None and name in kind.fields and kind.fields[name].how is None

    def _alias(self) -> str:
        if self._aliases >= ALIASES_MAX or self.dice.random() > 0.12:
            return ""
        self._aliases += 1
        key = self._odd.pop() if self._odd and self.dice.random() < 0.5 else f"own{self._aliases}"
        return f"{key}: "

    def _cut(self) -> str:
        """A directive or none; most of them leave the field where it is."""
        if self._directives >= DIRECTIVES_MAX or self.dice.random() > 0.07:
            return ""
        self._directives += 1
        name, stays = self.dice.choice((("skip", False), ("include", True)))
        value = stays if self.dice.random() < 0.75 else not stays
        word, other = str(value).lower(), str(not value).lower()
        turn = self.dice.random()
        if turn < 0.4:
            return f" @{name}(if: {word})"
        if turn < 0.6:
            return f" @{name}(if: {self.variables.new('Boolean!', word)})"
        return f" @{name}(if: {self.variables.new('Boolean!', other if turn < 0.8 else None, value)})"

    def _grouped(self, parent: GraphQLNamedType, parts: list[str]) -> list[str]:
        """Some of the parts within a fragment."""
        if self.dice.random() > 0.25:
            return parts
        start = self.dice.randint(0, len(parts) - 1)
        end = self.dice.randint(start + 1, len(parts))
        inside = parts[start:end]
        interfaces = parent.interfaces if isinstance(parent, GraphQLObjectType) else ()
        if interfaces and self.dice.random() < 0.3:
            return [*parts, f"... on {interfaces[0].name} {{ id }}"]
        return [*parts[:start], self._fragment(parent.name, inside, bare=True), *parts[end:]]

    def _fragment(self, kind: str, parts: list[str], *, bare: bool = False) -> str:
        """Parts in an inline fragment or in one of their own."""
        below = f"{{ {' '.join(parts)} }}"
        if len(self.fragments) < FRAGMENTS_MAX and self.dice.random() < 0.5:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {kind} {below}")
            return f"...{name}{self._cut()}"
        condition = "" if bare and self.dice.random() < 0.3 else f" on {kind}"
        return f"...{condition}{self._cut()} {below}"


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _conditions(node: FieldNode) -> set[str]:
    """The types that a selection's own fragments name."""
    selected = node.selection_set.selections if node.selection_set else ()
    return {
        each.type_condition.name.value
        for each in selected
        if isinstance(each, InlineFragmentNode) and each.type_condition is not None
    }
