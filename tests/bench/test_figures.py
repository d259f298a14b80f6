"""Figures and targets, and the command that tells them."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bench.catalogue import BENCHES
from bench.graphql.measures import RATE_TARGETS, Measure, Measures, figures
from bench.graphql.operations import OPERATIONS
from bench.servers.ours import Ours
from bench.servers.postgraphile import PostGraphile
from bench.wishes import Figure, Wishes
from server.commands import bench
from server.commands.console import ExitCode, run


def measure(contestant: str, number: int, rate: float) -> Measure:
    return Measure("loan", contestant, number, rate, p50_ms=10, p99_ms=20, server_cpu_ms=100 / rate, database_cpu_ms=1)


def test_ratios_are_taken_within_a_round_and_their_median_counts() -> None:
    ours, theirs = Ours.name, PostGraphile.name
    measures = Measures(
        [
            *(measure(ours, number, rate) for number, rate in enumerate((300, 100, 900))),
            *(measure(theirs, number, rate) for number, rate in enumerate((100, 100, 100))),
        ]
    )
    found = {figure.name: figure for figure in figures(measures, ["loan"], [ours, theirs])}
    ratio = found["loan: jiedai: requests by postgraphile's"]
    assert (ratio.value, ratio.target, ratio.met) == (3.0, ">= 2.25", True)
    patience = found["loan: jiedai: p99 by postgraphile's p50"]
    assert (patience.value, patience.met) == (2.0, False)
    assert found["loan: jiedai: requests"].value == 300
    assert "loan: jiedai: requests by by hand" not in found


@pytest.mark.parametrize(
    ("target", "value", "met"),
    [(">= 0.9", 0.9, True), (">= 0.9", 0.89, False), ("< 1.0", 1.0, False), ("<= 0.25", 0.25, True), (None, 7, None)],
)
def test_a_target_says_whether_it_is_met(target: str | None, value: float, met: bool | None) -> None:  # noqa: FBT001 - a table
    assert Figure("x", value, "ratio", target).told()["met"] is met


def test_every_operation_has_its_target() -> None:
    assert set(RATE_TARGETS) == {operation.name for operation in OPERATIONS}


def test_the_command_names_its_benches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bench.app, "bench", ["--list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out).keys() == BENCHES.keys()


def run_misses(_wishes: Wishes) -> list[Figure]:
    return [Figure("speed", 2.0, "ratio", ">= 3.0"), Figure("weight", 1.0, "kg")]


def test_a_missed_target_ends_the_check_with_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in = ModuleType("bench_that_misses")
    stand_in.run = run_misses  # type: ignore[attr-defined]  # a module made for this test
    monkeypatch.setitem(sys.modules, "bench_that_misses", stand_in)
    monkeypatch.setitem(BENCHES, "misses", ("bench_that_misses", "Misses."))
    words = ["misses", "--scale", "small", "--rounds", "2", "--data-dir", str(tmp_path), "--json"]
    assert run(bench.app, "bench", [*words, "--check"]) == ExitCode.TARGET_MISSED
    told = json.loads(capsys.readouterr().out)
    assert told["rounds"] == 2
    assert told["machine"]["cores"] > 0
    assert [each["met"] for each in told["results"]] == [False, None]
    assert run(bench.app, "bench", words) == 0


def test_an_unknown_bench_is_refused_with_the_names_of_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(bench.app, "bench", ["graphqm"]) == ExitCode.USAGE
    assert "graphql" in capsys.readouterr().err
