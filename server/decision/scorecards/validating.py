"""Cross-validation: in every fold everything is learnt anew from the other folds, bins first.

Bins laid before the split have seen the rows that they are judged by, and flatter the scorecard: even noise seems to
foretell then.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from server.decision.scorecards.measures import Power, brier, power, psi, reliability
from server.decision.scorecards.sample import Numbers, Sample
from server.decision.scorecards.training import Options, fit

LATER_SHARE: Final = 0.25

Risk = Callable[[Sample, Sample], Numbers]
"""Learns from the first sample and answers log-odds for the second."""


@dataclass(frozen=True)
class Validation:
    """Figures of held-out rows: one `Power` a fold, calibration over all, PSI between learnt-from and held-out rows."""

    folds: tuple[Power, ...]
    brier: float
    brier_of_mean: float
    reliability: list[dict[str, Any]]
    psi: float

    def mean(self, figure: str) -> float:
        return float(np.mean([getattr(each, figure) for each in self.folds]))

    def spread(self, figure: str) -> float:
        return float(np.std([getattr(each, figure) for each in self.folds]))

    @property
    def told(self) -> dict[str, Any]:
        """The figures as plain JSON."""
        named = ("auc", "gini", "ks")
        means = {name: round(self.mean(name), 4) for name in named}
        spreads = {f"{name}_spread": round(self.spread(name), 4) for name in named}
        return {
            "folds": len(self.folds),
            **means,
            **spreads,
            "brier": round(self.brier, 5),
            "brier_of_mean": round(self.brier_of_mean, 5),
            "psi": round(self.psi, 4),
            "reliability": self.reliability,
        }


def cross_validate(
    sample: Sample, options: Options, *, folds: int = 5, progress: Callable[[int], None] | None = None
) -> Validation:
    """Judge the way in which scorecards are learnt, over stratified folds shuffled by the seed."""
    return judge(sample, lambda learn, held: fit(learn, options).log_odds(held), options.seed, folds, progress=progress)


def judge(
    sample: Sample, risk: Risk, seed: int, folds: int = 5, *, progress: Callable[[int], None] | None = None
) -> Validation:
    """Judge any way of learning over the same folds."""
    foretold = np.empty(len(sample))
    powers, moved = [], []
    for number, (learn_rows, held_rows) in enumerate(_split(sample, seed, folds), 1):
        learn, held = sample.take(learn_rows), sample.take(held_rows)
        answered = risk(learn, held)
        foretold[held_rows] = _probability(answered)
        powers.append(power(held.bad, answered))
        moved.append(psi(risk(learn, learn) if number == 1 else answered, answered))
        if progress:
            progress(number)
    mean = np.full(len(sample), sample.bad.mean())
    calibration = reliability(sample.bad, foretold)
    return Validation(tuple(powers), brier(sample.bad, foretold), brier(sample.bad, mean), calibration, moved[0])


def later(sample: Sample, options: Options) -> dict[str, Any] | None:
    """Learn from the earlier rows and judge the last quarter of time; None without dates or without bad rows there."""
    if sample.dates is None:
        return None
    order = np.array(sorted(range(len(sample)), key=lambda row: sample.dates[row] if sample.dates else 0), dtype=int)
    cut = int(len(order) * (1 - LATER_SHARE))
    learn, held = sample.take(order[:cut]), sample.take(order[cut:])
    if not 0 < held.defaults < len(held) or not 0 < learn.defaults < len(learn):
        return None
    model = fit(learn, options)
    found = power(held.bad, model.log_odds(held))
    return {
        "rows": len(held),
        "defaults": held.defaults,
        "from": str(held.dates[0]) if held.dates else None,
        "auc": round(found.auc, 4),
        "ks": round(found.ks, 4),
        "psi": round(psi(model.log_odds(learn), model.log_odds(held)), 4),
    }


def _split(sample: Sample, seed: int, folds: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import StratifiedKFold

    cut = StratifiedKFold(n_splits=folds, shuffle=True, random_state=seed)
    found: Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]] = cut.split(np.zeros(len(sample)), sample.bad)
    return found


def _probability(log_odds: Numbers) -> Numbers:
    answered: Numbers = 1.0 / (1.0 + np.exp(-log_odds))
    return answered
