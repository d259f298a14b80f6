"""A sheet of running loans as another system would hand it over, and how long it takes to bring it in."""
