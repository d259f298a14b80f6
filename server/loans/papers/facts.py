"""The figures on papers: from rows to plain JSON, money in fen, days in ISO form. Pure but for the rows' types."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from server.loans.models import Instalment, Loan, Repayment

PARTS = ("principal_fen", "interest_fen", "fee_fen", "penalty_fen")


def loan_facts(loan: Loan) -> dict[str, Any]:
    """What every paper says of the loan."""
    return {
        "loan": loan.number,
        "principal_fen": loan.principal_fen,
        "disbursed_on": _day(loan.disbursed_on),
        "outstanding_fen": loan.outstanding_fen,
    }


def receipt_facts(repayment: Repayment) -> dict[str, Any]:
    """What a receipt says of the money that came in."""
    parts = {part: getattr(repayment, part) for part in (*PARTS, "excess_fen")}
    return {
        "amount_fen": repayment.amount_fen,
        "paid_on": _day(repayment.paid_on),
        "reference": repayment.reference,
        "parts": parts,
    }


def certificate_facts(loan: Loan, repayments: Sequence[Repayment]) -> dict[str, Any]:
    """What a settlement certificate says: when nothing was owed any more, and all that was paid."""
    return {
        "closed_on": _day(loan.closed_on),
        "paid_fen": sum(repayment.amount_fen - repayment.excess_fen for repayment in repayments),
    }


def statement_facts(
    since: date, until: date, instalments: Sequence[Instalment], repayments: Sequence[Repayment]
) -> dict[str, Any]:
    """What fell due and what came in from day to day, both included."""
    due = [row for row in instalments if since <= row.due_on <= until]
    came = [row for row in repayments if since <= row.paid_on <= until]
    return {
        "since": _day(since),
        "until": _day(until),
        "due": [{"number": row.number, "due_on": _day(row.due_on)} | _parts(row) for row in due],
        "came": [{"paid_on": _day(row.paid_on), "reference": row.reference} | _parts(row) for row in came],
        "due_fen": sum(sum(_parts(row).values()) for row in due),
        "came_fen": sum(row.amount_fen for row in came),
    }


def _parts(row: Any) -> dict[str, int]:
    return {part: getattr(row, part) for part in PARTS}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
