"""What customers think once a loan has ended: one question by a personal link, answered once.

Nouns: survey (of one loan that has ended). Invariants: a loan is asked about once, whatever is reversed later; only who
has agreed to be written to is asked, outside the hours of rest; words are sealed with the customer's key.
"""
