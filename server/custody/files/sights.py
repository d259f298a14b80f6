"""Batches, results and their lines, as they may be looked at."""

from server.custody.files.models import BankBatch, BankResult, BankResultLine
from server.identity.operations import Operation
from server.identity.sights import sight

BANK_BATCHES = sight(BankBatch, Operation.PAYMENT_READ, "Batches of funding accounts in sight.")
BANK_RESULTS = sight(BankResult, Operation.PAYMENT_READ, "Result files of funding accounts in sight.")
BANK_RESULT_LINES = sight(BankResultLine, Operation.PAYMENT_READ, "Lines of result files in sight.")
