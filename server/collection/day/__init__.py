"""Collection at the end of a business day: cases opened, brought up to date and closed, promises settled, messages.

Noun: day (how far it has come). Invariants: each step is written together with how far it came, so a run that was
broken off goes on where it stood; messages wait for the end of the hours of rest; nothing is done twice.
"""
