"""Funding accounts, payments that go out and entrusted payees, as they may be looked at."""

from server.custody.models import FundingAccount, FundingHold, PaymentOrder
from server.custody.payout.models import EntrustedPayee
from server.identity.operations import Operation
from server.identity.sights import sight

FUNDING_ACCOUNTS = sight(
    FundingAccount, Operation.PAYMENT_READ, "The lender's own accounts in whole branches in sight."
)
FUNDING_HOLDS = sight(FundingHold, Operation.PAYMENT_READ, "What is at the disposal of funding accounts in sight.")
OUTGOING = sight(PaymentOrder, Operation.PAYMENT_READ, "Payments of loans in sight.")
ENTRUSTED_PAYEES = sight(EntrustedPayee, Operation.LOAN_READ, "Suppliers whom borrowers in sight have entrusted.")
