"""What is posted for cash: taken over the counter, banked, counted over or short. Pure.

A repayment in cash is booked like any other, against the bank; the money lies in the till, so the same amount goes from
bank to cash at once, and back when it is carried there. The cash account names no loan: it is the till's.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.ledger.rules import HOUSE_ID, Account, Entry, EventType, Posting


@dataclass(frozen=True, slots=True)
class Drawer:
    """Whose cash it is, and through which account it passes."""

    branch_id: UUID
    funding_account_id: UUID
    customer_id: UUID = HOUSE_ID


def cash_taken(event_id: UUID, drawer: Drawer, amount_fen: int, *, booked_on: date) -> Entry:
    """Cash for a repayment that is booked against the bank: it lies in the till instead."""
    return _moved(EventType.CASH_TAKEN, event_id, drawer, amount_fen, booked_on)


def cash_banked(event_id: UUID, drawer: Drawer, amount_fen: int, *, booked_on: date) -> Entry:
    """Cash was carried to the bank."""
    return _moved(EventType.CASH_BANKED, event_id, drawer, -amount_fen, booked_on)


def cash_counted(event_id: UUID, branch_id: UUID, difference_fen: int, *, booked_on: date) -> Entry:
    """More (positive) or less cash was counted than must have been there: it waits on its own account."""
    postings = (Posting(Account.CASH, difference_fen), Posting(Account.COUNT_DIFFERENCE, -difference_fen))
    return Entry(EventType.CASH_COUNTED, event_id, HOUSE_ID, branch_id, booked_on, booked_on, postings)


def _moved(event_type: EventType, event_id: UUID, drawer: Drawer, to_cash_fen: int, on: date) -> Entry:
    postings = (
        Posting(Account.CASH, to_cash_fen),
        Posting(Account.BANK, -to_cash_fen, funding_account_id=drawer.funding_account_id),
    )
    return Entry(event_type, event_id, drawer.customer_id, drawer.branch_id, on, on, postings)
