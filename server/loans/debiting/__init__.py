"""Direct debits of what is due (代扣): whose account is asked on a day, and what a success pays.

Invariants: the loans of a day are chosen by one statement; a loan with a debit on its way, or whose last failure allows
no further try yet, is left out; a debit asks for what is due by that day and never for more than its mandate allows; a
debit that the bank has taken becomes a repayment under its own number in the same transaction.
"""
