"""Sweeps: the house is measured, graded and kept, in the whole at night, and where it was touched during the day.

Nouns: sweep (one measuring of a business date), span (some thousand subjects of a grain, one transaction), sheet (the
values and grades of one subject), hit (a change of grade that somebody should hear of), tally (how many stand at each
grade). Invariants: a span, what it found and how far the sweep came are written together, so a sweep that was broken
off goes on behind the last span and finds nothing twice; days are never measured backwards; a formula that fails is
left out and noted, and what it said before stands.
"""
