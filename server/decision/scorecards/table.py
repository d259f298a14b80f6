"""A scorecard as a table of points, and the score of one case with its reasons. Pure Python: no learning library."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

REASONS_SHOWN: Final = 4

Facts = Mapping[str, Any]


class TableUnsound(ValueError):
    """What was read is no table of points, or no file with one; the sentence names what is wrong."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Points of one interval (above the edge before it, up to and including its own) or of one group of values."""

    zh: str
    en: str
    points: int
    woe: float
    good: int
    bad: int


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: numbers have `edges` between their bins, categories have `groups` from value to bin.

    The last bin is that of a missing value, and of a category that was never seen.
    """

    name: str
    zh: str
    en: str
    coefficient: float
    bins: tuple[Bin, ...]
    edges: tuple[float, ...] | None = None
    groups: Mapping[str, int] | None = None

    def place(self, value: Any) -> int:
        """Which bin a value falls into."""
        last = len(self.bins) - 1
        if value is None:
            return last
        if self.groups is not None:
            return self.groups.get(str(value), last)
        assert self.edges is not None
        number = as_number(value)
        return last if number is None else bisect_left(self.edges, number)

    @property
    def best(self) -> int:
        return max(each.points for each in self.bins)


@dataclass(frozen=True, slots=True)
class Reason:
    """Points lost against the best bin of a feature, and why, in both languages."""

    feature: str
    lost: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, the probability of default that it stands for, the points of each feature, the worst reasons."""

    score: int
    probability: float
    points: Mapping[str, int]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A scorecard. Score = offset + factor * ln(good/bad), shared out over the features and rounded part by part."""

    code: str
    factor: float
    offset: float
    features: tuple[Feature, ...]

    def score(self, facts: Facts) -> Scored:
        """Score one case; a feature that is not among the facts is missing."""
        points, reasons = {}, []
        for feature in self.features:
            value = facts.get(feature.name)
            found = feature.bins[feature.place(value)]
            points[feature.name] = found.points
            lost = feature.best - found.points
            if lost > 0:
                zh = f"{feature.zh}：{found.zh}，比最佳档少{lost}分"
                en = f"{feature.en}: {found.en}, {lost} points below the best bin"
                reasons.append(Reason(feature.name, lost, zh, en))
        score = sum(points.values())
        reasons.sort(key=lambda each: -each.lost)
        return Scored(score, self.probability(score), points, tuple(reasons[:REASONS_SHOWN]))

    def probability(self, score: float) -> float:
        """Probability of default at a score."""
        return 1.0 / (1.0 + math.exp((score - self.offset) / self.factor))


def as_number(value: Any) -> float | None:
    """A finite number, or None for what is none."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float | Decimal | str):
        try:
            number = float(value)
        except (ValueError, OverflowError):
            return None
        return number if math.isfinite(number) else None
    return None


def written(table: Table) -> dict[str, Any]:
    """The table as plain JSON; `read_table` reads it back to the bit."""
    return {
        "code": table.code,
        "factor": table.factor,
        "offset": table.offset,
        "features": [_feature_written(each) for each in table.features],
    }


def _feature_written(feature: Feature) -> dict[str, Any]:
    return {
        "name": feature.name,
        "zh": feature.zh,
        "en": feature.en,
        "coefficient": feature.coefficient,
        "edges": None if feature.edges is None else list(feature.edges),
        "groups": None if feature.groups is None else dict(feature.groups),
        "bins": [
            {"zh": b.zh, "en": b.en, "points": b.points, "woe": b.woe, "good": b.good, "bad": b.bad}
            for b in feature.bins
        ],
    }


def read_table(told: Any) -> Table:
    """A table out of JSON. Raises TableUnsound."""
    try:
        features = tuple(_feature_read(each) for each in told["features"])
        table = Table(str(told["code"]), float(told["factor"]), float(told["offset"]), features)
    except TableUnsound:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TableUnsound(f"{type(error).__name__}: {error}") from None
    if not features or len({each.name for each in features}) != len(features):
        raise TableUnsound("features are missing or named twice")
    if not (math.isfinite(table.factor) and table.factor > 0 and math.isfinite(table.offset)):
        raise TableUnsound("factor and offset are finite, the factor above zero")
    return table


def _feature_read(told: Mapping[str, Any]) -> Feature:
    name = str(told["name"])
    bins = tuple(_bin_read(each, name) for each in told["bins"])
    edges = None if told["edges"] is None else tuple(float(each) for each in told["edges"])
    groups = None if told["groups"] is None else {str(key): int(at) for key, at in told["groups"].items()}
    if (edges is None) == (groups is None):
        raise TableUnsound(f"{name}: edges or groups, one of them")
    if edges is not None and (len(bins) != len(edges) + 2 or not _rising(edges)):
        raise TableUnsound(f"{name}: {len(edges)} rising edges want {len(edges) + 2} bins")
    if groups is not None and not all(0 <= at < len(bins) - 1 for at in groups.values()):
        raise TableUnsound(f"{name}: a group names no bin")
    return Feature(name, str(told["zh"]), str(told["en"]), float(told["coefficient"]), bins, edges, groups)


def _bin_read(told: Mapping[str, Any], name: str) -> Bin:
    points = told["points"]
    if isinstance(points, bool) or not isinstance(points, int):
        raise TableUnsound(f"{name}: points are whole numbers")
    return Bin(str(told["zh"]), str(told["en"]), points, float(told["woe"]), int(told["good"]), int(told["bad"]))


def _rising(edges: Sequence[float]) -> bool:
    return all(math.isfinite(each) for each in edges) and all(a < b for a, b in pairwise(edges))
