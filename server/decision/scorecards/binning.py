"""Bins and their weight of evidence, laid by a small decision tree over the rows at hand and no others.

WOE_b = ln((bad_b + s p) / (B + s)) - ln((good_b + s (1 - p)) / (G + s)) with p = B / (B + G): the higher, the worse.
The smoothing s pulls a bin of few rows towards the whole, so that an empty one weighs nothing. IV sums
(bad share - good share) * WOE over the bins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from server.decision.scorecards.sample import Column, Numbers

SMOOTHING: Final = 1.0

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Bounds:
    """How bins are laid: how many at most, the least share of rows, and which way risk has to go ("up", "down")."""

    bins_max: int = 5
    share_min: float = 0.03
    direction: str | None = None


@dataclass(frozen=True)
class Binning:
    """Bins of one column. `woe`, `good` and `bad` have one place a bin, the last for what is missing or unseen."""

    edges: tuple[float, ...] | None
    groups: dict[str, int] | None
    woe: Numbers
    good: NDArray[np.int64]
    bad: NDArray[np.int64]
    iv: float

    def weigh(self, column: Column) -> Numbers:
        """The weight of evidence of each row."""
        weighed: Numbers = self.woe[_places(column, self.edges, self.groups, len(self.woe) - 1)]
        return weighed


def lay(column: Column, bad: NDArray[np.int64], bounds: Bounds, seed: int = 0) -> Binning:
    """Lay the bins of a column."""
    if isinstance(column, tuple):
        groups = _groups(column, bad, bounds, seed)
        return _weighed(column, bad, None, groups, max(groups.values(), default=-1) + 1)
    edges = _edges(column, bad, bounds, seed)
    return _weighed(column, bad, edges, None, len(edges) + 1)


def _edges(column: Numbers, bad: NDArray[np.int64], bounds: Bounds, seed: int) -> tuple[float, ...]:
    known = ~np.isnan(column)
    values = column[known]
    edges = _split(values, bad[known], bounds, len(column), seed)
    return _monotone(values, bad[known], edges, bounds.direction) if bounds.direction else edges


def _split(values: Numbers, bad: NDArray[np.int64], bounds: Bounds, rows: int, seed: int) -> tuple[float, ...]:
    """Where a tree over this one column splits."""
    from sklearn.tree import DecisionTreeClassifier

    least = max(1, int(np.ceil(bounds.share_min * rows)))
    if len(values) < 2 * least or len(np.unique(values)) == 1:
        return ()
    tree = DecisionTreeClassifier(
        criterion="entropy", max_leaf_nodes=bounds.bins_max, min_samples_leaf=least, random_state=seed
    )
    tree.fit(values.reshape(-1, 1), bad)
    found = tree.tree_
    return tuple(
        sorted({float(edge) for edge, left in zip(found.threshold, found.children_left, strict=True) if left >= 0})
    )


def _monotone(values: Numbers, bad: NDArray[np.int64], edges: tuple[float, ...], direction: str) -> tuple[float, ...]:
    """Merge neighbours until the share of bad rows goes the way that was asked for."""
    sign = {"up": 1.0, "down": -1.0}[direction]
    left = list(edges)
    while left:
        places = np.searchsorted(left, values, side="left")
        counts = np.bincount(places, minlength=len(left) + 1)
        rates = np.bincount(places, weights=bad, minlength=len(left) + 1) / np.maximum(counts, 1)
        wrong = [at for at in range(len(left)) if sign * (rates[at + 1] - rates[at]) <= 0]
        if not wrong:
            break
        del left[max(wrong, key=lambda at: sign * (rates[at] - rates[at + 1]))]
    return tuple(left)


def _groups(column: Sequence[str | None], bad: NDArray[np.int64], bounds: Bounds, seed: int) -> dict[str, int]:
    """Values of a category in order of risk, the rare ones together, split like a number."""
    totals: dict[str, list[int]] = {}
    for value, is_bad in zip(column, bad.tolist(), strict=True):
        if value is not None:
            counted = totals.setdefault(value, [0, 0])
            counted[0] += 1
            counted[1] += is_bad
    least = bounds.share_min * len(column)
    rare = [value for value, (rows, _) in totals.items() if rows < least]
    rate_of_rare = sum(totals[value][1] for value in rare) / max(1, sum(totals[value][0] for value in rare))
    rates = {value: rate_of_rare if value in rare else went / rows for value, (rows, went) in totals.items()}
    ranked: dict[float, int] = {rate: rank for rank, rate in enumerate(sorted(set(rates.values())))}
    known = np.array([value is not None for value in column], dtype=bool)
    ranks = np.array([ranked[rates[value]] for value in column if value is not None], dtype=np.float64)
    edges = _split(ranks, bad[known], bounds, len(column), seed)
    return {value: int(np.searchsorted(edges, ranked[rate], side="left")) for value, rate in sorted(rates.items())}


def _places(column: Column, edges: Any, groups: dict[str, int] | None, missing: int) -> Places:
    if isinstance(column, tuple):
        assert groups is not None
        found = (missing if value is None else groups.get(value, missing) for value in column)
        return np.fromiter(found, dtype=np.int64, count=len(column))
    return np.where(np.isnan(column), missing, np.searchsorted(edges, column, side="left")).astype(np.int64)


def _weighed(
    column: Column, bad: NDArray[np.int64], edges: tuple[float, ...] | None, groups: dict[str, int] | None, bins: int
) -> Binning:
    places = _places(column, edges, groups, bins)
    rows = np.bincount(places, minlength=bins + 1)
    went_bad = np.bincount(places, weights=bad, minlength=bins + 1).astype(np.int64)
    stayed_good = rows - went_bad
    all_bad, all_good = int(went_bad.sum()), int(stayed_good.sum())
    share = all_bad / max(1, all_bad + all_good)
    bad_share = (went_bad + SMOOTHING * share) / (all_bad + SMOOTHING)
    good_share = (stayed_good + SMOOTHING * (1 - share)) / (all_good + SMOOTHING)
    woe = np.log(bad_share) - np.log(good_share)
    woe[rows == 0] = 0.0
    if rows[bins] == 0 and bins:
        woe[bins] = max(woe[:bins])  # never seen missing: unknown is judged like the worst that was seen
    iv = float(((bad_share - good_share) * woe)[rows > 0].sum())
    return Binning(edges, groups, woe, stayed_good, went_bad, iv)
