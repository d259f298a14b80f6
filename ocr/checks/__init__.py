"""Checks on what was read: numbers with a check digit, regions, dates, nations. Pure: text in, a verdict out.

A check never mends: a value that fails it comes back as nothing, with the code of the reason (`ocr.reasons`).
"""
