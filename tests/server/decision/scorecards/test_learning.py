"""What is learnt from rows: bins inside folds, points equal to the model, nothing by which nobody may be judged."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.decision.errors import ForbiddenFeature, NothingLearnt, SampleUnusable
from server.decision.scorecards.binning import Bounds, lay
from server.decision.scorecards.card import Learnt, file_of, judged_on, read_file
from server.decision.scorecards.forbidden import by_name, by_values
from server.decision.scorecards.markdown import page
from server.decision.scorecards.measures import brier, power, psi, reliability
from server.decision.scorecards.sample import Reading, Sample, sample_of
from server.decision.scorecards.sample import read_file as read_sample
from server.decision.scorecards.table import Table, TableUnsound, read_table, written
from server.decision.scorecards.training import Model, Options, fit, points_score, table_of
from server.decision.scorecards.validating import cross_validate, judge, later

OPTIONS = Options(code="test", labels={"income": ("月收入", "Monthly income")})


def borrowers(rows: int = 1500, seed: int = 3) -> Sample:
    """Rows whose risk falls with income, rises with arrears and differs by trade; some incomes are missing."""
    dice = np.random.default_rng(seed)
    income = dice.lognormal(9, 0.6, rows)
    arrears = dice.poisson(0.5, rows).astype(float)
    trade = dice.choice(["shop", "farm", "transport", "other"], rows)
    odds = 2.2 - 0.7 * np.log(income / 8000) * 2 + 0.9 * arrears + (trade == "transport") * 0.8 - 4
    bad = (dice.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    income[dice.random(rows) < 0.1] = np.nan
    return Sample({"income": income, "arrears": arrears, "trade": tuple(trade.tolist())}, bad, "invented")


SAMPLE = borrowers()


@cache
def model() -> Model:
    """What is learnt from the sample."""
    return fit(SAMPLE, OPTIONS)


@cache
def points() -> Table:
    return table_of(model(), OPTIONS)


def noise(rows: int = 1200) -> Sample:
    """Columns that know nothing of the outcome: a random category of many values and a random number."""
    dice = np.random.default_rng(11)
    levels = tuple(str(each) for each in dice.integers(0, 300, rows))
    return Sample({"noise": levels, "number": dice.random(rows)}, (dice.random(rows) < 0.3).astype(np.int64), "noise")


def test_a_random_column_gains_nothing_where_bins_are_laid_inside_the_folds() -> None:
    sample, greedy = noise(), Options(iv_min=0.0, share_min=0.005, bins_max=8)
    honest = cross_validate(sample, greedy).mean("auc")
    leaking = fit(sample, greedy)
    flattered = judge(sample, lambda _, held: leaking.log_odds(held), 7).mean("auc")
    assert flattered > 0.6, "bins that saw the held-out rows make noise foretell: the trap is real"
    assert abs(honest - 0.5) < 0.05


def test_points_are_the_trained_model_to_the_point() -> None:
    expected = points_score(model(), OPTIONS, SAMPLE)
    table = read_table(json.loads(json.dumps(written(points()))))
    assert [table.score(SAMPLE.row(at)).score for at in range(len(SAMPLE))] == expected.tolist()
    exact = OPTIONS.offset - OPTIONS.factor * model().log_odds(SAMPLE)
    assert np.abs(exact - expected).max() <= 0.5 * len(points().features)


def test_coefficients_stand_above_zero_and_the_best_column_comes_first() -> None:
    assert set(model().coefficients) == {"income", "arrears", "trade"}
    assert min(model().coefficients.values()) > 0


def test_a_missing_value_has_a_bin_of_its_own_and_an_unseen_one_falls_into_it() -> None:
    income, trade = (next(each for each in points().features if each.name == name) for name in ("income", "trade"))
    assert income.place(None) == income.place("no number") == income.place(float("nan")) == len(income.bins) - 1
    assert trade.place("never seen") == trade.place(None) == len(trade.bins) - 1
    assert income.place(0) == 0
    missing = sum(SAMPLE.row(at)["income"] is None for at in range(len(SAMPLE)))
    assert income.bins[-1].good + income.bins[-1].bad == missing > 0
    assert trade.bins[-1].points == min(each.points for each in trade.bins), "unknown is judged like the worst"


def test_the_four_worst_reasons_come_in_order_of_points_lost_in_both_languages() -> None:
    scored = points().score({"income": 1500, "arrears": 4, "trade": "transport"})
    lost = [reason.lost for reason in scored.reasons]
    assert lost == sorted(lost, reverse=True)
    assert len(lost) == 3
    assert {reason.feature for reason in scored.reasons} == {"income", "arrears", "trade"}
    [income] = [reason for reason in scored.reasons if reason.feature == "income"]
    assert income.zh.startswith("月收入：不超过")
    assert income.en.startswith("Monthly income: up to ")
    assert points().score({}).reasons[0].en.count("missing") == 1


@given(st.floats(min_value=-2000, max_value=3000))
def test_a_higher_score_never_means_a_higher_probability_of_default(score: float) -> None:
    assert points().probability(score + 1) <= points().probability(score)


def test_forty_points_double_the_odds_and_the_base_stands_at_its_odds() -> None:
    odds = [(1 - p) / p for p in (points().probability(600), points().probability(640))]
    assert odds == pytest.approx([30, 60])


@pytest.mark.parametrize("direction", ["up", "down"])
def test_bins_are_monotone_where_that_is_asked_for(direction: str) -> None:
    dice = np.random.default_rng(5)
    values = dice.random(3000)
    bad = (dice.random(3000) < 0.1 + 0.5 * np.abs(values - 0.4)).astype(np.int64)
    free = lay(values, bad, Bounds())
    laid = lay(values, bad, Bounds(direction=direction))
    steps = np.diff(laid.woe[:-1])
    assert not (np.diff(free.woe[:-1]) > 0).all()
    assert (steps > 0).all() if direction == "up" else (steps < 0).all()


def test_noise_alone_teaches_nothing() -> None:
    sample = noise()
    with pytest.raises(NothingLearnt):
        table_of(fit(sample, Options(iv_min=0.9)), OPTIONS)


def test_figures_are_those_of_a_small_case_reckoned_by_hand() -> None:
    bad, risk = np.array([0, 0, 1, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    found = power(bad, risk)
    assert (found.auc, found.gini, found.ks) == pytest.approx((8 / 9, 7 / 9, 2 / 3))
    assert brier(bad, risk) == pytest.approx((0.01 + 0.04 + 0.49 + 0.16 + 0.25 + 0.16) / 6)
    assert reliability(bad, risk, 2) == [
        {"rows": 3, "foretold": 0.2, "came": pytest.approx(1 / 3, abs=1e-6)},
        {"rows": 3, "foretold": 0.5, "came": pytest.approx(2 / 3, abs=1e-6)},
    ]
    before, after = np.array([1.0, 1, 2, 2]), np.array([1.0, 2, 2, 2])
    assert psi(before, before, 2) == 0
    assert psi(before, after, 2) == pytest.approx((0.25 - 0.5) * np.log(0.5) + (0.75 - 0.5) * np.log(1.5))


@pytest.mark.parametrize(
    "name",
    ["sex", "客户性别", "personalStatusSex", "foreign_worker", "民族", "MARITAL", "marital-status", "健康状况", "籍贯"],
)
def test_a_column_by_which_nobody_may_be_judged_is_known_by_its_name(name: str) -> None:
    assert by_name(name)


@pytest.mark.parametrize(
    "name", ["essex_branch", "income", "age", "terrace", "national_tax_grade", "dependants", "surface"]
)
def test_a_harmless_name_is_not_taken_for_a_forbidden_one(name: str) -> None:
    assert by_name(name) == []


def test_a_forbidden_column_is_known_by_what_stands_in_it() -> None:
    assert by_values(["男", "女", None, "女"])
    assert by_values(["汉族", "回族"])
    assert by_values(["own", "rent", None]) == []
    with pytest.raises(ForbiddenFeature) as refusal:
        sample_of({"bad": ["0", "1"], "x1": ["男", "女"]}, Reading("bad"), source="test")
    assert refusal.value.field == "x1"
    assert "个人信息保护法" in refusal.value.message_zh
    sample = sample_of(
        {"bad": ["0", "1"], "x1": ["男", "女"], "y": [1, 2]}, Reading("bad", drop=frozenset({"x1"})), source="t"
    )
    assert list(sample.columns) == ["y"]


@pytest.mark.parametrize(
    ("raw", "reading", "field"),
    [
        ({"a": [1]}, Reading("bad"), "bad"),
        ({"bad": ["0", "1", "2"]}, Reading("bad"), "bad"),
        ({"bad": ["0", ""]}, Reading("bad"), "bad"),
        ({"bad": ["0", "1"], "d": ["2024-01-01", "soon"]}, Reading("bad", date_column="d"), "d"),
        ({"bad": ["0", "1"] * 600, "id": [f"L{at}" for at in range(1200)]}, Reading("bad"), "id"),
    ],
)
def test_a_sample_that_cannot_be_used_is_refused_by_its_column(
    raw: dict[str, Any], reading: Reading, field: str
) -> None:
    with pytest.raises(SampleUnusable) as refusal:
        sample_of(raw, reading, source="test")
    assert refusal.value.field == field


def test_csv_in_two_encodings_and_parquet_give_the_same_sample(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    text = "bad,行业,income\n1,零售,1000\n0,农业,\n0,,2500.5\n"
    read = []
    for name, encoding in (("a.csv", "utf-8-sig"), ("b.csv", "gb18030")):
        (tmp_path / name).write_bytes(text.encode(encoding))
        read.append(read_sample(tmp_path / name, Reading("bad")))
    columns = {"bad": [1, 0, 0], "行业": ["零售", "农业", None], "income": [1000.0, None, 2500.5]}
    parquet.write_table(pa.table(columns), tmp_path / "c.parquet")
    read.append(read_sample(tmp_path / "c.parquet", Reading("bad")))
    assert [[sample.row(at) for at in range(3)] for sample in read] == [
        [{"行业": "零售", "income": 1000.0}, {"行业": "农业", "income": None}, {"行业": None, "income": 2500.5}]
    ] * 3
    (tmp_path / "short.csv").write_text("bad,a\n1\n")
    with pytest.raises(SampleUnusable) as refusal:
        read_sample(tmp_path / "short.csv", Reading("bad"))
    assert refusal.value.field == "short.csv:2"


def learnt() -> Learnt:
    return Learnt(SAMPLE, model(), points(), OPTIONS, cross_validate(SAMPLE, OPTIONS, folds=3), dropped=("sex",))


def test_a_scorecard_travels_with_its_card_and_a_changed_point_is_noticed() -> None:
    told = json.loads(json.dumps(file_of(learnt())))
    table, card = read_file(told)
    assert table == points()
    assert (card["data"]["rows"], card["data"]["dropped"]) == (1500, ["sex"])
    shown = page(table, card)
    assert "PIPL art. 24" in shown
    assert "月收入 Monthly income" in shown
    judged = judged_on(table, card, borrowers(seed=9))
    assert judged["auc"] > 0.7
    assert judged["psi"] < 0.1
    told["table"]["features"][0]["bins"][0]["points"] += 1
    with pytest.raises(TableUnsound, match="digest"):
        read_file(told)


def test_later_rows_are_judged_by_what_the_earlier_ones_taught() -> None:
    from dataclasses import replace
    from datetime import date, timedelta

    assert later(SAMPLE, OPTIONS) is None
    dated = replace(SAMPLE, dates=tuple(date(2024, 1, 1) + timedelta(days=at % 700) for at in range(len(SAMPLE))))
    found = later(dated, OPTIONS)
    assert found is not None
    assert found["rows"] == 375
    assert found["auc"] > 0.7
