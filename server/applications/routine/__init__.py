"""Routine approvals of applications: what is known of a case for this person, and the gesture that approves it.

Nouns: verdict (whether a case is routine for somebody, and if not why). Invariants: the verdict that lets a gesture
through is found in its own transaction, under the locks of the vote, on the exposure of that moment; a gesture that is
not routine any more changes nothing.
"""
