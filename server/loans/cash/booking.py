"""What of the till reaches the books."""

from server.custody.cash.events import CashBanked, CashCounted
from server.kit.work import Work
from server.ledger import cash as books
from server.ledger import service as ledger


async def on_cash_banked(work: Work, event: CashBanked) -> None:
    """Cash is in the bank."""
    drawer = books.Drawer(event.branch_id, event.funding_account_id)
    await ledger.post(work, books.cash_banked(event.deposit_id, drawer, event.amount_fen, booked_on=work.today))


async def on_cash_counted(work: Work, event: CashCounted) -> None:
    """More or less was counted than must have been there."""
    entry = books.cash_counted(event.event_id, event.branch_id, event.difference_fen, booked_on=work.today)
    await ledger.post(work, entry)
