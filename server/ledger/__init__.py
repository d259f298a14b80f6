"""The books: double entry, append-only, in fen.

Nouns: `Account` (the chart, as data), `Entry` (one business event in the books) and its `Posting`s (debit is positive,
credit negative; each names branch and customer, and where its account asks for it loan and funding account).
Invariants: an entry has at least two postings and they add up to zero; a business event is posted once; a reversal
mirrors the entry it names, and an entry is reversed at most once; nothing is ever changed or removed. All of it is
held by one SQL function, `ledger_post`: the app role may read the books and call that function, nothing else. The
balance of a pool is the sum of its postings, nowhere stored.
"""
