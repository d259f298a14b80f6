"""The formulas, a module for each group of the catalogue; `missing.py` says what cannot be measured and why."""
