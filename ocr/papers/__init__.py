"""One module for each kind of paper: from characters with places to checked fields."""
