"""The registers that the law wants a lender to keep (台账): what is no row of the business and yet has to be known.

Nouns: entry (a fact with its day, entered by a named person), kind (which facts an entry of it tells). Invariants: an
entry tells exactly the facts of its kind; it is ended, never changed; cases of suspicion are seen by few.
"""
