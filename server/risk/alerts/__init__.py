"""Alerts: an indicator that has triggered, put before somebody who can do something about it, until he says how it was.

Nouns: `Alert` (one indicator of one subject, while it is open), desk (who owns it: the customer's officer, or risk,
compliance, finance, technology), switch (whether an indicator tells at all), digest (what an officer's day had beyond
its measure), outcome (was it right?). Invariants: one living alert for an indicator and a subject, however often it is
measured; severity rises and never falls by itself; what waits past its time goes one step up, once; nobody sees an
alert about himself, and an officer none of another's customers; an indicator that is switched off is measured silently.
"""
