"""Customers and their accounts, as the API shows them."""
