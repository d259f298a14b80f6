"""Cases, votes, the inbox, as the API shows them."""
