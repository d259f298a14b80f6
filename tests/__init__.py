"""Tests mirror the folders of the product; `architecture/` holds the house rules, `journeys/` whole lives of loans."""
