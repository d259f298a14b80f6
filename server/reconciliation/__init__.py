"""The bank's word beside ours: statements of the lender's accounts, matched line by line with what the books posted.

Nouns: `BankStatement` (an account's days, once each), `StatementLine` (what the bank moved), a book item (an event's
postings on the bank account of the ledger), `StatementMatch` (lines and items that are the same money),
`StatementBreak` (a line or an item that has no counterpart, or a counterpart that differs, with its kind, owner and
resolution). Invariants: a statement whose figures do not add up, or that does not follow the one before, is refused and
its file kept; a line is imported once; a line and an item are in at most one match; what is not exact is never matched
nor booked by itself; where a resolution moves money in the books a second person agrees; a transfer that names a loan
becomes a repayment when a finance clerk confirms it. Names, accounts and remarks of payers are sealed, and whoever
looks at them is on record.
"""
