"""Root fields that read the books by day."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.ledger.views import (
    DayClosing,
    FundingStatement,
    LedgerPeriod,
    LoanOn,
    LoanStatement,
    PortfolioOn,
    TrialBalanceRow,
)
from server.kit.errors import Invalid
from server.ledger.periods import reading as periods
from server.ledger.statements import LINES_MAX, funding_statement
from server.ledger.trial import DatedBy, trial_balance_on
from server.loans.closing import asking

On = Annotated[date | None, strawberry.argument(description="On which day; without one, today.")]
Account = Annotated[strawberry.ID | None, strawberry.argument(description="Row id of a funding account.")]
By = Annotated[DatedBy, strawberry.argument(description="Which date of an entry decides.")]


@strawberry.type
class LedgerQuery:
    """Part of the root query."""

    @query(trial_balance_on)
    async def trial_balance(
        self,
        info: Info,
        on: On = None,
        since: date | None = None,
        *,
        branch_id: strawberry.ID | None = None,
        funding_account_id: Account = None,
        dated_by: By = DatedBy.BOOKING,
    ) -> list[TrialBalanceRow]:
        rows = await trial_balance_on(
            info.context.caller,
            on=on,
            since=since,
            branch_id=ids.decode_as("Branch", branch_id, "branchId") if branch_id else None,
            funding_account_id=_row_id(funding_account_id, "fundingAccountId") if funding_account_id else None,
            dated_by=dated_by,
        )
        return [TrialBalanceRow.of(row) for row in rows]

    @query(funding_statement)
    async def funding_statement(
        self,
        info: Info,
        id: strawberry.ID,
        since: date | None = None,
        until: date | None = None,
        *,
        first: int = LINES_MAX,
        after: str | None = None,
    ) -> FundingStatement:
        statement = await funding_statement(
            info.context.caller,
            funding_account_id=_row_id(id, "id"),
            since=since,
            until=until,
            first=first,
            after_entry_id=_row_id(after, "after") if after else None,
        )
        return FundingStatement.of(statement)

    @query(asking.loan_on)
    async def loan_on(self, info: Info, id: strawberry.ID, on: On = None) -> LoanOn | None:
        found = await asking.loan_on(info.context.caller, loan_id=ids.decode_as("Loan", id, "id"), on=on)
        return LoanOn.of(found) if found else None

    @query(asking.customer_statement)
    async def customer_statement(
        self, info: Info, id: strawberry.ID, since: date | None = None, until: date | None = None
    ) -> list[LoanStatement]:
        customer_id = ids.decode_as("Customer", id, "id")
        found = await asking.customer_statement(info.context.caller, customer_id=customer_id, since=since, until=until)
        return [LoanStatement.of(each) for each in found]

    @query(asking.portfolio_on)
    async def portfolio_on(self, info: Info, on: On = None) -> list[PortfolioOn]:
        return [PortfolioOn.of(row) for row in await asking.portfolio_on(info.context.caller, on=on)]

    @query(asking.day_closings)
    async def day_closings(self, info: Info, since: date | None = None, until: date | None = None) -> list[DayClosing]:
        return [DayClosing.of(row) for row in await asking.day_closings(info.context.caller, since=since, until=until)]

    @query(periods.closed_months)
    async def ledger_periods(self, info: Info) -> list[LedgerPeriod]:
        return [LedgerPeriod.of(row) for row in await periods.closed_months(info.context.caller)]


def _row_id(text: str, field: str) -> UUID:
    """A row id without a kind. Raises Invalid."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(field=field, reason="id") from error
