"""The public data sets: the bars that scorecards have to reach there, and that nobody is judged by sex or origin."""

import json

import pytest

from bench.scorecards import demonstration
from bench.scorecards.data import DATA, read
from bench.scorecards.plain import risk
from server.decision.editions import checked_table
from server.decision.scorecards.card import read_file
from server.decision.scorecards.forbidden import by_name
from server.decision.scorecards.table import written
from server.decision.scorecards.training import Options, fit, table_of
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


def test_the_demonstrations_scorecard_is_what_the_public_data_teach_and_says_whose_they_are() -> None:
    kept = json.loads(demonstration.TARGET.read_text(encoding="utf-8"))
    table, card = read_file(kept)
    assert checked_table(written(table)) == table
    sample = demonstration.sample()
    fresh = written(table_of(fit(sample, demonstration.OPTIONS), demonstration.OPTIONS))
    points = [[[part["points"] for part in each["bins"]] for each in one["features"]] for one in (fresh, kept["table"])]
    assert points[0] == points[1]
    assert "not Chinese borrowers" in card["data"]["source"]
    assert (card["data"]["rows"], card["data"]["defaults"]) == (len(sample), sample.defaults)
