"""The board of a manager: figures of what he sees, for a period and against the one before.

Nouns: figure (a number with its definition and the list behind it), place (the house, a region, a branch, an officer),
period, trend, funnel, comparison. Invariants: sums of parts are the sum of the whole, because all of them are added up
from the same cells; a figure whose denominator is nought is left out and never shown as nought; a place out of sight is
not found.
"""
