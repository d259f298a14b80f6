"""Applications, opinions, findings, as the API shows them."""
