"""Direct debits (代扣): what a customer has allowed, and the orders that follow from it.

Nouns: `DebitMandate` (a customer's consent: account, limit, until when), `DebitOrder` (one amount from one account for
one loan), `DebitRule` (what follows from a failure: data). Invariants: nothing is asked of an account without a
mandate in force, and never more than it allows; a loan has at most one debit on the way; a state never goes back; a
success becomes a repayment in the same transaction, so exactly once.
"""
