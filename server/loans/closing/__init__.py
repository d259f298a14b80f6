"""The end of the day: what has accrued, what is overdue, who is reminded, and the books closed day by day.

Nouns: the *standing* of a loan (what of it has accrued on the books so far, one narrow row), its *accruals* (what one
day added, insert only), the *day closing* (one row a business date: how far it has come), the *day's accruals* (their
sums by branch, funding account and product, each one entry of the books).
Invariants: what has accrued by a day is a pure function of the schedule's rows, so a day's accrual is that less what
stood there before, and a schedule that changed corrects itself the next evening; the accruals of a day add up to its
entries and those of a loan to its standing; days are closed in order, each once; a day that was broken off goes on
after the last batch that is committed, for a batch and how far it came are written together.
"""
