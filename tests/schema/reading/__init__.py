"""The two ways to answer, held against each other."""
