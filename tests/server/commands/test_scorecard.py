"""`jiedai scorecard`: learn from rows or from the house, look at the card, publish by two people."""

import base64
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyotp
import pytest

from server import cli
from tests.fixtures.world import MASTER_KEY, PASSWORD, TOKEN_KEY, TOTP_SECRET

FAILED, USAGE, SAMPLE, FORBIDDEN, TOO_FEW = 1, 2, 16, 17, 18

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: exit code, standard output and standard error."""

    def start(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["jiedai", "scorecard", *map(str, words)])
        code = cli.main()
        told = capsys.readouterr()
        return code, told.out, told.err

    return start


@pytest.fixture
def house(app_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a house over the test's database, on 2 March 2026."""
    given = {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_PASSWORD": PASSWORD,
        "JIEDAI_SECOND_PASSWORD": PASSWORD,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A thousand applications with what became of them, in CSV."""
    dice = np.random.default_rng(1)
    ratio, age = dice.random(1000).round(3), dice.integers(20, 65, 1000)
    bad = dice.random(1000) < 0.05 + 0.6 * (ratio > 0.6) * (age < 40)
    lines = [f"{r},{a},男,{int(b)}" for r, a, b in zip(ratio, age, bad, strict=True)]
    file = tmp_path / "rows.csv"
    file.write_text("\n".join(["debt_ratio,age_years,sex,bad", *lines]), encoding="utf-8")
    return file


def trained(run: Run, rows: Path, *more: str) -> tuple[Path, dict[str, Any]]:
    out = rows.parent / "card.json"
    code, told, err = run("train", rows, "--drop", "sex", "--out", out, "--json", *more)
    assert code == 0, err
    return out, json.loads(told)


def test_rows_become_a_scorecard_with_its_card_the_same_each_time(run: Run, rows: Path) -> None:
    file, told = trained(run, rows, "--monotone", "debt_ratio=up")
    assert (
        json.loads(file.read_text())["digest"]
        == told["digest"]
        == trained(run, rows, "--monotone", "debt_ratio=up")[1]["digest"]
    )
    assert told["card"]["figures"]["held_out"]["auc"] > 0.7
    assert told["card"]["data"]["dropped"] == ["sex"]
    code, page, _ = run("report", file)
    assert (code, "## 分值表 · Points" in page) == (0, True)
    code, page, _ = run("report", file, "--on", rows, "--drop", "sex", "--json")
    judged = json.loads(page)["judged"]
    assert (code, judged["rows"], judged["psi"]) == (0, 1000, 0.0)


def test_each_refusal_has_its_own_exit_code_and_one_line(run: Run, rows: Path, tmp_path: Path) -> None:
    code, out, err = run("train", rows, "--out", tmp_path / "none.json")
    assert (code, out, "征信业管理条例" in err, err.count("\n")) == (FORBIDDEN, "", True, 1)
    code, _, err = run("train", rows, "--drop", "sex", "--minimum-defaults", "900")
    assert (code, "scorecard.too_few_defaults" in err) == (TOO_FEW, True)
    noise = tmp_path / "noise.csv"
    noise.write_text("x,bad\n" + "".join(f"{at % 7},{int(at % 3 == 0)}\n" for at in range(600)))
    code, _, err = run("train", noise)
    assert (code, "scorecard.nothing_learnt" in err) == (TOO_FEW, True)
    code, _, err = run("train", rows, "--target", "gone")
    assert (code, "scorecard.sample_unusable, gone" in err) == (SAMPLE, True)
    code, _, err = run("train", tmp_path / "none.csv")
    assert code == SAMPLE
    assert run("train")[0] == run("train", rows, "--from-db")[0] == USAGE
    assert run("train", rows, "--drop", "sex", "--monotone", "age_years")[0] == USAGE
    assert run("train", rows, "--drop", "sex", "--monotone", "shoe=up")[0] == USAGE
    assert run("report", rows)[0] == SAMPLE
    assert not (tmp_path / "none.json").exists()


def test_a_changed_point_is_noticed(run: Run, rows: Path) -> None:
    file, told = trained(run, rows)
    told["table"]["features"][0]["bins"][0]["points"] += 50
    file.write_text(json.dumps(told))
    for words in (("report", file), ("publish", file, "--login", "risk.hq")):
        code, _, err = run(*words)
        assert (code, "digest" in err) == (SAMPLE, True)


@pytest.mark.usefixtures("house")
def test_one_proposes_and_cannot_publish_himself(run: Run, rows: Path) -> None:
    file, _ = trained(run, rows)
    publish = ("publish", file, "--login", "risk.hq", "--json")
    code, out, err = run(*publish)
    assert (code, json.loads(out)["state"]) == (0, "proposed"), err
    assert "second person" in err
    code, out, err = run(*publish)
    assert (code, out, "access.denied" in err) == (FAILED, "", True)


@pytest.mark.usefixtures("house")
def test_a_second_person_puts_it_into_force_by_the_same_command(run: Run, rows: Path) -> None:
    file, _ = trained(run, rows)
    second = ("--second", "committee1.hq", "--second-code", pyotp.TOTP(TOTP_SECRET).now())
    code, out, err = run("publish", file, "--login", "risk.hq", *second, "--json")
    assert (code, json.loads(out or "{}").get("state")) == (0, "published"), err


@pytest.mark.usefixtures("house")
def test_too_few_of_the_own_loans_went_bad_and_nobody_learns_without_the_right(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "own.json"
    code, told, err = run("train", "--from-db", "--login", "risk.hq", "--out", out)
    assert (code, told, "scorecard.too_few_defaults" in err) == (TOO_FEW, "", True)
    assert run("train", "--from-db", "--login", "officer.east1", "--out", out)[0] == FAILED
    assert run("train", "--from-db")[0] == USAGE
    assert not out.exists()
