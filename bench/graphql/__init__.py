"""`jiedai bench graphql`: three operations on our server, on PostGraphile and on JSON written by hand.

Nouns: an *operation* (dashboard, loan, loans), its *samples* (who asks, for what), a *contestant* (a server with its
way of being asked and of being understood), a *round* (every contestant once, in turning order), a *measure* (what
wrk and /proc said of one contestant in one round). Invariants: before anything is measured each contestant has given
the same answer to every sample; one contestant is under load at a time; an answer that is no success ends the bench.
"""
