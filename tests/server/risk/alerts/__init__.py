"""Alerts of risk."""
