"""Client teams and their trusted documents, as the API shows them."""
