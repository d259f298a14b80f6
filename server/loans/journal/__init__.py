"""What happened to loans, act by act, and what followed for their schedules and for money that had come in before.

Nouns: `LoanAct` (one thing that happened, numbered through in its loan), `LoanPlan` (a schedule that a loan has had),
`Resharing` (an earlier repayment shared out anew). Invariants: rows are added and never changed; from the terms and the
acts everything else of a loan can be replayed.
"""
