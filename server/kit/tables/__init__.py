"""Sheets that others hand in, as rows of values: CSV and XLSX read one row at a time, columns by their headings.

Nouns: sheet (a file that may be read), cell (what stands in it: text, number, day, or a formula, which is none of
them), fault (what is wrong in a line and a column). Invariants: a file is bounded before it is read; a formula is never
what it last showed; long numbers are text; what is wrong is named by line and column and never by its content.
"""
