"""Rows as the interpreter has them: the columns that a type shows and all its expressions, loaded at once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement

from schema.reading.catalogue import Catalogue, Kind, key_attributes
from schema.reading.declarations import Column, Embedded, Part
from schema.reading.terms import Terms

RAW, SAID = "c_", "v_"


class Row:
    """One row of a type. Its columns are attributes; everything else about it begins with `row_`."""

    def __init__(self, kind: Kind, columns: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        self.row_kind = kind
        self.row_said = said
        self.__dict__.update(columns)

    @property
    def row_key(self) -> tuple[Any, ...]:
        """The primary key."""
        assert self.row_kind.reading is not None
        return tuple(self.__dict__[name] for name in key_attributes(self.row_kind.reading.sight.model))

    def row_part(self, name: str) -> "Row":
        """The object that is made of the same row under a field's name."""
        prefix = f"{name}."
        said = {key.removeprefix(prefix): value for key, value in self.row_said.items() if key.startswith(prefix)}
        return Row(self.row_kind, {}, said)


def row_columns(
    catalogue: Catalogue, kind: Kind, table: Any, terms: Terms, also: tuple[str, ...] = ()
) -> list[ColumnElement[Any]]:
    """What has to be selected for a row of a type: keys, shown columns, expressions, what resolvers need, and more."""
    assert kind.reading is not None
    shown = [declared.how for declared in kind.fields.values()]
    names = {how.source for how in shown if isinstance(how, Column) and isinstance(how.source, str)}
    names |= {how.attribute for how in shown if isinstance(how, Embedded)}
    names |= {*key_attributes(kind.reading.sight.model), *kind.reading.needs, *also}
    raw = [getattr(table, name).label(f"{RAW}{name}") for name in sorted(names)]
    return [*raw, *_said(catalogue, kind, table, terms, "")]


def _said(catalogue: Catalogue, kind: Kind, table: Any, terms: Terms, prefix: str) -> list[ColumnElement[Any]]:
    """The expressions of a type and, under their field's name, of the objects that are made of the same row."""
    found: list[ColumnElement[Any]] = []
    for declared in kind.fields.values():
        name = f"{prefix}{declared.attribute}"
        if isinstance(declared.how, Part):
            found.append(declared.how.when(table, terms).label(f"{SAID}{name}"))
            found += _said(catalogue, catalogue.kinds[declared.kind], table, terms, f"{name}.")
        elif isinstance(declared.how, Column) and callable(declared.how.source):
            found.append(declared.how.sql(table, terms).label(f"{SAID}{name}"))
    return found


def row_of(kind: Kind, found: Mapping[str, Any]) -> Row:
    """A row from what `row_columns` selected."""
    raw = {name.removeprefix(RAW): value for name, value in found.items() if name.startswith(RAW)}
    said = {name.removeprefix(SAID): value for name, value in found.items() if name.startswith(SAID)}
    return Row(kind, raw, said)
