"""Where the lender's money lies and how it leaves: funding accounts, payment orders, the bank link.

Nouns: `FundingAccount` (the lender's own bank account) with its hold row (allotted, held for orders on the way, paid),
`PaymentOrder` (one amount to one verified account of one borrower), `BankMessage` (what the bank reported, once each).
Invariants: an order's number is fixed before it is first sent and is its only number for ever; a loan has at most one
order that is on the way or settled; a state never goes back; held and paid together never exceed what was allotted; an
answer that names another amount, payee or currency changes nothing and is kept for people to look at. The bank is
called between two transactions, never inside one; what it did not answer is asked again by the same number.
"""
