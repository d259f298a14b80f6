"""What stands behind a loan besides its borrower: things, and the rights that the house has in them.

Nouns: item (real estate, vehicle, equipment, deposit, receivable; it belongs to a customer and is known by its
certificate), valuation (dated, by whom and how), insurance, charge (mortgage 抵押 or pledge 质押: what it secures, its
rank, its registration, its release), counted share (how much of a value counts, from a day on). Invariants: an item is
entered once in the house; the ranks of an item's living charges differ, over all customers and loans; a charge counts
for no more than it secures and for nothing of what stands before it; it is released only when its debt is gone; a
value that nobody has told lately is unknown, never zero.
"""
