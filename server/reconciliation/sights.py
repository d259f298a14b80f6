"""Statements, their lines and breaks, as they may be looked at: by those who see whole branches."""

from server.custody.models import FundingAccount
from server.identity.operations import Operation
from server.identity.sights import sight
from server.reconciliation.models import BankStatement, StatementBreak, StatementLine

BANK_STATEMENTS = sight(BankStatement, Operation.STATEMENT_READ, "Statements of the lender's accounts in sight.")
STATEMENT_LINES = sight(StatementLine, Operation.STATEMENT_READ, "Lines of statements in sight.")
STATEMENT_BREAKS = sight(StatementBreak, Operation.STATEMENT_READ, "Breaks of the lender's accounts in sight.")
RECONCILED_ACCOUNTS = sight(FundingAccount, Operation.STATEMENT_READ, "Accounts whose statements are matched.")
