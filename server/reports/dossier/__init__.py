"""The dossier for an inspector: all that is on record of a loan or of a period, readable without this system.

Nouns: section (rows of one table as CSV), paper (a contract or picture in clear), proof (links of the audit chain),
manifest (every file with its SHA-256). Invariants: drawing one is on record; what is sealed and no paper stays out;
the check script in the archive needs nothing but Python.
"""
