"""Reconciliation of a month: a bank statement and the books beside it, with planted breaks of every kind."""
