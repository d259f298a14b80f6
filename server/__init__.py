"""The lending business, one folder per subject, and the composition root (`app.py`, `cli.py`)."""
