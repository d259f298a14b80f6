"""Measuring every indicator over a million loans: the sweep as it runs at night, beside DuckDB on the same rows."""
