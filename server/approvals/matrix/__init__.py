"""The approval matrix: who decides what, as dated data.

Nouns: matrix (a version: drafted by one person, published by another, in force from a day on until a later one is),
row (a band of exposure, and for which products, grades and regions it holds), step (a position, how many voices of it
and how they come together). Invariants: the first row that fits decides; the rows that hold for everything leave no
exposure without a row; a published matrix never changes.
"""
