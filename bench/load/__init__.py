"""Load and what it costs: wrk outside, /proc for the processor time of the processes behind."""
