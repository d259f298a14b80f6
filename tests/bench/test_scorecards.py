"""The public data sets: the bars that scorecards have to reach there, and that nobody is judged by sex or origin."""

import pytest

from bench.scorecards.data import DATA, read
from bench.scorecards.plain import risk
from server.decision.scorecards.forbidden import by_name
from server.decision.scorecards.training import Options
from server.decision.scorecards.validating import cross_validate, judge


@pytest.mark.parametrize("name", list(DATA))
def test_a_scorecard_reaches_its_bars_and_beats_raw_columns(name: str) -> None:
    sample, wanted = read(name), DATA[name]
    assert [column for column in sample.columns if by_name(column)] == []
    found = cross_validate(sample, Options(code=name), folds=5)
    assert found.mean("auc") >= wanted.auc
    assert found.mean("ks") >= (wanted.ks or 0)
    assert found.mean("auc") > judge(sample, risk, 7).mean("auc")
    assert found.brier < found.brier_of_mean
