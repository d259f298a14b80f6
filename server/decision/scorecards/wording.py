"""What a bin is called, in Chinese and English."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

VALUES_SHOWN = 6


def bins(edges: Sequence[float] | None, groups: Mapping[str, int] | None, count: int) -> list[tuple[str, str]]:
    """A name for every bin, the last that of the missing value."""
    told = _intervals(edges) if edges is not None else _groups(groups or {}, count - 1)
    return [*told, ("缺失或未见过", "missing or never seen")]


def _intervals(edges: Sequence[float]) -> list[tuple[str, str]]:
    if not edges:
        return [("有值", "any value")]
    shown = [f"{edge:.6g}" for edge in edges]
    between = [(f"大于{low}且不超过{high}", f"above {low}, up to {high}") for low, high in pairwise(shown)]
    return [(f"不超过{shown[0]}", f"up to {shown[0]}"), *between, (f"大于{shown[-1]}", f"above {shown[-1]}")]


def _groups(groups: Mapping[str, int], count: int) -> list[tuple[str, str]]:
    told = []
    for at in range(count):
        values = [value for value, place in groups.items() if place == at]
        more = len(values) - VALUES_SHOWN
        shown = values[:VALUES_SHOWN]
        zh, en = "、".join(shown), ", ".join(shown)
        told.append((f"{zh}等{len(values)}项", f"{en} and {more} more") if more > 0 else (zh, en))
    return told
