"""How long data is kept, and how it ends: legal holds, erasure by destroying a customer's key.

Nouns: hold (nothing of this customer is destroyed), erasure (his key is gone and with it all that was sealed).
Invariants: no erasure while a loan runs, within the days of the law or under a hold; who proposes it does not do it.
"""
