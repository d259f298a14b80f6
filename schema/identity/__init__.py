"""Staff, branches and sessions, as the API shows them."""
