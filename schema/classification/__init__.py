"""Classes of loans, as the API shows them."""
