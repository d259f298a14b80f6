"""The proof that loans, exposures, orders, ledger, audit trail and the bank's books agree: `jiedai verify`.

Everything is recomputed from rows, nothing is taken from a sum that somebody keeps; what differs is named, with what
was expected and what was found. The bank is asked between two reads, order by order.
"""
