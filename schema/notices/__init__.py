"""What the caller himself is told, as the API shows it: a list with marks, and the same list watched."""
