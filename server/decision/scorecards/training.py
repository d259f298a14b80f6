"""Learning a scorecard: bins, weights of evidence, a logistic regression over them, points.

Everything that is learnt, bins and the choice of columns included, is learnt from the rows handed in: whoever
validates hands in the rows of a fold.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from server.decision.errors import NothingLearnt
from server.decision.scorecards import wording
from server.decision.scorecards.binning import Binning, Bounds, lay
from server.decision.scorecards.sample import Numbers, Sample
from server.decision.scorecards.table import Bin, Feature, Table

COEFFICIENT_MIN: Final = 1e-6
INVERSE_PENALTY: Final = 10.0


@dataclass(frozen=True)
class Options:
    """What is wished for. `directions` says of a column which way risk has to go; `labels` names columns (zh, en)."""

    code: str = "scorecard"
    bins_max: int = 5
    share_min: float = 0.03
    iv_min: float = 0.02
    base_score: int = 600
    base_odds: float = 30.0
    double_points: int = 40
    seed: int = 7
    directions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def factor(self) -> float:
        return self.double_points / math.log(2)

    @property
    def offset(self) -> float:
        return self.base_score - self.factor * math.log(self.base_odds)


@dataclass(frozen=True)
class Model:
    """What was learnt: the bins kept, a coefficient each, the intercept. All in log-odds of going bad."""

    binnings: Mapping[str, Binning]
    coefficients: Mapping[str, float]
    intercept: float

    def log_odds(self, sample: Sample) -> Numbers:
        """Log-odds of going bad, row by row."""
        total = np.full(len(sample), self.intercept)
        for name, coefficient in self.coefficients.items():
            total += coefficient * self.binnings[name].weigh(sample.columns[name])
        return total


def fit(sample: Sample, options: Options) -> Model:
    """Learn from a sample. Columns that tell nothing, or whose coefficient turns against their own bins, are left out.

    A model without any column answers the share of bad rows.
    """
    binnings = {}
    for name, column in sample.columns.items():
        bounds = Bounds(options.bins_max, options.share_min, options.directions.get(name))
        laid = lay(column, sample.bad, bounds, options.seed)
        if laid.iv >= options.iv_min:
            binnings[name] = laid
    names = sorted(binnings, key=lambda name: -binnings[name].iv)
    while names:
        coefficients, intercept = _regress(sample, binnings, names)
        weakest = min(names, key=coefficients.__getitem__)
        if coefficients[weakest] > COEFFICIENT_MIN:
            return Model({name: binnings[name] for name in names}, coefficients, intercept)
        names.remove(weakest)
    share = max(sample.defaults, 1) / max(len(sample), 2)
    return Model({}, {}, math.log(share / (1 - share)))


def _regress(sample: Sample, binnings: Mapping[str, Binning], names: list[str]) -> tuple[dict[str, float], float]:
    from sklearn.linear_model import LogisticRegression

    weights = np.column_stack([binnings[name].weigh(sample.columns[name]) for name in names])
    found: Any = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000, tol=1e-8).fit(weights, sample.bad)
    coefficients = dict(zip(names, (float(each) for each in found.coef_[0]), strict=True))
    return coefficients, float(found.intercept_[0])


def table_of(model: Model, options: Options) -> Table:
    """The model as whole points. Raises NothingLearnt when no column is in it.

    Points of a bin = offset / n - factor * (coefficient * WOE + intercept / n), rounded; n counts the features.
    """
    if not model.coefficients:
        raise NothingLearnt(iv=options.iv_min)
    count = len(model.coefficients)
    share = (options.offset - options.factor * model.intercept) / count
    features = []
    for name, coefficient in model.coefficients.items():
        laid = model.binnings[name]
        points = [round(share - options.factor * coefficient * float(woe)) for woe in laid.woe]
        zh, en = options.labels.get(name, (name, name))
        told = wording.bins(laid.edges, laid.groups, len(points))
        bins = tuple(
            Bin(*told[at], points[at], float(laid.woe[at]), int(laid.good[at]), int(laid.bad[at]))
            for at in range(len(points))
        )
        features.append(Feature(name, zh, en, coefficient, bins, laid.edges, laid.groups))
    return Table(options.code, options.factor, options.offset, tuple(features))


def points_score(model: Model, options: Options, sample: Sample) -> Numbers:
    """The score of each row, straight from the model: each part rounded, then added. For comparison with a table."""
    count = len(model.coefficients)
    share = (options.offset - options.factor * model.intercept) / count
    total = np.zeros(len(sample))
    for name, coefficient in model.coefficients.items():
        total += np.rint(share - options.factor * coefficient * model.binnings[name].weigh(sample.columns[name]))
    return total
