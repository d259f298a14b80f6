"""A large loan book in a database of its own, the same rows in every loading.

Nouns: the *scale* (how many rows), the *book* (a database filled by the scripts in `sql/`, as the role that owns the
tables), its *callers* (staff with living sessions). Invariants: the rows satisfy every constraint of the schema; the
book is filled under another name and gets its own at the end, so that there is no half one; sealed columns hold bytes
that nobody can open, so what is asked of the book is never sealed.
"""
