"""`jiedai test` itself: which stages run, which one is named, and the browser it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server import cli
from server.commands import browser
from server.commands import test as command
from server.commands.test import Stage, choose_stages

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("words", [[], ["--long"]])
def test_without_a_selection_every_check_runs_and_the_tests_come_last(words: list[str]) -> None:
    names = [stage.name for stage in choose_stages(words)]
    assert names == ["ruff check", "ruff format", "import contracts", "mypy", "staff app", "browser", "pytest"]


@pytest.mark.parametrize("words", [["tests/ocr"], ["-k", "money"], ["--long", "tests/journeys"], ["-x"]])
def test_a_selection_leaves_the_other_checks_out(words: list[str]) -> None:
    assert [stage.name for stage in choose_stages(words)] == ["pytest"]


def test_the_first_failing_stage_is_named_and_the_rest_is_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def stage(name: str, *, holds: bool) -> Stage:
        def check() -> bool:
            ran.append(name)
            return holds

        return Stage(name, check)

    stages = [stage("one", holds=True), stage("two", holds=False), stage("three", holds=True)]
    monkeypatch.setattr(command, "choose_stages", lambda _: stages)
    monkeypatch.setattr(sys, "argv", ["jiedai", "test"])
    assert cli.main() == 1
    assert ran == ["one", "two"]
    assert capsys.readouterr().err.splitlines()[-1] == "jiedai test: stage 'two' failed"


def test_words_reach_pytest_in_their_order_and_its_failure_is_ours(tmp_path: Path) -> None:
    module = tmp_path / "test_two.py"
    module.write_text("def test_good():\n    pass\n\n\ndef test_bad():\n    assert False\n")
    words = [sys.executable, "-m", "server.cli", "test", "-q", "-p", "no:cacheprovider", "--noconftest", str(module)]
    good = subprocess.run([*words, "-k", "good"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (good.returncode, "1 passed, 1 deselected" in good.stdout) == (0, True)
    bad = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (bad.returncode, "1 failed, 1 passed" in bad.stdout) == (1, True)
    assert bad.stderr.splitlines()[-1] == "jiedai test: stage 'pytest' failed"


def test_a_named_browser_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEDAI_CHROMIUM", "/opt/chromium")
    assert browser.prepare_browser(install=False)
    assert browser.find_browser() == "/opt/chromium"


@pytest.mark.parametrize(("ci", "goes_on"), [("true", False), ("", True)])
def test_a_missing_browser_is_one_line_and_a_failure_in_ci_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, ci: str, goes_on: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JIEDAI_CHROMIUM", raising=False)
    monkeypatch.setenv("CI", ci)
    assert browser.prepare_browser(install=False) is goes_on
    assert capsys.readouterr().err == "browser tests are skipped: no Chromium on PATH and JIEDAI_CHROMIUM is not set\n"
    assert "JIEDAI_CHROMIUM" not in os.environ
