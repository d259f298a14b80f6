"""Repayments in cash: taken by one person at the counter, confirmed by another, booked when both have counted.

Noun: `CashReceipt` (what the customer is given, under a random number with a check digit). Invariants: a receipt
becomes a repayment once, when it is confirmed; who took the money does not confirm it; the cash account of a branch in
the books is what must lie in its till.
"""
