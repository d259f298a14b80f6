"""Offers, campaigns and surveys as the API shows them."""
