"""What can be borrowed, and what it would cost, as the API shows them."""
