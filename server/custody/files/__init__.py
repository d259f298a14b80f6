"""Bank files: payments and direct debits out, results in, for banks without an interface.

Nouns: `Profile` (how a bank's files look: data), `BankBatch` (orders of one funding account that go out in one file),
`BankResult` (a file that came back) and its lines. Invariants: who makes a batch does not release it; an order stands
in one living batch at most; numbers are fixed before the file is made, and the file is made once: the same bytes ever
after; a result file is taken once, whatever name it comes under, and each of its lines moves its order once or is set
aside with a fault.
"""
