"""What partners are told by themselves: signed messages over HTTPS when something has happened.

Nouns: endpoint (an address of a client team, the kinds of events that it wants, the branches that it may hear of),
delivery (one event on its way to one endpoint), kind (a public name like `loan.disbursed`, in `catalogue`).
Invariants: a delivery is written in the transaction of what happened, so nothing is told that did not happen; a
message names objects and holds nothing personal: whoever wants to know more asks the API under his own rights; it is
sent at least once, under one id, signed over id, time and body; it never goes to an address inside the house.
"""
