"""Dashboards, as the API shows them."""
