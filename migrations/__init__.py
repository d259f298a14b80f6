"""Alembic, async. Row policies, grants and the ledger function live here; migrations run as the owner role."""
