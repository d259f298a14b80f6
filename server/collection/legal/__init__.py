"""The legal step: letters of demand, and the hand-over to lawyers with its file.

Nouns: letter (its number and the figures on it, set again to the same words), hand-over (to which firm, why, and its
withdrawal). Invariants: a letter is a contact and is asked of the law like any other; nothing goes to lawyers before a
letter has had its days; a case that is with lawyers is contacted by nobody of the house.
"""
