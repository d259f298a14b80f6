"""Documents and what was read in them, as the API shows them."""
