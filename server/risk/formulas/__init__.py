"""The formulas, a module for each group of the catalogue; `server.risk.missing` says what cannot be measured."""
