"""Alerts of risk over GraphQL: what stands, what staff do with it, live; which indicators tell, and how rightly."""
