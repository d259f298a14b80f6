"""What is never undone in a customer's file: consents that he took back, and records that went into one another.

Invariants: both are added and never changed; a merged record keeps all its rows and points to the one that stays.
"""
