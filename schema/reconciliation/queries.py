"""Root fields that read statements and breaks."""

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, or_

from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, page
from schema.reading.filters import between_days, in_states
from schema.reading.terms import Terms
from schema.reconciliation.views import BankBalance, BankStatement, StatementBreak, StatementLine
from server.reconciliation import balances
from server.reconciliation.rules import BreakState, LineState
from server.reconciliation.sights import BANK_STATEMENTS, STATEMENT_BREAKS, STATEMENT_LINES


@strawberry.type
class ReconciliationQuery:
    """Part of the root query."""

    @query(BANK_STATEMENTS, "Statements of the lender's accounts, newest first.")
    def bank_statements(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[BankStatement]:
        return page(BANK_STATEMENTS, ("-imported_at", "-id"), SEEN, first=first, after=after)

    @query(STATEMENT_LINES, "Lines of statements, newest day first.")
    def statement_lines(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[LineState] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Connection[StatementLine]:
        tests = (SEEN, *in_states(state), *between_days("booked_on", since, until))
        return page(STATEMENT_LINES, ("-booked_on", "-id"), *tests, first=first, after=after)

    @query(STATEMENT_BREAKS, "The queue of breaks, newest first.")
    def statement_breaks(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[BreakState] | None = None
    ) -> Connection[StatementBreak]:
        return page(STATEMENT_BREAKS, ("-opened_at", "-id"), SEEN, *in_states(state), first=first, after=after)

    @query(balances.bank_balances)
    async def bank_balances(
        self, info: Info, on: Annotated[date, strawberry.argument(description="The end of which day.")]
    ) -> list[BankBalance]:
        return [BankBalance.of(one) for one in await balances.bank_balances(info.context.caller, on=on)]


def _seen(table: Any, terms: Terms) -> ColumnElement[bool]:
    """Rows of branches in sight, as the row policies say too."""
    return or_(terms.branches.is_(None), table.branch_id == func.any(terms.branches))


SEEN = Test("seen", _seen)
