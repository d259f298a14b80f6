"""Which lines of the bank and which items of the books are the same money, and what is wrong with the rest. Pure.

Lines and items go through the passes in order: items that cancel each other; by number (ours of the payment, the
repayment's own reference, the loan's number); by amount, day and payer; several to one. Nothing is matched on a guess:
where two answers are possible that are not the same money, there is no match. What is left over becomes a break with
the kind that says most.
"""
