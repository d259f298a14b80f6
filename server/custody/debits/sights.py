"""Mandates and debits, as they may be looked at."""

from server.custody.debits.models import DebitMandate, DebitOrder
from server.identity.operations import Operation
from server.identity.sights import sight

DEBIT_MANDATES = sight(DebitMandate, Operation.LOAN_READ, "Consents to direct debits of customers in sight.")
DEBIT_ORDERS = sight(DebitOrder, Operation.LOAN_READ, "Direct debits of loans in sight.")
