"""The desk of findings: what the law found wrong in what is there, who owns it, and how it ended.

Nouns: finding (one rule, one subject, owner and due date), waiver (proposed by one, agreed by another, with a reason
and a last day), sweep (a business day on which a part of the book was looked at). Invariants: a rule and a subject have
one living finding; a finding that is found no longer is mended; a waiver ends on its day and the finding opens again.
"""
