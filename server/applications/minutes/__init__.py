"""The minutes of a committee's decision: a paper drawn from the case when it is settled, kept with it, encrypted."""
