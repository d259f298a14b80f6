"""A believable house for demonstrations: branches, staff, customers, applications, loans and books of two years.

Nouns: post (a member of staff), borrower, plan (an application that will be told), history (what became of it). All
people, companies and numbers are invented. Invariants: the same seed and day give the same house (but for what is
drawn for secrecy: keys, ciphertexts and what hangs on them); what the house's own rules would have said of an
application is what stands in it; sums agree, so that `jiedai verify` finds nothing; nothing lies after yesterday.
"""
