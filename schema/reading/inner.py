"""Pages inside rows: what their arguments come to, per request, before the statement that shows them is chosen."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values

from schema.reading.descriptions import Page
from schema.reading.page_values import page_values
from server.kit.errors import DomainError
from server.kit.work import Caller

INNER = "jiedai-inner"
"""Under this key a field that is a page inside a row keeps the resolver that describes it."""


@dataclass(frozen=True, slots=True)
class Inner:
    """The pages inside rows of one request, by the identity of their nodes, with their shapes and values."""

    pages: Mapping[int, tuple[Page, str]]
    shape: Hashable
    values: Mapping[str, Any]


NO_PAGES = Inner({}, (), {})


class Finder(Visitor):
    """Finds the pages inside rows, and the fragments that are spread."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.found: list[tuple[FieldNode, GraphQLField]] = []
        self.spread: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        field = self.info.get_field_def()
        if field is not None and INNER in field.extensions:
            self.found.append((node, field))

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.spread.append(node.name.value)


def pages_in(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Sequence[tuple[FieldNode, GraphQLField]]:
    """Every page inside a row that an operation names, in its fragments too."""
    info = TypeInfo(schema)
    finder, seen = Finder(info), set[str]()
    visit(operation, TypeInfoVisitor(info, finder))
    while finder.spread:
        name = finder.spread.pop()
        if name not in seen and name in fragments:
            seen.add(name)
            visit(fragments[name], TypeInfoVisitor(info, finder))
    return finder.found


def told(nodes: Sequence[tuple[FieldNode, GraphQLField]], coerced: VariableValues, caller: Caller) -> Inner | None:
    """What the arguments come to; None where one is refused: field by field it is said whether it was asked at all."""
    if not nodes:
        return NO_PAGES
    pages: dict[int, tuple[Page, str]] = {}
    values: dict[str, Any] = {}
    for place, (node, field) in enumerate(nodes):
        try:
            page: Page = field.extensions[INNER](None, None, **get_argument_values(field, node, coerced))
            own = page.values() | page_values(page, caller)
        except (GraphQLError, DomainError):
            return None
        prefix = f"i{place}_"
        pages[id(node)] = (page, prefix)
        values |= {f"{prefix}{name}": value for name, value in own.items()}
    return Inner(pages, tuple(page.shape for page, _ in pages.values()), values)
