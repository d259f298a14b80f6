"""The names that a registration authority of a place can have."""

from collections.abc import Iterable
from functools import lru_cache

from ocr.checks.regions import place_names, region_path
from ocr.layouts.licence import OFFICES

PLACE_WITHIN = 22  # characters of an address that can name places
PLACE_LENGTHS = range(2, 13)
BRANCHING = ("市场监督管理局", "工商行政管理局", "行政审批局")
ENDS = ("区", "县", "市")
SHORTENED_MIN = 3  # letters: a place of two, like 矿区, keeps its end


def offices_of(regions: Iterable[str], address: str | None) -> frozenset[str]:
    """Names that the offices of these region codes and of the places in this address can have."""
    paths = {region_path(code) for code in regions} | _named(address or "")
    return frozenset(name for path in paths for name in _offices(path))


def _named(address: str) -> set[tuple[str, ...]]:
    """The places in an address's head as one path, none inside a longer one."""
    head, path, start = address[:PLACE_WITHIN], [], 0
    known = place_names()
    while start < len(head):
        size = max((size for size in PLACE_LENGTHS if head[start : start + size] in known), default=0)
        if size:
            path.append(head[start : start + size])
        start += size or 1
    return {tuple(path)} if path else set()


@lru_cache(maxsize=256)
def _offices(path: tuple[str, ...]) -> frozenset[str]:
    places = {*path, *("".join(path[start:]) for start in range(len(path)))}
    if path:
        places.add(path[0] + path[-1])
    names = {place + office for place in places for office in OFFICES}
    for above, below in ((a, b) for place, a in enumerate(path) for b in path[place + 1 :]):
        for office in BRANCHING:
            short = below[:-1] if below.endswith(ENDS) and len(below) >= SHORTENED_MIN else below
            names |= {f"{above}{office}{one}分局" for one in (below, short)}
    return frozenset(names)
