"""Binding: a schema whose declared fields answer, under graphql-core and through plans alike."""

import inspect
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
)

from schema.kit import ids
from schema.reading.catalogue import BACKREF, Catalogue, Kind
from schema.reading.declarations import Aggregate, Column, Embedded, GlobalId, GroupLabel, Paged, Part, Relation
from schema.reading.descriptions import Description
from schema.reading.inner import INNER
from schema.reading.interpreter import Interpreter, page_beside
from schema.reading.questions import SAME
from schema.reading.read_back import CATALOGUE
from schema.reading.rendering import iso
from schema.reading.rows import Row
from server.kit.work import Caller

TELL = "jiedai-tell"
"""Under this key a root field keeps the resolver that describes."""


def bind(schema: GraphQLSchema) -> Catalogue:
    """Give every field of a schema its way to answer; what the schema said about itself stays."""
    catalogue = Catalogue(schema)
    interpreter = Interpreter(catalogue)
    for kind in catalogue.kinds.values():
        # rows carry their type: no class of Strawberry's stands behind them
        kind.core.is_type_of = None
        for name, field in kind.core.fields.items():
            _bind_field(interpreter, kind, name, field)
    for core in schema.type_map.values():
        if isinstance(core, GraphQLInterfaceType | GraphQLUnionType):
            core.resolve_type = _type_of_row
        elif isinstance(core, GraphQLScalarType) and core.name == "DateTime":
            # as PostgreSQL writes it: no zeros at the end of the fraction
            core.coerce_output_value = iso
    if schema.query_type is not None:
        schema.query_type.extensions[CATALOGUE] = catalogue
    return catalogue


def describe(field: GraphQLField, caller: Caller, arguments: dict[str, Any]) -> Any:
    """What a root field's resolver answers with; None where the field does not describe."""
    tell = field.extensions.get(TELL)
    if tell is None:
        return None
    return tell(None, SimpleNamespace(context=SimpleNamespace(caller=caller)), **arguments)


def _type_of_row(value: Row, _info: Any, _abstract: Any) -> str:
    return value.row_kind.name


def _bind_field(interpreter: Interpreter, kind: Kind, name: str, field: GraphQLField) -> None:
    declared = kind.fields[name]
    match declared.how:
        case Column():
            source = declared.how.source
            field.resolve = _said(declared.attribute) if callable(source) else _column(source)
        case GlobalId():
            field.resolve = _global_id
        case Relation():
            field.resolve = _relation(interpreter, name, declared.how, get_named_type(field.type).name)
        case Paged():
            _bind_page(interpreter, declared.how, field)
        case Part():
            field.resolve = _part(declared.attribute)
        case Embedded():
            field.resolve = _embedded(declared.how.attribute)
        case Aggregate():
            field.resolve = _said(declared.attribute)
        case GroupLabel():
            field.resolve = _column(declared.how.part)
        case _ if is_composite_type(get_named_type(field.type)) and field.subscribe is None:
            _bind_resolver(interpreter, kind.core, field)


def _bind_resolver(interpreter: Interpreter, core: GraphQLObjectType, field: GraphQLField) -> None:
    """A resolver may answer with a description: it is fulfilled here."""
    resolver, named = field.resolve, get_named_type(field.type).name
    assert resolver is not None
    if core is interpreter.catalogue.schema.query_type and not inspect.iscoroutinefunction(resolver):
        field.extensions[TELL] = resolver
        if field.extensions[BACKREF].base_resolver.info_parameter is None:
            field.extensions[SAME] = True

    async def fulfilled(source: Any, info: Any, **arguments: Any) -> Any:
        found = resolver(source, info, **arguments)
        if inspect.isawaitable(found):
            found = await found
        if isinstance(found, Description):
            return await interpreter.fulfil(info.context, found, named)
        return found

    field.resolve = fulfilled


def _bind_page(interpreter: Interpreter, how: Paged, field: GraphQLField) -> None:
    """A page inside a row is described like one of the whole list, and then bound to its row."""
    resolver, named = field.resolve, get_named_type(field.type).name
    assert resolver is not None
    field.extensions[INNER] = resolver

    async def fulfilled(source: Row, info: Any, **arguments: Any) -> Any:
        page = resolver(None, None, **arguments)
        return await interpreter.fulfil(info.context, page_beside(page, source, how.match), named)

    field.resolve = fulfilled


def _column(attribute: str) -> Any:
    return lambda source, _info: getattr(source, attribute)


def _said(attribute: str) -> Any:
    return lambda source, _info: source.row_said[attribute]


def _global_id(source: Row, _info: Any) -> str:
    customer_id, row_id = source.row_key if len(source.row_key) > 1 else (None, source.row_key[0])
    return str(ids.encode(source.row_kind.name, row_id, customer_id))


def _relation(interpreter: Interpreter, name: str, how: Relation, child: str) -> Any:
    async def resolve(source: Row, info: Any) -> Any:
        return await interpreter.related(info.context, source, name, how, child)

    return resolve


def _part(attribute: str) -> Any:
    return lambda source, _info: source.row_part(attribute) if source.row_said[attribute] else None


def _embedded(attribute: str) -> Any:
    return lambda source, _info: [SimpleNamespace(**each) for each in getattr(source, attribute)]
