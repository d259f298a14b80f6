"""What the house's own rules of risk say of an application.

Nouns: rule (dated and versioned data: a measure, a limit, a severity, its reasons), facts (what a decision is taken
on), assessment (the stored result of one round, with its facts and every rule's version). Invariants: the rules are
those of the event date; a missing input means review, never pass and never zero; a stored assessment is never
changed and holds no name, number or birth date.
"""
