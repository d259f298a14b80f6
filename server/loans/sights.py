"""Loans and what belongs to them, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.loans.models import Instalment, Loan, Repayment

LOANS = sight(Loan, Operation.LOAN_READ, "Loans of customers in sight.")
INSTALMENTS = sight(Instalment, Operation.LOAN_READ, "Instalments of loans in sight.")
REPAYMENTS = sight(Repayment, Operation.LOAN_READ, "Repayments of loans in sight.")
