"""Uploads that go on where they were cut.

Nouns: upload (a picture on its way, announced with its length), piece (up to 64 kB of it, from a byte on). Invariants:
an upload is its beginner's alone; pieces join without gap or overlap, or are refused; each lies sealed with the
customer's key; with the last one the bytes go through the same door as a picture sent whole, once; what is not
finished within a day is destroyed.
"""
