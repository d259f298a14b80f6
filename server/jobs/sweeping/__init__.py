"""The nightly sweep: the whole book put to the rules of law, part by part, each part one transaction and set-based.

Nouns: part (a few rules that read the same tables), candidate (what a part has read of one subject). Invariants: a
business date is swept once a part, goes on where it was broken off, and is judged by the rules of that date.
"""
