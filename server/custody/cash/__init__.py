"""The cash at the counter: a till per branch and day.

Nouns: `Till` (opened with a count, closed with a count), `CashDeposit` (cash that was paid into the lender's account).
Invariants: a branch has one till a day; what must lie in it is its opening count and what was taken, less what was
banked; a difference is never smoothed over: it is recorded with its reason and confirmed by a second person.
"""
