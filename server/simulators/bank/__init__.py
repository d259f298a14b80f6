"""A bank as its API customers see it: payment orders, collections, account checks, signed callbacks, statements.

Nouns: an order (one number, one content, for ever), an entry (one side of a settled order or transfer on one account),
a movement (a line of an account's statement), a callback (the bank's report of a finished order), a fault (scripted
misbehaviour of the link, never of the books). Invariants: an order number is settled at most once; the entries of an
order sum to nil; what was answered stands in the fsynced journal before the answer leaves; the books are right even
when an answer, a callback or a statement is scripted to be wrong.
"""
