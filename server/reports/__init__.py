"""Read-only: the figures of the dashboards, over what the caller may see.

Invariants: a figure is computed from the same rows that its list shows, under the same scope, in one snapshot; a
report writes nothing.
"""
