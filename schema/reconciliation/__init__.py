"""Bank statements, their lines and breaks, as the API shows them."""
