"""One adapter for each kind of source: what the source is told, and which facts its answer is made into.

Invariants: an adapter is pure; it tells a source no more than the source needs; what it cannot read it refuses as a
whole, naming the place.
"""
