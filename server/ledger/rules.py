"""What is posted for which business event: one template an event type. Pure.

Accrual basis: interest, penalties and fees become income as they arise (the close of each day books them without a
loan, one entry for many), and a repayment settles what is receivable, loan by loan. What a customer pays beyond all
that he owes is not the lender's: it stands in suspense until it is given back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

HOUSE_ID = UUID(int=0)
"""Stands for the customer of the lender's own entries."""


class Account(StrEnum):
    """Codes of the chart (企业会计准则应用指南 附录, two digits added for sub-accounts)."""

    CASH = "1001"
    BANK = "1002"
    INTEREST_RECEIVABLE = "113201"
    PENALTY_RECEIVABLE = "113202"
    FEE_RECEIVABLE = "122101"
    PRINCIPAL = "130301"
    ALLOWANCE = "130401"
    COUNT_DIFFERENCE = "190101"
    SUSPENSE = "224101"
    UNIDENTIFIED = "224102"
    CAPITAL = "400101"
    OPENING_BALANCES = "400102"
    INTEREST = "601101"
    PENALTY = "601102"
    FEE = "602101"
    BANK_CHARGES = "660301"
    BANK_INTEREST = "660302"
    IMPAIRMENT = "670201"


class EventType(StrEnum):
    """Business events that reach the books."""

    FUNDS_ALLOTTED = "funds_allotted"
    LOAN_DISBURSED = "loan_disbursed"
    REPAYMENT_RECEIVED = "repayment_received"
    INTEREST_ACCRUED = "interest_accrued"
    PENALTY_ACCRUED = "penalty_accrued"
    FEE_ACCRUED = "fee_accrued"
    FEE_CHARGED = "fee_charged"
    WAIVED = "waived"
    WRITTEN_OFF = "written_off"
    RECOVERED = "recovered"
    EXCESS_REFUNDED = "excess_refunded"
    REPAYMENT_RESHARED = "repayment_reshared"
    LOAN_BROUGHT_IN = "loan_brought_in"
    CASH_TAKEN = "cash_taken"
    CASH_BANKED = "cash_banked"
    CASH_COUNTED = "cash_counted"
    BANK_LINE_BOOKED = "bank_line_booked"
    PROVISIONED = "provisioned"
    REVERSAL = "reversal"


RECEIVABLES: Final = {
    "principal": Account.PRINCIPAL,
    "interest": Account.INTEREST_RECEIVABLE,
    "penalty": Account.PENALTY_RECEIVABLE,
    "fee": Account.FEE_RECEIVABLE,
    "excess": Account.SUSPENSE,
}
"""Where each part of a repayment is credited."""
INCOMES: Final = {"interest": Account.INTEREST, "penalty": Account.PENALTY, "fee": Account.FEE}
ACCRUALS: Final = {
    "interest": EventType.INTEREST_ACCRUED,
    "penalty": EventType.PENALTY_ACCRUED,
    "fee": EventType.FEE_ACCRUED,
}


EQUITY: Final = frozenset({Account.CAPITAL, Account.OPENING_BALANCES})


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: debit positive, credit negative."""

    account: Account
    amount_fen: int
    loan_id: UUID | None = None
    funding_account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Whose an entry is: the dimensions that its postings share."""

    customer_id: UUID
    branch_id: UUID
    funding_account_id: UUID
    loan_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One business event in the books. `booked_on` is the day of booking, `value_on` the day from which it counts."""

    event_type: EventType
    event_id: UUID
    customer_id: UUID
    branch_id: UUID
    booked_on: date
    value_on: date
    postings: tuple[Posting, ...]
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What a repayment pays, or how much of each part something is about. `excess_fen` is beyond all that is owed."""

    principal_fen: int = 0
    interest_fen: int = 0
    fee_fen: int = 0
    penalty_fen: int = 0
    excess_fen: int = 0

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen + self.fee_fen + self.penalty_fen + self.excess_fen

    def __sub__(self, other: Parts) -> Parts:
        return Parts(*(getattr(self, name) - getattr(other, name) for name in self.__slots__))


def funds_allotted(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date) -> Entry:
    """The lender puts money into a funding account: bank against capital."""
    lines = [(Account.BANK, amount_fen), (Account.CAPITAL, -amount_fen)]
    return _entry(EventType.FUNDS_ALLOTTED, event_id, place, lines, (booked_on, booked_on))


