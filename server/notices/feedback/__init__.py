"""What staff tell those who look after the app: what is wrong or missing, where, and a picture of the screen.

Nouns: feedback (one thing that somebody tells, with its state), picture (the screen as he saw it). Invariants: who
tells sees his own, who answers those of the branches in his sight; a picture is sealed under a key of its own, because
it may show personal data; what is declined says why.
"""
