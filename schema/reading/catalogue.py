"""The catalogue: which GraphQL field is read how, collected once from the schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, get_nullable_type, is_introspection_type
from sqlalchemy import inspect
from sqlalchemy.orm import InstrumentedAttribute

from schema.reading.declarations import READ, READINGS, Column, Reading
from server.kit.database import Scoped

BACKREF = "strawberry-definition"


@dataclass(frozen=True)
class Declared:
    """A field of a type: its name in Python and how it is read (None: by a resolver)."""

    attribute: str
    how: Any
    kind: str


@dataclass(frozen=True)
class Kind:
    """An object type: its reading, if its rows come through a sight, and its fields."""

    name: str
    reading: Reading | None
    fields: Mapping[str, Declared]
    core: GraphQLObjectType


class Catalogue:
    """Every object type of a schema. Raises TypeError at once for a declaration that cannot hold."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.kinds: dict[str, Kind] = {}
        for core in schema.type_map.values():
            if isinstance(core, GraphQLObjectType) and not is_introspection_type(core):
                self.kinds[core.name] = _kind(core)
        for kind in self.kinds.values():
            self._check(kind)

    def _check(self, kind: Kind) -> None:
        """A relation that may be null for reasons of scope must be nullable: else null would break the promise."""
        from schema.reading.declarations import Relation

        for name, declared in kind.fields.items():
            field = kind.core.fields[name]
            if isinstance(declared.how, Relation) and not declared.how.plural:
                target = self.kinds[get_named_type(field.type).name].reading
                if target is None:
                    message = f"{kind.name}.{name} leads to a type without a sight"
                    raise TypeError(message)
                promised = get_nullable_type(field.type) is not field.type
                if promised and issubclass(target.sight.model, Scoped):
                    message = f"{kind.name}.{name} is promised, but its rows are scoped"
                    raise TypeError(message)

    def row_kind(self, name: str) -> Kind | None:
        """A type whose rows come through a sight."""
        kind = self.kinds.get(name)
        return kind if kind and kind.reading else None

    def is_connection(self, name: str) -> bool:
        kind = self.kinds.get(name)
        return kind is not None and "pageInfo" in kind.fields


def _kind(core: GraphQLObjectType) -> Kind:
    definition = core.extensions.get(BACKREF)
    reading = READINGS.get(definition.origin) if definition else None
    fields = {name: _declared(field) for name, field in core.fields.items()}
    return Kind(core.name, reading, fields, core)


def _declared(core_field: Any) -> Declared:
    strawberry_field = core_field.extensions.get(BACKREF)
    named = get_named_type(core_field.type).name
    if strawberry_field is None:
        return Declared("", None, named)
    attribute = strawberry_field.python_name
    how = strawberry_field.metadata.get(READ)
    if isinstance(how, Column) and how.source == "":
        how = Column(attribute)
    return Declared(attribute, how, named)


def sort_columns(model: type, order: tuple[str, ...]) -> list[InstrumentedAttribute[Any]]:
    """The attributes that an order names."""
    return [getattr(model, name.removeprefix("-")) for name in order]


def sort_kinds(model: type, order: tuple[str, ...]) -> list[type]:
    """The Python types of the values of an order."""
    return [column.property.columns[0].type.python_type for column in sort_columns(model, order)]


def key_attributes(model: type) -> tuple[str, ...]:
    """The attributes of a model's primary key."""
    mapper: Any = inspect(model)
    return tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)