def loan_disbursed(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """The bank has paid a loan out: principal pool against bank."""
    lines = [(Account.PRINCIPAL, amount_fen), (Account.BANK, -amount_fen)]
    return _entry(EventType.LOAN_DISBURSED, event_id, place, lines, (booked_on, value_on))


def loan_brought_in(event_id: UUID, place: Place, parts: Parts, *, booked_on: date, value_on: date) -> Entry:
    """A loan that ran elsewhere: what is receivable and what is held beyond, against the opening balances.

    Interest that was paid ahead is receivable below nothing.
    """
    taken = replace(parts, excess_fen=-parts.excess_fen)
    debits = [(account, getattr(taken, f"{part}_fen")) for part, account in RECEIVABLES.items()]
    lines = [*debits, (Account.OPENING_BALANCES, -taken.total_fen)]
    return _entry(EventType.LOAN_BROUGHT_IN, event_id, place, lines, (booked_on, value_on))


def repayment_received(event_id: UUID, place: Place, parts: Parts, *, booked_on: date, value_on: date) -> Entry:
    """A repayment: bank against all that it pays, and suspense for what is beyond."""
    lines = [(Account.BANK, parts.total_fen), *_credits(parts)]
    return _entry(EventType.REPAYMENT_RECEIVED, event_id, place, lines, (booked_on, value_on))


def repayment_reshared(
    event_id: UUID, place: Place, before: Parts, after: Parts, *, booked_on: date, value_on: date
) -> Entry | None:
    """A repayment shared out anew: what moves between its parts. The bank is untouched; None when nothing moves."""
    lines = _credits(after - before)
    if not any(amount for _, amount in lines):
        return None
    return _entry(EventType.REPAYMENT_RESHARED, event_id, place, lines, (booked_on, value_on))


def accrued(part: str, event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """A day's interest, penalty or scheduled fees of many loans: receivable against income.

    `place` names no loan and the lender for customer (`HOUSE_ID`). A negative amount takes back what was too much.
    """
    lines = [(RECEIVABLES[part], amount_fen), (INCOMES[part], -amount_fen)]
    return _entry(ACCRUALS[part], event_id, place, lines, (booked_on, value_on))


def fee_charged(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """A fee that is charged when something happens: receivable against income."""
    lines = [(Account.FEE_RECEIVABLE, amount_fen), (Account.FEE, -amount_fen)]
    return _entry(EventType.FEE_CHARGED, event_id, place, lines, (booked_on, value_on))


def waived(event_id: UUID, place: Place, parts: Parts, *, booked_on: date, value_on: date) -> Entry:
    """What the lender gives up of interest, penalty and fees: less income, nothing receivable."""
    lines = _given_up(parts)
    return _entry(EventType.WAIVED, event_id, place, lines, (booked_on, value_on))


def written_off(event_id: UUID, place: Place, parts: Parts, *, booked_on: date, value_on: date) -> Entry:
    """A loan leaves the books: principal against the allowance, what else was receivable against income."""
    lines = [(Account.ALLOWANCE, parts.principal_fen), (Account.PRINCIPAL, -parts.principal_fen), *_given_up(parts)]
    return _entry(EventType.WRITTEN_OFF, event_id, place, lines, (booked_on, value_on))


def provisioned(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """What is put by at a month's end: loss by impairment against the allowance; negative where some is released."""
    lines = [(Account.IMPAIRMENT, amount_fen), (Account.ALLOWANCE, -amount_fen)]
    return _entry(EventType.PROVISIONED, event_id, place, lines, (booked_on, value_on))


def recovered(
    event_id: UUID, place: Place, amount_fen: int, excess_fen: int, *, booked_on: date, value_on: date
) -> Entry:
    """Money that came in for a loan that is written off: bank against the allowance, what is beyond into suspense."""
    lines = [
        (Account.BANK, amount_fen),
        (Account.ALLOWANCE, excess_fen - amount_fen),
        (Account.SUSPENSE, -excess_fen),
    ]
    return _entry(EventType.RECOVERED, event_id, place, lines, (booked_on, value_on))


def excess_refunded(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """What was beyond all that was owed goes back to the customer: suspense against bank."""
    lines = [(Account.SUSPENSE, amount_fen), (Account.BANK, -amount_fen)]
    return _entry(EventType.EXCESS_REFUNDED, event_id, place, lines, (booked_on, value_on))


def _credits(parts: Parts) -> list[tuple[Account, int]]:
    return [(account, -getattr(parts, f"{part}_fen")) for part, account in RECEIVABLES.items()]


def _given_up(parts: Parts) -> list[tuple[Account, int]]:
    """Income taken back against what was receivable. What was not accrued yet corrects itself at the next close."""
    amounts = [(part, getattr(parts, f"{part}_fen")) for part in INCOMES]
    debits = [(INCOMES[part], amount) for part, amount in amounts]
    return debits + [(RECEIVABLES[part], -amount) for part, amount in amounts]


def reversal(event_id: UUID, original_id: UUID, original: Entry, *, booked_on: date) -> Entry:
    """The mirror of an entry, with the original's value date so that balances by value are as if it never was."""
    mirrored = tuple(
        Posting(line.account, -line.amount_fen, line.loan_id, line.funding_account_id) for line in original.postings
    )
    return Entry(
        EventType.REVERSAL,
        event_id,
        original.customer_id,
        original.branch_id,
        booked_on,
        original.value_on,
        mirrored,
        original_id,
    )


def _entry(
    event_type: EventType,
    event_id: UUID,
    place: Place,
    lines: Iterable[tuple[Account, int]],
    dates: tuple[date, date],
) -> Entry:
    """Lines of nothing are left out; the lender's own accounts name no loan."""
    postings = tuple(
        Posting(account, amount, None if account in EQUITY else place.loan_id, place.funding_account_id)
        for account, amount in lines
        if amount
    )
    return Entry(event_type, event_id, place.customer_id, place.branch_id, *dates, postings)
