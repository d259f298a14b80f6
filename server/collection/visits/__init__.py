"""Visits to debtors: by two, in daylight, with position and photos of the way there.

Noun: visit (of a contact that the law allowed). Invariants: two members of staff are named; where it was and what was
found is sealed with the customer's key; photos are documents of the same customer.
"""
