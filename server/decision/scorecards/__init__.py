"""Scorecards: learnt from closed loans, kept as a table of points, put to an application without any learning library.

Nouns: sample (columns and which rows went bad), bin (an interval or a group of values with its points), table (the
points of every bin of every feature), card (what was learnt from what, how well, and where it ends). Invariants: bins
are laid inside each fold, never before the split; nothing that the law forbids to judge people by gets in; the points
of a table are whole numbers and their sum is the score; what is missing has a bin of its own, never the value zero.
"""
