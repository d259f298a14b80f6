"""Funding accounts, bank files, direct debits, tills and papers, as the API shows them."""
