"""What is posted for a line of a bank statement that no business event of ours has caused. Pure.

The bank's own charge is an expense, its interest lowers expenses (企业会计准则应用指南: 6603 财务费用), and money whose
owner is not known yet is owed to whoever it belongs to.
"""

from datetime import date
from uuid import UUID

from server.ledger.rules import HOUSE_ID, Account, Entry, EventType, Posting


def bank_line_booked(
    event_id: UUID,
    branch_id: UUID,
    funding_account_id: UUID,
    against: Account,
    *,
    amount_fen: int,
    days: tuple[date, date],
) -> Entry:
    """The bank moved `amount_fen` (in is positive): bank against charge, interest or what is unidentified.

    `days` are the day of booking and the value date.
    """
    postings = (
        Posting(Account.BANK, amount_fen, None, funding_account_id),
        Posting(against, -amount_fen, None, funding_account_id),
    )
    return Entry(EventType.BANK_LINE_BOOKED, event_id, HOUSE_ID, branch_id, *days, postings)
