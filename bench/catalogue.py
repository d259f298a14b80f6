"""The benches by name.

A bench is a module with `run(wishes: Wishes) -> list[Figure]`, or the same as a coroutine; figures may also be the
dicts that `Figure.told` makes. Nothing of a bench is imported before it is asked for.
"""

from typing import Final

BENCHES: Final[dict[str, tuple[str, str]]] = {
    "graphql": ("bench.graphql.run", "Reading: ours beside PostGraphile 5 and beside JSON written by hand."),
    "sockets": ("bench.sockets", "Watching: a thousand sockets on one process, and how soon all know of a change."),
}
"""Name -> module and a line on what it measures."""
