"""Statements as banks hand them out, read into one shape: camt.053, and tables (CSV, XLSX) by profiles that are data.

A reader takes bytes of unknown origin: it refuses document types and entities, archives that unpack to too much, text
in the wrong encoding, amounts with more than two places, and everything else that it does not understand, each time
with `statement.unreadable` and the place. Whether the figures add up is judged afterwards (`proofs.py`).
"""
