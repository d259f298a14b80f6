"""Stand-ins for the outside world: separate HTTP servers with memory of their own, never inside the lender's process.

Nouns: a simulator (one outside party), a fault (behaviour scripted from outside). Invariants: a simulator shares no
table, no object and no file with the lender; it is reached by the same adapters as the real party; what it has
acknowledged survives the death of its process.
"""
