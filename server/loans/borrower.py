"""The loan of an application as its borrower sees it: the schedule, what is due, what pays it off today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans import queries
from server.loans.models import Instalment, Loan
from server.loans.rules import InstalmentState, LoanState, outstanding_fen, state_on

SHOWN_AFTER_DAYS: Final = 90
"""How long a closed loan is shown behind the borrower's link."""


@dataclass(frozen=True)
class OwnInstalment:
    """An instalment as the borrower reads it, amounts in fen."""

    number: int
    due_on: date
    total_fen: int
    owed_fen: int
    state: InstalmentState


@dataclass(frozen=True)
class OwnLoan:
    """A loan as its borrower reads it, amounts in fen. `due_fen` is what is due by today."""

    id: UUID
    number: str
    state: LoanState
    principal_fen: int
    outstanding_fen: int
    due_fen: int
    next_due_on: date | None
    next_fen: int
    is_over: bool
    instalments: list[OwnInstalment]


@read(Operation.LOAN_READ)
async def own_loan(work: Work, *, application_id: UUID) -> OwnLoan | None:
    """The loan of an application with its schedule; None before there is one. `is_over`: closed too long ago."""
    loan = await queries.loan_of_application(work.session, work.scope, application_id)
    if loan is None:
        return None
    rows = [_own(row, work.today) for row in await queries.instalments_of(work.session, work.scope, loan)]
    waiting = [row for row in rows if row.owed_fen]
    coming = next((row for row in waiting if row.due_on >= work.today), None)
    return OwnLoan(
        loan.id,
        loan.number,
        loan.state,
        loan.principal_fen,
        loan.outstanding_fen,
        sum(row.owed_fen for row in waiting if row.due_on <= work.today),
        coming.due_on if coming else None,
        coming.owed_fen if coming else 0,
        _is_over(loan, work.today),
        rows,
    )


def _own(row: Instalment, today: date) -> OwnInstalment:
    waived = row.waived_interest_fen + row.waived_fee_fen + row.waived_penalty_fen
    whole = row.principal_fen + row.interest_fen + row.fee_fen + row.penalty_fen - waived
    return OwnInstalment(row.number, row.due_on, whole, outstanding_fen(row), state_on(row, today))


def _is_over(loan: Loan, today: date) -> bool:
    return loan.closed_on is not None and today - loan.closed_on > timedelta(days=SHOWN_AFTER_DAYS)
