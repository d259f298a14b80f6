"""Loans and what belongs to them, as they may be looked at."""

from server.identity.operations import Operation
from server.identity.sights import sight
from server.loans.journal.models import LoanAct, LoanPlan
from server.loans.models import Instalment, Loan, Repayment

LOANS = sight(Loan, Operation.LOAN_READ, "Loans of customers in sight.")
INSTALMENTS = sight(Instalment, Operation.LOAN_READ, "Instalments of loans in sight.")
LOAN_ACTS = sight(LoanAct, Operation.LOAN_READ, "What happened to loans in sight.")
LOAN_PLANS = sight(LoanPlan, Operation.LOAN_READ, "Schedules that loans in sight have had.")
REPAYMENTS = sight(Repayment, Operation.LOAN_READ, "Repayments of loans in sight.")
