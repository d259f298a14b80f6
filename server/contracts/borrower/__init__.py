"""After the signature, or the refusal: the borrower's own link, and what he asks for through it.

Nouns: borrower link (lives as long as the loan, revocable), request (a person, hardship, a complaint, a consent taken
back) and its answer. Invariants: a link shows one application of one customer; only its hash is kept; what a borrower
writes is encrypted with his key, and answered by a member of staff.
"""
