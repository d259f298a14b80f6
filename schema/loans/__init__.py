"""Loans, their schedules and repayments, as the API shows them."""
