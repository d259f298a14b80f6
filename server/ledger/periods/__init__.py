"""Months of the books: prepared by one person, closed by another, and never posted into again.

Nouns: the *preparation* (what somebody saw when he found a month ready), the *period* (a month that is closed).
Invariants: who closes a month did not prepare it; a month is closed once, over the same entries as were prepared;
`ledger_post` refuses an entry booked in a closed month, and waits for the closing that runs.
"""
