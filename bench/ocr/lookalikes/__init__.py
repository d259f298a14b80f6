"""Papers that are neither an identity card nor a licence, however much they look like one: all must be turned down.

Invariant: each prints words that the real ones print, and sound numbers where the like of it has them.
"""
