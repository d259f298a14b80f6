"""Plants rows as the owner role, past the guard and the row policies. Each helper commits and answers ids."""
