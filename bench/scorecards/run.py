"""`jiedai bench scorecards`: AUC, KS and calibration of held-out rows, five folds, seed 7."""

import time

from bench.scorecards.data import DATA, read
from bench.scorecards.plain import risk
from bench.wishes import Figure, Wishes
from server.decision.scorecards.sample import Sample
from server.decision.scorecards.training import Options
from server.decision.scorecards.validating import Validation, cross_validate, judge

SEED = 7
FOLDS = 5


def run(wishes: Wishes) -> list[Figure]:
    """Judge both ways of learning on every data set, or on those that were named."""
    figures: list[Figure] = []
    for name in wishes.only or tuple(DATA):
        figures += _one(wishes, name)
    return figures


def _one(wishes: Wishes, name: str) -> list[Figure]:
    sample = read(name)
    wishes.say(f"{name}: {len(sample)} rows, {sample.defaults} bad, {FOLDS} folds, seed {SEED}")
    started = time.perf_counter()
    ours = cross_validate(sample, Options(code=name, seed=SEED), folds=FOLDS)
    seconds = time.perf_counter() - started
    plain = judge(sample, risk, SEED, FOLDS)
    _note(wishes, name, sample, scorecard=ours, plain=plain)
    wanted = DATA[name]
    return [
        Figure(f"{name}: scorecard AUC", round(ours.mean("auc"), 4), "", f">= {wanted.auc}"),
        Figure(f"{name}: scorecard KS", round(ours.mean("ks"), 4), "", f">= {wanted.ks}" if wanted.ks else None),
        Figure(f"{name}: scorecard Brier", round(ours.brier, 5), ""),
        Figure(f"{name}: plain logistic AUC", round(plain.mean("auc"), 4), ""),
        Figure(f"{name}: plain logistic KS", round(plain.mean("ks"), 4), ""),
        Figure(f"{name}: plain logistic Brier", round(plain.brier, 5), ""),
        Figure(f"{name}: five folds in", round(seconds, 2), "s"),
    ]


def _note(wishes: Wishes, name: str, sample: Sample, **judged: Validation) -> None:
    for way, validation in judged.items():
        wishes.note({"data": name, "rows": len(sample), "way": way, "seed": SEED, **validation.told})
