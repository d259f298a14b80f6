"""Relations: the rows that formulas aggregate, a module a subject.

Each is cut down to the measured subjects where it begins (`IN (SELECT id FROM subjects)`), so a span of them costs what
it holds. Amounts are fen.
"""
