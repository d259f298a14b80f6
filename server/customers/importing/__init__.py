"""Customers that come in from a sheet: checked row by row, the sound ones entered, the others named by line and column.

Nouns: the *batch* (`CustomerImport`: one sheet by its digest, how far it came, what became of its rows), a *row*, a
*fault*. Invariants: a row is entered whole (key, identity, claims, consent, exposure) or not at all, together with how
far the batch came; nobody is entered without the day of his consent; a number that belongs to a customer already is
told and never entered twice, so the same sheet, and the same person in another, come in once; of the sheet nothing is
kept but its digest, so who goes on with it hands it in again.
"""
