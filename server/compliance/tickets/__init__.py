"""What customers ask of the house: complaints, objections, a person instead of a rule, their data.

Nouns: ticket (question, due date, answer). Invariants: question and answer are sealed with the customer's key; a ticket
is answered once; every kind has its days.
"""
