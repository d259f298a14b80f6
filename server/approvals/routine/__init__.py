"""Approvals that are routine: taken with one gesture, because nothing about them asks for more.

Nouns: clause (of a row of the matrix, kept with the case: up to which exposure, for which grades), facts (what is known
of the case and of this person), bar (why it is not routine). Invariants: what is not known is a bar, never a pass; the
committee has no routine; whoever has not opened the papers of a case has no routine in it.
"""
