"""Filters that many lists take, as tests on their rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, Text, Uuid, literal_column, or_, select
from sqlalchemy.orm import aliased

from schema.reading.descriptions import Test
from schema.reading.terms import Terms
from server.identity.models import Branch
from server.kit import global_ids
from server.kit.clock import start_of
from server.kit.errors import Invalid
from server.kit.ids import NUMBER_DIGITS

NUMBER_LENGTH = NUMBER_DIGITS + 1


def in_states(states: Sequence[Enum] | None) -> tuple[Test, ...]:
    """Rows in one of these states; nothing said means all.

    The states stand in the statement itself: how many rows have a state decides how PostgreSQL looks for them.
    """
    if not states:
        return ()
    wanted = tuple(sorted({str(state.value) for state in states}))

    def among(table: Any, _terms: Terms) -> ColumnElement[bool]:
        return or_(*(table.state == literal_column(f"'{state}'") for state in wanted))

    return (Test(("states", wanted), among),)


def refers_to(attribute: str, text: str | None, kind: str, field: str) -> tuple[Test, ...]:
    """Rows that name this object; nothing said means all. Raises Invalid for an id of another kind."""
    if text is None:
        return ()
    row_id: UUID = global_ids.decode_as(kind, text, field)

    def same(table: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = getattr(table, attribute) == terms.own("id", Uuid())
        return found

    return (Test(("refers", attribute), same, {"id": row_id}),)


def lies_under(text: str | None, field: str = "under") -> tuple[Test, ...]:
    """Rows of a branch or of any below it; nothing said means all. Raises Invalid for an id of another kind."""
    if text is None:
        return ()
    branch_id: UUID = global_ids.decode_as("Branch", text, field)

    def below(table: Any, terms: Terms) -> ColumnElement[bool]:
        chosen, inner, outer = terms.own("id", Uuid()), aliased(Branch), aliased(Branch)
        line = or_(inner.id == chosen, inner.parent_id == chosen, outer.parent_id == chosen)
        inside = select(inner.id).outerjoin(outer, outer.id == inner.parent_id).where(line)
        found: ColumnElement[bool] = table.branch_id.in_(inside)
        return found

    return (Test("under", below, {"id": branch_id}),)


def number_begins(text: str, malformed: type[Invalid]) -> tuple[Test, ...]:
    """Rows whose public number begins so. Raises `malformed`.

    A range and not LIKE: under row policies LIKE loses its index.
    """
    number = text.strip()
    if not number:
        return ()
    if not (number.isascii() and number.isdigit() and len(number) <= NUMBER_LENGTH):
        raise malformed(field="search")

    def begins(table: Any, terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = table.number.between(terms.own("low", Text()), terms.own("high", Text()))
        return found

    bounds = {"low": number.ljust(NUMBER_LENGTH, "0"), "high": number.ljust(NUMBER_LENGTH, "9")}
    return (Test("number", begins, bounds),)


def between_days(attribute: str, since: date | None, until: date | None) -> tuple[Test, ...]:
    """Rows whose date lies in a span of days, both included; an open end has no bound."""
    tests = []
    if since is not None:

        def from_day(table: Any, terms: Terms) -> ColumnElement[bool]:
            found: ColumnElement[bool] = getattr(table, attribute) >= terms.own("since", Date())
            return found

        tests.append(Test(("since", attribute), from_day, {"since": since}))
    if until is not None:

        def to_day(table: Any, terms: Terms) -> ColumnElement[bool]:
            found: ColumnElement[bool] = getattr(table, attribute) <= terms.own("until", Date())
            return found

        tests.append(Test(("until", attribute), to_day, {"until": until}))
    return tuple(tests)


def between_instants(attribute: str, since: date | None, until: date | None) -> tuple[Test, ...]:
    """Rows whose instant lies in a span of days in Shanghai, both included."""
    tests = []
    if since is not None:

        def from_instant(table: Any, terms: Terms) -> ColumnElement[bool]:
            found: ColumnElement[bool] = getattr(table, attribute) >= terms.own("since", DateTime(timezone=True))
            return found

        tests.append(Test(("from", attribute), from_instant, {"since": start_of(since)}))
    if until is not None:

        def before_instant(table: Any, terms: Terms) -> ColumnElement[bool]:
            found: ColumnElement[bool] = getattr(table, attribute) < terms.own("until", DateTime(timezone=True))
            return found

        tests.append(Test(("before", attribute), before_instant, {"until": start_of(until + timedelta(days=1))}))
    return tuple(tests)
