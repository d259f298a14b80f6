"""An act on the rows as they stand is written in one statement, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.server.loans.conftest import Lender

STATEMENTS_OF_A_REPAYMENT = 12  # the last asks whether somebody collects
"""Scope, key, loan, what is known of the payment, exposure, rows, the act, the books, exposure, outcome and record."""


@contextmanager
def noted(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def test_a_repayment_takes_twelve_statements_however_many_instalments_it_pays(lender: Lender) -> None:
    planted = await lender.running()
    rows = await lender.instalments(planted.loan_id)
    owed = [row.principal_fen + row.interest_fen for row in rows]
    caller = await lender.caller()
    for amount_fen in (owed[0], sum(owed[1:5]) + 1):
        with noted(lender.house.database.engine) as seen:
            await lender.repay(planted.loan_id, amount_fen, caller=caller)
        assert len(seen) == STATEMENTS_OF_A_REPAYMENT, seen
    paid = [row.paid_principal_fen + row.paid_interest_fen for row in await lender.instalments(planted.loan_id)]
    assert paid == [*owed[:5], 1, *([0] * (len(owed) - 6))]


async def test_a_row_that_is_not_written_takes_the_whole_repayment_back(lender: Lender) -> None:
    planted = await lender.running()
    for statement in (
        "CREATE FUNCTION left_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER left_out BEFORE UPDATE ON instalments FOR EACH ROW EXECUTE FUNCTION left_out()",
    ):
        await lender.owner.execute(text(statement))
    await lender.owner.commit()
    before = await lender.everything()
    with pytest.raises(RuntimeError, match="out of reach"):
        await lender.repay(planted.loan_id, 100)
    assert await lender.everything() == before
