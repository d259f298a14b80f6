"""Loan arithmetic without clock, database or any other outside: the same terms give the same figures everywhere.

Nouns: `Terms` (what was agreed), `Convention` (how it is reckoned: day count, rounding, month end), `Row` (one
instalment of a schedule), `Due` and `Split` (what is owed and how a payment is shared out), `Flow` (money at a date).
Invariants: amounts are whole fen and every rounding is named by the convention; the principal of a schedule adds up to
what was lent; a payment's splits and its excess add up to the payment; quotients are exact until they are rounded once.
"""
