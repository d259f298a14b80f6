"""`jiedai indicators`: the whole catalogue, sorted; what runs names its tables, what does not says why."""

import json
import sys

import pytest

from server import cli
from server.risk.catalogue import catalogue
from server.risk.registry import registry


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    monkeypatch.setattr(sys, "argv", ["jiedai", "indicators", "--json", *words])
    assert cli.main() == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_all_indicators_are_listed_by_code_and_those_with_a_formula_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = told(monkeypatch, capsys)
    assert [row["code"] for row in rows] == sorted(catalogue())
    running = {row["code"]: row for row in rows if row["status"] == "running"}
    assert set(running) == set(registry())
    assert all(row["tables"] and row["version"] and not row["missing"] for row in running.values())
    assert running["RB-02"]["tables"] == ["instalments", "loans", "repayment_splits", "repayments"]
    assert all(row["missing"] for row in rows if row["status"] == "missing_data")


def test_one_status_can_be_asked_for_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(monkeypatch, capsys, "--status", "running")
    assert {row["code"] for row in rows} == set(registry())
