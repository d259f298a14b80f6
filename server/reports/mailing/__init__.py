"""Reports that are drawn by the clock, and the message that says where they lie.

Nouns: mailing (a report, a rhythm, addressees), post (what carries messages). Invariants: a file holds what whoever
made the mailing sees on the day; a message carries no file and no figure, only where it lies; one period goes out once.
"""
