"""Risk: indicators that are measured over the whole house, and what comes of them.

Nouns: `Indicator` (what the catalogue says of a figure: its level, window, thresholds, action), `Formula` (the one SQL
expression that measures it, over named figures), `Relation` (rows that are read once a level and aggregated for all
formulas that need them), `Sheet` (all values of one subject on a day). Invariants: a formula reads tables and never a
sum that somebody else keeps; a value that cannot be worked out is null and counts as a gap in the data, never as zero;
what would come from outside and was not asked is unknown; thresholds are data with dates, and each value names the
version of its formula.
"""
