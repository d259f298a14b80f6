"""What a member of staff is told: one list of his own, with marks of what he has read.

Nouns: staff notice (one occasion, told once to one person, about one object), occasion (what it is told of, so that
telling again changes nothing). Invariants: a notice names nobody, its object does, to whoever may see it; a list is
read and marked by its owner alone, in code and by the row policies.
"""
