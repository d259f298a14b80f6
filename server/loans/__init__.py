"""Loans from the disbursement to the last instalment, and the proof that the books agree with them.

Nouns: `Loan`, its `Instalment`s (laid down from the day the bank paid), its `Repayment`s with their splits.
Invariants: money goes out only for an application that is still what was approved and whose contract is signed, to the
borrower's verified own account, by somebody who neither entered nor decided it; a loan is disbursed once; every
repayment is shared out to the fen (fee, penalty, interest, principal, oldest instalment first) and what is beyond all
that is owed stands in suspense; the principal outstanding equals the ledger's principal pool, loan by loan.
"""
