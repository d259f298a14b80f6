"""`jiedai bench loans`: schedules, repayments through the whole use case, the end of a day, entries of the books."""
