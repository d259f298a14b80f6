"""The contract with front ends: the committed SDL is the printed one, and everything in it is described."""

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)

from schema.root import schema
from tests.architecture.sources import ROOT


def test_the_committed_sdl_is_the_printed_one() -> None:
    committed = (ROOT / "schema" / "schema.graphql").read_text()
    assert committed == schema.as_str() + "\n", "run: ./jiedai sdl > schema/schema.graphql"


def undescribed(kind: GraphQLNamedType) -> list[str]:
    missing = [] if kind.description else [kind.name]
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in kind.fields.items():
            missing += [] if field.description else [f"{kind.name}.{name}"]
            missing += [f"{kind.name}.{name}({arg})" for arg, value in field.args.items() if not value.description]
    if isinstance(kind, GraphQLInputObjectType):
        missing += [f"{kind.name}.{name}" for name, field in kind.fields.items() if not field.description]
    return missing


def test_every_type_field_and_argument_is_described() -> None:
    core = schema._schema  # noqa: SLF001 - the executable schema
    ours = [
        kind
        for kind in core.type_map.values()
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
    ]
    assert [name for kind in ours for name in undescribed(kind)] == []
