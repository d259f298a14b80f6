"""Contacts with debtors: asked of the law beforehand, noted afterwards.

Nouns: contact (a planned call, message or visit, its check, and what became of it). Invariants: a contact that the law
forbids is on record and is not made; counts of calls and dials come from these rows and from nothing else.
"""
