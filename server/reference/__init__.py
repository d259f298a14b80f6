"""Facts that hold from a date on: loan prime rates, days off, region codes, the lender's own figures, number formats.

Nouns: LPR (a published rate by tenor), calendar day (a holiday, or a weekend day that is worked), region code (GB/T
2260), lender figure (net assets and the like, by code). Invariants: a year without a named day goes by weekends and
says so; a figure is never changed, a later row takes its place; a figure that is missing on a day is None and is
never taken for zero; number formats are checked without looking anything up.
"""
