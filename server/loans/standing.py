"""Rows of a loan as the arithmetic takes them, and the other way round. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any, Final

from server.ledger.rules import Parts
from server.loans.journal.models import LoanAct
from server.loans.keeping import terms_kept
from server.loans.models import Instalment, Loan, Repayment
from server.loans.rules import ActKind
from server.terms.running.acts import Act, Reversed
from server.terms.running.journal import act_from
from server.terms.running.model import Amounts, Effect, Line, Standing
from server.terms.running.policy import Policy, policy_from

LINE_COLUMNS: Final = tuple(each.name for each in fields(Line))
_VALUES: Final = attrgetter(*LINE_COLUMNS)
PLANNED: Final = ("number", "from_on", "agreed_on", "due_on", "principal_fen", "interest_fen", "balance_after_fen")
MONEY_IN: Final = frozenset({ActKind.REPAYMENT, ActKind.PREPAYMENT, ActKind.PAY_OFF, ActKind.RECOVERY})


def policy_of(loan: Loan) -> Policy:
    """How the loan is served."""
    return policy_from(loan.servicing, base=Policy(penalty_multiple=loan.penalty_multiple))


def line_of(row: Instalment) -> Line:
    return line_from(_VALUES(row))


def line_from(values: Sequence[Any]) -> Line:
    """A line of the columns of an instalment, in the order of `LINE_COLUMNS`."""
    line: Line = object.__new__(Line)
    for name, value in zip(LINE_COLUMNS, values, strict=True):
        setattr(line, name, value)
    return line


def in_columns(line: Line) -> tuple[Any, ...]:
    """The line again as columns, in the order of `LINE_COLUMNS`."""
    values: tuple[Any, ...] = _VALUES(line)
    return values


def values_of(line: Line) -> dict[str, Any]:
    """Columns of an instalment by name."""
    return dict(zip(LINE_COLUMNS, _VALUES(line), strict=True))


def standing_of(loan: Loan, lines: Iterable[Line], last_on: date) -> Standing:
    """The loan as its rows have it. What changes the plan needs a replay: the present plan's terms are not kept."""
    assert loan.plan is not None
    terms = terms_kept(loan.plan)
    return Standing(
        terms=terms,
        policy=policy_of(loan),
        lines=list(lines),
        rate_annual=loan.rate_annual,
        penalty_rate=loan.penalty_rate,
        penalty_multiple=loan.penalty_multiple,
        day_base=loan.day_base,
        last_on=last_on,
        excess_fen=loan.excess_fen,
        acts=loan.acts,
        written_off_on=loan.written_off_on,
    )


def acts_of(journal: Sequence[LoanAct]) -> list[Act]:
    """The journal as the arithmetic takes it; the disbursement is where it begins."""
    numbers = {row.id: row.number for row in journal}
    return [_act(row, numbers) for row in journal if row.kind is not ActKind.DISBURSEMENT]


def _act(row: LoanAct, numbers: Mapping[Any, int]) -> Act:
    if row.reverses is not None:
        return Reversed(number=row.number, on=row.value_on, act=numbers[row.reverses])
    return act_from(row.kind.value, row.number, row.value_on, amount_fen=row.amount_fen, detail=row.detail)


def parts_of(effect: Effect) -> Parts:
    """What a payment pays, part by part, and what is beyond."""
    paid = effect.paid
    return Parts(paid.principal_fen, paid.interest_fen, paid.fee_fen, paid.penalty_fen, effect.excess_fen)


def parts_in(repayment: Repayment) -> Parts:
    """The same as it stands in a repayment."""
    return Parts(**{each.name: getattr(repayment, each.name) for each in fields(Parts)})


def as_parts(amounts: Amounts) -> Parts:
    return Parts(amounts.principal_fen, amounts.interest_fen, amounts.fee_fen, amounts.penalty_fen)


def told(effect: Effect) -> dict[str, int]:
    """What an act did beside sharing money out, as its detail keeps it: fee charged, waived, lost by a write-off."""
    amounts = {
        "charged_fee_fen": effect.charged.fee_fen,
        "waived_interest_fen": effect.waived.interest_fen,
        "waived_penalty_fen": effect.waived.penalty_fen,
        "waived_fee_fen": effect.waived.fee_fen,
        "lost_principal_fen": effect.written_off.principal_fen,
        "lost_interest_fen": effect.written_off.interest_fen,
        "lost_penalty_fen": effect.written_off.penalty_fen,
        "lost_fee_fen": effect.written_off.fee_fen,
    }
    return {name: fen for name, fen in amounts.items() if fen}


def split_values(effect: Effect) -> dict[int, dict[str, int]]:
    """What goes to which line, by its number; parts of nothing are left out."""
    shared: dict[int, dict[str, int]] = {}
    for split in effect.splits:
        row = shared.setdefault(split.number, dict.fromkeys(PART_COLUMNS, 0))
        for name in PART_COLUMNS:
            row[name] += getattr(split, name)
    return {number: row for number, row in shared.items() if any(row.values())}


PART_COLUMNS: Final = ("principal_fen", "interest_fen", "fee_fen", "penalty_fen")
