"""What cannot be measured and which data it would take, a module for each group of the catalogue."""
