"""A customer asks for a loan: from the first draft to a decision.

Nouns: application (product version, amount, term, purpose, state), opinion (the officer's signed recommendation with
which every submission begins), finding (a rule that did not pass, with its reason), submission (one round: opinion,
assessment, findings, tier). Invariants: the state moves only as the table in `rules` says; content is edited in draft
or after a return only, and whoever edits stands among the editors; the tier follows from the exposure of customer and
group with this loan in it, read under lock; an approval commits its amount to the exposure and carries a hash of what
was approved, and any later change of it voids the approval.
"""
