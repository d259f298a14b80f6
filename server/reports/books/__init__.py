"""Books of the day: what happened on a day and what stood at its close, added up, so that no board scans the loans.

Nouns: a book (of a day), its flows (applications, payments, money that came in) and its stocks (loans that run and how
far they are past due), each by branch, officer and product. Invariants: flows are drawn from the rows that the lists
show, by their own days, and drawn anew when something is entered for a day that has a book already; stocks add up to
the books of account at the close of the day; a book is seen under the same scope as its loans.
"""
