"""Rows as loans in the books: many at once, each with its act of opening, its plan, its entry and its standing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text

from server.kit.tables.bulk import insert_rows
from server.kit.work import Work
from server.ledger import rules as books
from server.ledger import service as ledger
from server.loans.closing.models import LoanStanding
from server.loans.importing.checking import Ready
from server.loans.importing.models import LoanImport, LoanImportNumber, LoanImportRow
from server.loans.importing.people import add_exposures, customers_of
from server.loans.journal.models import LoanAct, LoanPlan
from server.loans.keeping import as_plan, kept
from server.loans.models import Instalment, Loan
from server.loans.rules import ActKind, LoanState
from server.loans.standing import PLANNED, values_of
from server.terms.running.acts import BroughtIn
from server.terms.running.journal import detail_of

CLAIM = text(
    "INSERT INTO loan_numbers (number) SELECT unnest(CAST(:numbers AS text[])) ON CONFLICT DO NOTHING RETURNING number"
)


@dataclass(frozen=True, slots=True)
class NewLoan:
    """A loan about to be written: whose it is, its keys, and the row it came from."""

    ready: Ready
    customer_id: UUID
    id: UUID
    act_id: UUID
    number: str

    @property
    def own(self) -> dict[str, UUID]:
        """The columns that every row of it carries."""
        ready = self.ready
        return {"customer_id": self.customer_id, "branch_id": ready.branch_id, "officer_id": ready.officer_id}


async def write_loans(work: Work, batch: LoanImport, rows: Sequence[Ready]) -> None:
    """Write rows that were checked (a building block)."""
    customers = await customers_of(work, rows)
    numbers = await _claim_numbers(work, len(rows))
    loans = [
        NewLoan(row, customers[row.number_index], work.new_id(), work.new_id(), number)
        for row, number in zip(rows, numbers, strict=True)
    ]
    owed: dict[UUID, int] = {}
    for loan in loans:
        owed[loan.customer_id] = owed.get(loan.customer_id, 0) + loan.ready.laid.opening.principal_fen
    await add_exposures(work, owed)
    claimed = [{"number": loan.ready.row.old_number, "import_id": batch.id} for loan in loans]
    await insert_rows(work.session, LoanImportNumber, claimed)
    await insert_rows(work.session, Loan, [_loan(work, batch, loan) for loan in loans])
    await insert_rows(work.session, LoanAct, [_act(work, loan) for loan in loans])
    await insert_rows(work.session, LoanPlan, [_plan(work, loan) for loan in loans])
    await insert_rows(work.session, Instalment, [row for loan in loans for row in _instalments(work, loan)])
    await insert_rows(work.session, LoanStanding, [_standing(loan) for loan in loans])
    await insert_rows(work.session, LoanImportRow, [_row(batch, loan) for loan in loans])
    at = work.now.isoformat()
    await ledger.send(work, [ledger.as_json(_entry(loan, work.today), work.new_id(), at) for loan in loans])


async def _claim_numbers(work: Work, count: int) -> list[str]:
    """So many fresh public numbers, claimed in this transaction."""
    claimed: list[str] = []
    while len(claimed) < count:
        drawn = sorted({work.ports.ids.number() for _ in range(count - len(claimed))})
        claimed += (await work.session.scalars(CLAIM, {"numbers": drawn})).all()
    return claimed


def _loan(work: Work, batch: LoanImport, loan: NewLoan) -> dict[str, Any]:
    ready, row = loan.ready, loan.ready.row
    return {
        **loan.own,
        "id": loan.id,
        "number": loan.number,
        "import_id": batch.id,
        "brought_in_on": row.as_of,
        "product_version_id": ready.version.id,
        "funding_account_id": ready.funding_account_id,
        "principal_fen": row.principal_fen,
        "rate_annual": row.rate_annual,
        "term_months": row.term_months,
        "method": row.method,
        "convention": ready.version.convention,
        "penalty_multiple": ready.version.penalty_multiple,
        **ready.served,
        "plan": kept(ready.terms),
        "acts": 1,
        "written_off_fen": 0,
        "excess_fen": ready.laid.opening.excess_fen,
        "state": LoanState.ACTIVE,
        "outstanding_fen": ready.laid.opening.principal_fen,
        "next_due_on": ready.laid.next_due_on,
        "opened_by": work.actor.id,
        "opened_at": work.now,
        "disbursed_on": row.start_on,
        "version": 1,
    }


def _act(work: Work, loan: NewLoan) -> dict[str, Any]:
    laid, as_of = loan.ready.laid, loan.ready.row.as_of
    act = BroughtIn(number=1, on=as_of, lines=tuple(laid.lines), excess_fen=laid.opening.excess_fen)
    return {
        **loan.own,
        "id": loan.act_id,
        "loan_id": loan.id,
        "number": 1,
        "kind": ActKind.OPENING,
        "value_on": as_of,
        "booked_on": work.today,
        "amount_fen": laid.opening.principal_fen or None,
        "detail": detail_of(act),
        "recorded_by": work.actor.id,
        "recorded_at": work.now,
    }


def _plan(work: Work, loan: NewLoan) -> dict[str, Any]:
    names = (*PLANNED[:-1], "fee_fen", PLANNED[-1])
    rows = [{name: getattr(line, name) for name in names} for line in loan.ready.laid.lines]
    about = {"id": work.new_id(), "loan_id": loan.id, "number": 1, "act_id": loan.act_id}
    return {**loan.own, **about, "rows": as_plan(rows)}


def _instalments(work: Work, loan: NewLoan) -> list[dict[str, Any]]:
    """Keys rise with the number, for rows are locked in the order of their keys."""
    lines = loan.ready.laid.lines
    keys = sorted(work.new_id() for _ in lines)
    own = {**loan.own, "loan_id": loan.id}
    return [{**own, "id": key, **values_of(line)} for key, line in zip(keys, lines, strict=True)]


def _standing(loan: NewLoan) -> dict[str, Any]:
    accrued = loan.ready.laid.opening.accrued
    amounts = {"interest_fen": accrued.interest_fen, "penalty_fen": accrued.penalty_fen, "fee_fen": 0}
    return {**loan.own, "id": loan.id, "accrued_on": loan.ready.row.as_of, **amounts, "done": False}


def _row(batch: LoanImport, loan: NewLoan) -> dict[str, Any]:
    opening = loan.ready.laid.opening
    return {
        **loan.own,
        "id": loan.id,
        "import_id": batch.id,
        "line": loan.ready.row.line,
        "old_number": loan.ready.row.old_number,
        "act_id": loan.act_id,
        "is_new_customer": loan.ready.customer_id is None,
        "principal_fen": opening.principal_fen,
        "interest_fen": opening.interest_fen,
        "penalty_fen": opening.penalty_fen,
        "fee_fen": opening.fee_fen,
        "excess_fen": opening.excess_fen,
        "accrued_interest_fen": opening.accrued.interest_fen,
        "accrued_penalty_fen": opening.accrued.penalty_fen,
        "accrued_fee_fen": opening.accrued.fee_fen,
    }


def _entry(loan: NewLoan, today: date) -> books.Entry:
    ready, opening = loan.ready, loan.ready.laid.opening
    place = books.Place(loan.customer_id, ready.branch_id, ready.funding_account_id, loan.id)
    parts = books.Parts(
        principal_fen=opening.principal_fen,
        interest_fen=opening.interest_fen,
        fee_fen=opening.fee_fen,
        penalty_fen=opening.penalty_fen,
        excess_fen=opening.excess_fen,
    )
    return books.loan_brought_in(loan.act_id, place, parts, booked_on=today, value_on=ready.row.as_of)
