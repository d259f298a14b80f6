"""Offers to customers who paid well: more, cheaper, or again; and what they think once a loan has ended.

Nouns: rule (a threshold from a day on), bar (why somebody is not offered anything), campaign (declared by one, approved
by another; its population is frozen with a reason for each), offer (one customer in one campaign, whatever became of
it), arm (treated, control, out), link (personal, one answer, expires), survey (one question after a loan has ended).
Invariants: nobody with a bar is made an offer, and bars are looked at when it is drawn, sent and accepted; who has not
agreed to marketing is not written to; the control group is drawn by hash and never written to; treated, control and out
add up to the population; an offer is answered once; what is accepted goes the ordinary way and is approved like any
other: an offer decides nothing.
"""
