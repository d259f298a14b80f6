"""What the law says of a step: rules that block, rules that want a look, rules that are only noted.

Nouns: rule (dated and versioned data with its legal source and the steps that trigger it), trigger (the step that is
about to be taken), check (the stored result, with the figures it used and every rule's version). Invariants: the rules
are those of the event date; a blocking rule whose input is missing asks for a review, never passes and never takes
zero; the lender's own figures (net assets, LPR) come from dated tables; a stored check is never changed.
"""
