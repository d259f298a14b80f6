"""Figures of applications: counted, added up, grouped."""

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, literal_column, or_

from schema.kit.fields import query
from schema.kit.scalars import Money
from schema.reading.declarations import aggregate, group_key, group_title, reads
from schema.reading.descriptions import groups
from schema.reading.filters import between_instants, in_states, lies_under, refers_to
from schema.reports.grouping import GroupBy, added, averaged, counted, group_of, groupings
from server.applications.rules import ApplicationState
from server.applications.sights import APPLICATIONS

GRANTED = (ApplicationState.APPROVED, ApplicationState.CONTRACTED, ApplicationState.DISBURSED)


def _stands(application: Any, *states: ApplicationState) -> ColumnElement[bool]:
    return or_(*(application.state == literal_column(f"'{state.value}'") for state in states))


@strawberry.type(description="Figures of a group of applications.")
@reads(APPLICATIONS, groupings("created_at", instant=True))
class ApplicationFigures:
    """View of a group."""

    key: str = group_key()
    title: str = group_title()
    count: int = aggregate("How many applications.", lambda _row, _terms: counted())
    in_review: int = aggregate(
        "How many wait for a decision.", lambda row, _terms: counted(_stands(row, ApplicationState.IN_REVIEW))
    )
    granted: int = aggregate(
        "How many were approved, whatever became of them since.", lambda row, _terms: counted(_stands(row, *GRANTED))
    )
    amount: Money = aggregate("What is asked for, as it stands.", lambda row, _terms: added(row.amount_fen))
    granted_amount: Money = aggregate(
        "What was approved.", lambda row, _terms: added(row.amount_fen, _stands(row, *GRANTED))
    )
    average_amount: Money | None = aggregate(
        "What is asked for on average.", lambda row, _terms: averaged(row.amount_fen)
    )


@strawberry.type
class ApplicationFiguresQuery:
    """Part of the root query."""

    @query(APPLICATIONS, "Figures of applications in sight, by key; `since` and `until` bound when they were begun.")
    def application_figures(
        self,
        by: GroupBy = GroupBy.TOTAL,
        *,
        state: list[ApplicationState] | None = None,
        since: date | None = None,
        until: date | None = None,
        submitted_since: date | None = None,
        submitted_until: date | None = None,
        decided_since: date | None = None,
        decided_until: date | None = None,
        under: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
    ) -> list[ApplicationFigures]:
        tests = (
            *in_states(state),
            *between_instants("created_at", since, until),
            *between_instants("submitted_at", submitted_since, submitted_until),
            *between_instants("decided_at", decided_since, decided_until),
            *lies_under(under),
            *refers_to("officer_id", officer_id, "Staff", "officerId"),
        )
        return groups(group_of(ApplicationFigures, by), *tests)
