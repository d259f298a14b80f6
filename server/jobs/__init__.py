"""What the worker does: jobs left by use cases (the outbox), and what the clock starts.

Jobs are procrastinate's. A job with a lock runs alone among those of the same lock, in order; a job that its worker
did not finish is found by the heartbeat and begun again, so every handler may run twice. A handler calls doors as a
named system actor and speaks with the outside world between them, never inside.
"""
