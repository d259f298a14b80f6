"""The three operations without GraphQL: one SQL statement each, written by hand, whose JSON goes out untouched."""
