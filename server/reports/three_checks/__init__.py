"""The three checks of a loan (贷款三查): investigation, review, post-loan check, drawn from the records as one PDF.

Nouns: report (one application, all that the records know of it), register (a period's applications as a workbook).
Invariants: a report says nothing that is not in the rows; whoever draws one leaves an audit record; pictures are shown
small, and clear names and numbers not at all.
"""
