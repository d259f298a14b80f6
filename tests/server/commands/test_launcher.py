"""`./jiedai`, run for real in a checkout of its own whose lock is empty."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

CLI = """
import sys


def main():
    print(*sys.argv[1:], sep="|")
    return 7
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with a space in its name, with a console script that repeats its words."""
    folder = tmp_path / "my loans"
    (folder / "server").mkdir(parents=True)
    shutil.copy(ROOT / "jiedai", folder)
    (folder / "requirements.lock").write_text("")
    (folder / "pyproject.toml").write_text("")
    (folder / "server" / "__init__.py").write_text("")
    (folder / "server" / "cli.py").write_text(CLI)
    return folder


def start(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Start the launcher from elsewhere and wait for its end."""
    command = [sys.executable, str(checkout / "jiedai"), *words]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, timeout=200)


def test_the_first_start_prepares_and_the_second_only_starts(checkout: Path) -> None:
    first = start(checkout, "demo", "--date", "2026-03-02")
    assert (first.returncode, first.stdout) == (7, "demo|--date|2026-03-02\n")
    assert "making the virtual environment" in first.stderr
    second = start(checkout, "a b")
    assert (second.returncode, second.stdout, second.stderr) == (7, "a b\n", "")


def test_the_console_script_starts_by_itself_too(checkout: Path) -> None:
    start(checkout)
    script = checkout / ".venv" / "bin" / "jiedai"
    answer = subprocess.run([str(script), "sdl"], cwd="/", capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (7, "sdl\n")


def test_a_changed_lock_is_installed_before_the_next_start(checkout: Path) -> None:
    start(checkout)
    (checkout / "requirements.lock").write_text("# changed\n")
    again = start(checkout, "x")
    assert "requirements.lock" in again.stderr
    assert "virtual environment" not in again.stderr
    assert again.returncode == 7


def test_a_moved_checkout_is_prepared_for_its_new_place(checkout: Path) -> None:
    start(checkout)
    moved = checkout.with_name("elsewhere")
    checkout.rename(moved)
    answer = start(moved, "x")
    assert (answer.returncode, answer.stdout) == (7, "x\n")


def test_two_first_starts_at_once_both_succeed(checkout: Path) -> None:
    command = [sys.executable, str(checkout / "jiedai"), "x"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=200) for process in both]
    assert [process.returncode for process in both] == [7, 7]
    assert [out for out, _ in answers] == ["x\n", "x\n"]
    assert sum("making the virtual environment" in said for _, said in answers) == 1


def test_a_lock_that_cannot_be_installed_is_one_line_and_tried_again_next_time(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("not a requirement at all\n")
    answer = start(checkout)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines()[-1] == "jiedai: installing requirements.lock failed"
    assert "installing" in start(checkout).stderr


def test_bytecode_is_kept_out_of_the_sources_of_who_wants_none_there(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    start(checkout)
    assert list((checkout / ".jiedai" / "pycache").rglob("cli.*.pyc"))
    assert not list((checkout / "server").rglob("*.pyc"))


def test_a_missing_lock_is_one_line(checkout: Path) -> None:
    (checkout / "requirements.lock").unlink()
    answer = start(checkout)
    assert answer.returncode == 1
    assert answer.stderr.startswith("jiedai: cannot prepare")
    assert answer.stderr.count("\n") == 1


def test_an_older_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "jiedai"), run_name="__main__")
    assert end.value.code == "jiedai: needs Python 3.11 or newer, this is 3.10"


def test_the_launcher_can_be_started_as_a_program() -> None:
    assert os.access(ROOT / "jiedai", os.X_OK)
    assert (ROOT / "jiedai").read_text().startswith("#!/usr/bin/env python3\n")
