"""Figures in SQL: rows of a table grouped, counted and added up."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from graphql.execution.collect_fields import FieldDetailsList
from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import aliased

from schema.reading.catalogue import Kind
from schema.reading.declarations import Aggregate, Grouping, GroupLabel
from schema.reading.descriptions import Groups
from schema.reading.pieces import TYPENAME, NoPlan, as_list, text_literal
from schema.reading.rendering import rendered
from schema.reading.terms import Terms

if TYPE_CHECKING:
    from schema.reading.compiler import Compiler


def grouped(
    compiler: "Compiler", kind: Kind, wanted: Groups, details: FieldDetailsList, prefix: str
) -> ColumnElement[Any]:
    """The JSON of a list of groups, in the order of their keys. Only the figures that are asked for are reckoned."""
    assert kind.reading is not None
    grouping = kind.reading.groupings[wanted.by]
    asked = {key: below[0].node.name.value for key, below in compiler.subfields(kind.core, details).items()}
    table = aliased(kind.reading.sight.model, name=compiler.name("t"))
    figures = added_up(table, grouping, sums_of(kind, set(asked.values())), compiler.terms)
    source = figures.where(*wanted.conditions(table, compiler.terms, prefix)).subquery(compiler.name("g"))
    columns = [_column(kind, grouping, name, source).label(key) for key, name in asked.items()]
    ordered = select(*columns).select_from(source).order_by(grouping.key(source.c.k))
    return as_list(ordered, compiler.name("x"))


def _column(kind: Kind, grouping: Grouping, name: str, source: Any) -> ColumnElement[Any]:
    if name == TYPENAME:
        return text_literal(kind.name)
    how = kind.fields[name].how
    if isinstance(how, Aggregate):
        return rendered(source.c[f"f_{name}"], kind.core.fields[name].type)
    if isinstance(how, GroupLabel):
        return grouping.label(how.part, source.c.k)
    raise NoPlan(f"{kind.name}.{name} is read by Python")


def sums_of(kind: Kind, names: set[str]) -> dict[str, Aggregate]:
    """The figures among some fields of a type, in the type's order."""
    found = {name: declared.how for name, declared in kind.fields.items() if name in names}
    return {name: how for name, how in found.items() if isinstance(how, Aggregate)}


def added_up(table: Any, grouping: Grouping, sums: Mapping[str, Aggregate], terms: Terms) -> Select[Any]:
    """The figures of each group beside what it is grouped by (`k`). Without an expression all rows are one group."""
    columns = [how.sql(table, terms).label(f"f_{name}") for name, how in sums.items()]
    if grouping.by is None:
        # without a figure it would be a list of rows: all rows are one group, whatever is asked of it
        whole: Any = select(literal_column("'total'").label("k"), *(columns or [func.count().label("f")]))
        return cast("Select[Any]", whole.select_from(table))
    return grouped_by(table, grouping, columns, "k")


def grouped_by(table: Any, grouping: Grouping, columns: list[Any], label: str) -> Select[Any]:
    """Columns of figures beside what they are grouped by."""
    assert grouping.by is not None
    if grouping.beside is None:
        alone: Any = select(grouping.by(table, None).label(label), *columns)
        return cast("Select[Any]", alone.select_from(table).group_by(literal_column("1")))
    model, match = grouping.beside
    other: Any = aliased(model)
    joined: Any = select(grouping.by(table, other).label(label), *columns)
    return cast("Select[Any]", joined.join_from(table, other, match(table, other)).group_by(literal_column("1")))
