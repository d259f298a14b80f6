"""Contacts of a case: planned, asked of the house and of the law, sent or made, noted.

Invariants: a refused contact is on record with the names of the rules and is not made; a message leaves only after its
plan was looked at once more, by the same stops, at the minute in which it goes.
"""
