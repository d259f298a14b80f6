"""The outside sources as their customers see them: bureau, tax, registers, lists, platforms, behind one HTTP address.

Nouns: an inquiry (one number, one question, for ever), a profile (what a source knows of somebody: drawn from his
number, or told from outside), a fault (scripted misbehaviour of the link or of an answer). Invariants: a number is
asked about once, however often it is sent; the same question has the same answer; what was taken stands in the fsynced
journal before the answer leaves.
"""
