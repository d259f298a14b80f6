"""Payment orders, as they may be looked at beside their loans."""

from server.custody.models import PaymentOrder
from server.identity.operations import Operation
from server.identity.sights import sight

PAYMENT_ORDERS = sight(PaymentOrder, Operation.LOAN_READ, "Orders to the bank for loans in sight.")
