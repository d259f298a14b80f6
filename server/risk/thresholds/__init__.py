"""Thresholds: from which value on an indicator warns, from which day on, and for whom.

The catalogue's are number 0 and hold from the beginning. Every other is proposed by one person with a date and a
reason, and approved by a second; the newest that has come into force holds, that of a product and region before that
of a product, that before that of a region, and that before the general one.
"""
