"""The pre-loan visit (贷前调查): somebody went there, and what he saw and was told stands as data.

Nouns: visit (who, when, where; a draft until it is submitted), sheet (lines of income, expense, debts, assets and
evidence of turnover, by month, with the papers that prove them), photo (a paper of the customer with the time and place
at which it was taken), figure (what follows from the sheet), cross-check (a dated rule over the figures, with its
finding in both languages). Invariants: an application has one draft at most, and one visit that stands or waits for a
second person; what was submitted is never changed, a new one corrects it; where the product asks for four eyes, nobody
agrees to what he has entered; exact places are sealed, distances are told; what is not known is missing, never nought.
"""
