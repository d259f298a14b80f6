"""Figures of loans, of what falls due, and of what came in: counted, added up, grouped."""

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, literal_column

from schema.kit.fields import query
from schema.kit.scalars import Money, Rate
from schema.loans.queries import NOT_REVERSED, past_due
from schema.reading.declarations import aggregate, group_key, group_title, reads
from schema.reading.descriptions import Test, groups
from schema.reading.filters import between_days, in_states, lies_under, refers_to
from schema.reports.grouping import GroupBy, added, averaged, counted, group_of, groupings
from server.loans.queries import overdue, owed
from server.loans.rules import LoanState
from server.loans.sights import INSTALMENTS, LOANS, REPAYMENTS


def _active(loan: Any) -> ColumnElement[bool]:
    runs: ColumnElement[bool] = loan.state == literal_column(f"'{LoanState.ACTIVE.value}'")
    return runs


@strawberry.type(description="Figures of a group of loans.")
@reads(LOANS, groupings("disbursed_on", instant=False))
class LoanFigures:
    """View of a group."""

    key: str = group_key()
    title: str = group_title()
    count: int = aggregate("How many loans.", lambda _loan, _terms: counted())
    active: int = aggregate("How many of them run.", lambda loan, _terms: counted(_active(loan)))
    overdue: int = aggregate(
        "How many have an instalment overdue today.", lambda loan, terms: counted(overdue(loan, terms.today))
    )
    principal: Money = aggregate("What was lent.", lambda loan, _terms: added(loan.principal_fen))
    outstanding: Money = aggregate("Principal that is still out.", lambda loan, _terms: added(loan.outstanding_fen))
    overdue_outstanding: Money = aggregate(
        "Principal that is out on loans with an instalment overdue today.",
        lambda loan, terms: added(loan.outstanding_fen, overdue(loan, terms.today)),
    )
    average_principal: Money | None = aggregate(
        "What was lent on average.", lambda loan, _terms: averaged(loan.principal_fen)
    )
    average_rate: Rate | None = aggregate(
        "Average interest a year, each loan counted alike, to six places.",
        lambda loan, _terms: func.round(func.avg(loan.rate_annual), literal_column("6")),
    )


@strawberry.type(description="Figures of a group of instalments.")
@reads(INSTALMENTS, groupings("due_on", instant=False, product=False, state=False))
class InstalmentFigures:
    """View of a group."""

    key: str = group_key()
    title: str = group_title()
    count: int = aggregate("How many instalments.", lambda _row, _terms: counted())
    due: Money = aggregate(
        "What falls due with them: principal, interest, fees and penalty.",
        lambda row, _terms: added(row.principal_fen + row.interest_fen + row.fee_fen + row.penalty_fen),
    )
    principal: Money = aggregate("Principal in them.", lambda row, _terms: added(row.principal_fen))
    interest: Money = aggregate("Interest in them.", lambda row, _terms: added(row.interest_fen))
    outstanding: Money = aggregate("What of them is still owed.", lambda row, _terms: added(owed(row)))


@strawberry.type(description="Figures of a group of repayments.")
@reads(REPAYMENTS, groupings("paid_on", instant=False, product=False, state=False))
class RepaymentFigures:
    """View of a group."""

    key: str = group_key()
    title: str = group_title()
    count: int = aggregate("How many repayments.", lambda _row, _terms: counted())
    amount: Money = aggregate("What came in.", lambda row, _terms: added(row.amount_fen))
    principal: Money = aggregate("To principal.", lambda row, _terms: added(row.principal_fen))
    interest: Money = aggregate("To interest.", lambda row, _terms: added(row.interest_fen))
    average_amount: Money | None = aggregate("What came in on average.", lambda row, _terms: averaged(row.amount_fen))


@strawberry.type
class LoanFiguresQuery:
    """Part of the root query."""

    @query(LOANS, "Figures of loans in sight, by key; `since` and `until` bound the day they were paid out.")
    def loan_figures(
        self,
        by: GroupBy = GroupBy.TOTAL,
        *,
        state: list[LoanState] | None = None,
        since: date | None = None,
        until: date | None = None,
        past_due_over: int | None = None,
        under: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
    ) -> list[LoanFigures]:
        tests = (
            *in_states(state),
            *between_days("disbursed_on", since, until),
            *past_due(past_due_over),
            *_placed(under, officer_id),
        )
        return groups(group_of(LoanFigures, by), *tests)

    @query(INSTALMENTS, "Figures of instalments in sight, by key; `since` and `until` bound the day they are due.")
    def instalment_figures(
        self, by: GroupBy = GroupBy.TOTAL, since: date | None = None, until: date | None = None
    ) -> list[InstalmentFigures]:
        return groups(group_of(InstalmentFigures, by), *between_days("due_on", since, until))

    @query(
        REPAYMENTS,
        "Figures of repayments in sight, by key, reversed ones left out; `since` and `until` bound their value date.",
    )
    def repayment_figures(
        self,
        by: GroupBy = GroupBy.TOTAL,
        since: date | None = None,
        until: date | None = None,
        under: strawberry.ID | None = None,
        officer_id: strawberry.ID | None = None,
    ) -> list[RepaymentFigures]:
        tests = (NOT_REVERSED, *between_days("paid_on", since, until), *_placed(under, officer_id))
        return groups(group_of(RepaymentFigures, by), *tests)


def _placed(under: str | None, officer_id: str | None) -> tuple[Test, ...]:
    return (*lies_under(under), *refers_to("officer_id", officer_id, "Staff", "officerId"))
