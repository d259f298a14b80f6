"""Decisions with their reasons, and the editions of rules and scorecards, as the API shows them."""
