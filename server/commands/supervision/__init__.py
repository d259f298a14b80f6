"""How the demo keeps its processes alive.

Nouns: a *child* (one long-running process with a log and a pid file), the *keys* (secrets made once for a data folder),
the *house* (database, bank, worker and server together). Invariants: a killed child is started again within two
seconds; all end with the supervisor, even when that one is killed; a database appears under its name only when it is
complete.
"""
