"""Paper with force: the loan contract, drawn up from an approved application, sent, signed and sealed.

Nouns: contract (its agreed terms, its PDF, its evidence), signing link (one-time, by SMS), code (six digits, by SMS).
States: drawing -> drawn -> sent -> signed; void from any before signed. Invariants: a contract is drawn only from an
application that stands exactly as it was approved; the PDF that was sent is the PDF that is signed (its digest is part
of the evidence); a link opens one contract and dies with the signature; nothing slow happens inside a transaction:
setting and sealing the paper are the worker's.
"""
