"""Who decides, and by how many voices: the matrix, cases on their routes, votes, stand-ins.

Nouns: tier (automatic, manual review, regional, committee), matrix (dated rows: band of exposure, product, grade and
region to a route), route and step (a position, how many voices of it and how they come together), case (one question
to be decided, about a subject that this folder does not know), vote (one person's decision with his reason, in his own
name or in that of whoever he stands in for), act (what else is done in a case: passed on, a signer added, urged,
stepped aside, reminded, escalated), condition (what has to be so before payment), delegation (who stands in for whom,
with days), editors (everyone who entered or edited anything in the case, and the officer whose customer it is).
Invariants: one open case a subject; nobody votes on a case that names him among its editors, nor in the name of such a
one, and nobody twice on one case, by his own hand or as a voice (the vote row carries the editors under a CHECK, and a
foreign key holds them equal to the case's); votes count for the round they were given in; terms only become stricter
from vote to vote; nobody ticks a condition of his own; a settled case is not decided again.
"""
