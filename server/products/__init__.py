"""What the house lends: products in dated versions, and the house's own parameters.

Nouns: product (a code and its names), version (method, amounts, terms, rate, convention, penalty, fees, from a day
on). Invariants: a version never changes once written, only its last day is set when the next one follows; an
application and a loan name the version they were made under.
"""
