"""The books by day: trial balance, statements, how it stood on a day, days and months that are closed."""
