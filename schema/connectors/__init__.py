"""Sources that are asked about customers, inquiries and evidence, as the API shows them."""
