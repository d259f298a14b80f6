"""How well scores tell bad from good, how true the probabilities are, and how far a population has moved."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from server.decision.scorecards.sample import Numbers

BANDS: Final = 10
SHARE_FLOOR: Final = 1e-4
"""An empty band counts as this share: the logarithm of nothing is none."""

Flags = NDArray[np.int64]


@dataclass(frozen=True)
class Power:
    """AUC (the chance that a bad one scores riskier than a good one, ties half), Gini = 2 AUC - 1, and KS."""

    auc: float
    gini: float
    ks: float


def power(bad: Flags, risk: Numbers) -> Power:
    """Discrimination of a risk score: the higher, the worse. One class alone tells nothing: AUC 0.5, KS 0."""
    from sklearn.metrics import roc_auc_score, roc_curve

    if bad.min() == bad.max():
        return Power(0.5, 0.0, 0.0)
    auc = float(roc_auc_score(bad, risk))
    false_alarms, hits, _ = roc_curve(bad, risk)
    return Power(auc, 2 * auc - 1, float(np.max(hits - false_alarms)))


def psi(expected: Numbers, actual: Numbers, bands: int = BANDS) -> float:
    """Population stability index over bands that hold equal shares of `expected`.

    Below 0.1 the population stands, above 0.25 the scorecard is to be rebuilt.
    """
    edges = np.unique(np.quantile(expected, np.linspace(0, 1, bands + 1)[1:-1]))
    before, after = (_shares(each, edges) for each in (expected, actual))
    return float(np.sum((after - before) * np.log(after / before)))


def _shares(values: Numbers, edges: Numbers) -> Numbers:
    counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
    shares: Numbers = np.maximum(counts / max(1, len(values)), SHARE_FLOOR)
    return shares


def brier(bad: Flags, probability: Numbers) -> float:
    """Mean squared distance of the probabilities from what came."""
    return float(np.mean((probability - bad) ** 2))


def reliability(bad: Flags, probability: Numbers, bands: int = BANDS) -> list[dict[str, Any]]:
    """By bands of equal size: how many rows, what was foretold, what came."""
    order = np.argsort(probability, kind="stable")
    return [
        {
            "rows": len(rows),
            "foretold": round(float(probability[rows].mean()), 6),
            "came": round(float(bad[rows].mean()), 6),
        }
        for rows in np.array_split(order, bands)
        if len(rows)
    ]
