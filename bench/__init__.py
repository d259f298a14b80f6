"""The benchmarks: each one command (`jiedai bench NAME`), peers beside ours, figures kept in `results/`.

Nouns: a *bench* (one of `catalogue.BENCHES`), its *wishes* (rounds, seconds, scale), a *result* (a figure with its
unit and, where there is one, its target). Invariants: a bench compares answers before it compares speed; it says what
is missing instead of leaving it out; a figure is written down with the machine that it was taken on. Runs from a
checkout only: nothing here is in the wheel.
"""
