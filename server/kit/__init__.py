"""Mechanism without business: money, clock, ids, errors, database, work, idempotency, crypto, storage, outbox."""
