"""Reports as files: ordered, drawn in the background with progress, kept sealed for some days, fetched by who ordered.

Nouns: report (a declared list with columns, or a declared return), export (one order of it in a form), piece (a part
of its sealed bytes). Invariants: a file holds what was in sight of its orderer when he ordered it, and its first line
says whose it is; rows are read a page at a time and written as they come, so its length costs no memory; ordering and
fetching are on record; its key is destroyed when its days are over.
"""
