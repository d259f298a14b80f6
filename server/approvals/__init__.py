"""Who decides, and by how many voices: tiers, cases, votes.

Nouns: tier (automatic, manual review, regional, committee: by the exposure of customer and group after the loan), step
of the ladder (a tier as dated data: from which exposure, which position, how many votes), case (one question to be
decided, about a subject that this folder does not know), vote (one person's decision with his reason), editors
(everyone who entered or edited anything in the case, and the officer whose customer it is). Invariants: one open case
a subject; nobody votes on a case that names him among its editors, and nobody twice on one case (the vote row carries
the editors under a CHECK, and a foreign key holds them equal to the case's); votes count for the tier they were given
at; a settled case is not decided again.
"""
