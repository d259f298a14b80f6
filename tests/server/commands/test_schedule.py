"""`jiedai schedule`: terms in, rows out."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from server.commands import console, schedule

TERMS: dict[str, Any] = {
    "principal": "100000.00",
    "rate_annual": "0.12",
    "method": "equal_instalment",
    "periods": 12,
    "start_on": "2026-01-15",
}

Capture = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return console.run(schedule.app, "schedule", list(words))


def written(tmp_path: Path, data: object) -> str:
    path = tmp_path / "terms.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_rows_totals_and_rate_come_as_json(tmp_path: Path, capsys: Capture) -> None:
    assert run(written(tmp_path, TERMS), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rows"][0] == {
        "number": 1,
        "due_on": "2026-02-15",
        "days": 31,
        "principal": "7884.88",
        "interest": "1000.00",
        "fee": "0.00",
        "total": "8884.88",
        "balance_after": "92115.12",
    }
    assert answer["rows"][-1]["total"] == "8884.85"
    assert answer["totals"] == {"principal": "100000.00", "interest": "6618.53", "fee": "0.00", "total": "106618.53"}
    assert answer["apr"]["method"] == "irr"
    assert answer["apr"]["nominal"].startswith("0.11999")


def test_terms_are_read_from_standard_input_and_shown_as_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(TERMS).encode())))
    assert run() == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 15
    assert "92115.12" in out
    assert "APR 0.1199997364 nominal" in out


def test_each_row_explains_itself_on_demand(tmp_path: Path, capsys: Capture) -> None:
    assert run(written(tmp_path, TERMS), "--json", "--explain", "zh") == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert all("年利率12%" in row["explanation"] for row in rows)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"principal": "-1"}, "terms.principal_out_of_range", "principal_fen"),
        ({"principal": 1000.5}, "terms.not_a_number", "principal"),
        ({"periods": None}, "terms.not_a_number", "periods"),
        ({"method": "magic"}, "terms.unknown_value", "method"),
        ({"wish": 1}, "terms.unknown_field", "wish"),
    ],
)
def test_bad_terms_are_refused_with_a_code(
    changes: dict[str, Any], code: str, field: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(written(tmp_path, TERMS | changes), "--json") == 1
    captured = capsys.readouterr()
    error = json.loads(captured.out)["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert captured.err.startswith(f"jiedai schedule: {code}")


def test_a_rate_with_a_point_is_read_as_the_decimal_it_is(tmp_path: Path, capsys: Capture) -> None:
    assert run(written(tmp_path, TERMS | {"rate_annual": 0.12}), "--json") == 0
    assert json.loads(capsys.readouterr().out)["totals"]["interest"] == "6618.53"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\xff", "x" * 1_000_001])
def test_what_is_no_json_is_refused_in_one_line(text: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "terms.json"
    path.write_bytes(text.encode("latin-1"))
    assert run(str(path)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert run(str(tmp_path / "nowhere.json")) == 2


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    assert run(written(tmp_path, TERMS), "--explain", "fr") == 1
