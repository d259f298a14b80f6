"""Questions to outside sources about applicants, and what becomes of the answers: consent, law, ratings, decisions.

Nouns: question (what an officer wants asked of which source), evidence (every fact of an applicant with its sources,
times, and whether it counts as verified for the product). Invariants: nothing is sent without the consent that the
source needs, in force when it is sent; the bureau is asked only where the law allows (征信业管理条例 18); an answer is
pushed down to the customer's rating; a source that has not answered leaves its facts unknown, and no fact is nought
for want of an answer.
"""
