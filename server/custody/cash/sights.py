"""Tills, deposits and receipts, as they may be looked at."""

from server.custody.cash.models import CashDeposit, CashReceipt, Till
from server.identity.operations import Operation
from server.identity.sights import sight

TILLS = sight(Till, Operation.TILL_READ, "Tills of whole branches in sight.")
CASH_DEPOSITS = sight(CashDeposit, Operation.TILL_READ, "Cash paid into the bank from tills in sight.")
CASH_RECEIPTS = sight(CashReceipt, Operation.LOAN_READ, "Receipts for cash of customers in sight.")
