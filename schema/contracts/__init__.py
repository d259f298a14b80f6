"""Contracts, as the API shows them."""
