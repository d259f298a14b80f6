"""The life of one loan told again from its history: drawings, receipts, charges, changes; no clock, no store.

Nouns: an entry (something that happened on a day), `Servicing` (what the product does with early and late money),
`Book` (the instalments as they then stand, what was posted, the totals). Two ways of reckoning early and late money: by
period (`cumulative`: the schedule is made anew from what was received) and by balance (`progressive`: every day bears
interest on what is truly owed). Invariants: the principal of the instalments adds up to what was drawn; what is posted
of a receipt and its excess add up to the receipt; the same history gives the same book.
"""
