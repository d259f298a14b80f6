"""Loan cases that other systems computed, run through our own engine.

Nouns: a case (inputs, events, expected figures), its shape (told by its keys, never by a name), a verdict. The engine
is set up from a case's parameters alone; nothing here knows a case by its id. Three shapes: `snapshots` (Apache
Fineract), `kind` with `expected` (Frappe Lending), `expected` alone (Sunline); each module describes its own.
"""
