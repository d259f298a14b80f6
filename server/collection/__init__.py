"""Collection: what is done when a customer does not pay, step by step and within the law.

Nouns: case (all that is overdue of one customer), stage (by days past due, dated data), strategy (willingness x
ability x agitation to channel, agent and hour), contact (planned, refused or made), promise (to pay an amount by a
day), letter, visit, hand-over (to lawyers), arm (treated, or held out to measure what treatment brings). Invariants: a
customer has one living case, because the law counts contacts by debtor; every contact is asked of the house's stops
and of the law before it is made, and a refused one is on record with the rule's name while nothing goes out; money that
is on its way or has just come stops every contact; scores choose channel and agent and never credit.
"""
