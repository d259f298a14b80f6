"""A bank as its API customers see it: payment orders, collections, account checks, signed callbacks.

Nouns: an order (one number, one content, for ever), an entry (one side of a settled order on one account), a callback
(the bank's report of a finished order), a fault (scripted misbehaviour of the link, never of the books). Invariants:
an order number is settled at most once; the entries of an order sum to nil; what was answered stands in the fsynced
journal before the answer leaves; the books are right even when an answer or a callback is scripted to be wrong.
"""
