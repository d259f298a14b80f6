"""What is posted for which business event: one template an event type. Pure.

Repayments are booked as money comes in: interest, fees and penalties become income when they are paid. What a customer
pays beyond all that he owes is not the lender's: it stands in suspense until it is given back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

HOUSE_ID = UUID(int=0)
"""Stands for the customer of the lender's own entries."""


class Account(StrEnum):
    """Codes of the chart (企业会计准则应用指南 附录, two digits added for sub-accounts)."""

    CASH = "1001"
    BANK = "1002"
    PRINCIPAL = "130301"
    COUNT_DIFFERENCE = "190101"
    SUSPENSE = "224101"
    CAPITAL = "400101"
    INTEREST = "601101"
    PENALTY = "601102"
    FEE = "602101"


class EventType(StrEnum):
    """Business events that reach the books."""

    FUNDS_ALLOTTED = "funds_allotted"
    LOAN_DISBURSED = "loan_disbursed"
    REPAYMENT_RECEIVED = "repayment_received"
    EXCESS_TO_SUSPENSE = "excess_to_suspense"
    CASH_TAKEN = "cash_taken"
    CASH_BANKED = "cash_banked"
    CASH_COUNTED = "cash_counted"
    REVERSAL = "reversal"


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
    """What a repayment pays."""

    principal_fen: int
    interest_fen: int
    fee_fen: int
    penalty_fen: int

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen + self.fee_fen + self.penalty_fen


def funds_allotted(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date) -> Entry:
    """The lender puts money into a funding account: bank against capital."""
    lines = [(Account.BANK, amount_fen), (Account.CAPITAL, -amount_fen)]
    return _entry(EventType.FUNDS_ALLOTTED, event_id, place, lines, (booked_on, booked_on))


def loan_disbursed(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """The bank has paid a loan out: principal pool against bank."""
    lines = [(Account.PRINCIPAL, amount_fen), (Account.BANK, -amount_fen)]
    return _entry(EventType.LOAN_DISBURSED, event_id, place, lines, (booked_on, value_on))


def repayment_received(event_id: UUID, place: Place, parts: Parts, *, booked_on: date, value_on: date) -> Entry:
    """A repayment: bank against the pools that it pays."""
    lines = [
        (Account.BANK, parts.total_fen),
        (Account.PRINCIPAL, -parts.principal_fen),
        (Account.INTEREST, -parts.interest_fen),
        (Account.FEE, -parts.fee_fen),
        (Account.PENALTY, -parts.penalty_fen),
    ]
    return _entry(EventType.REPAYMENT_RECEIVED, event_id, place, lines, (booked_on, value_on))


def excess_to_suspense(event_id: UUID, place: Place, amount_fen: int, *, booked_on: date, value_on: date) -> Entry:
    """What was paid beyond all that is owed: bank against suspense."""
    lines = [(Account.BANK, amount_fen), (Account.SUSPENSE, -amount_fen)]
    return _entry(EventType.EXCESS_TO_SUSPENSE, event_id, place, lines, (booked_on, value_on))


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
        Posting(account, amount, None if account is Account.CAPITAL else place.loan_id, place.funding_account_id)
        for account, amount in lines
        if amount
    )
    return Entry(event_type, event_id, place.customer_id, place.branch_id, *dates, postings)
