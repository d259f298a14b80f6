"""Watching: who shares a look, when somebody must not see any more, and what a lost hint or database does."""
