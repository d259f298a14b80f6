"""Telling people: short messages to customers, kept encrypted with the customer's data key until and after they go.

Nouns: notice (one message to one person), channel (what carries it). Invariants: a notice is written with the
transaction that causes it and sent by the worker afterwards; its text and number are never in a log; in the demo no
message leaves the house, and the page "customer's phone" shows them instead.
"""
