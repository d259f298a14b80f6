"""`jiedai import` from the command line: what it asks for before it looks at anything."""

import json
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.commands.console import ExitCode, run
from server.commands.importing import app
from server.kit.work import House
from server.settings import Settings
from tests.server.customers.importing.test_bringing import person, sheet


@pytest.mark.parametrize(
    "words",
    [
        ["loans"],
        ["loans", "a.csv"],
        ["loans", "a.csv", "--undo", "x"],
        ["loans", "--undo", "x", "--login", "somebody"],
        ["customers", "a.csv"],
    ],
)
def test_without_a_file_or_a_person_it_says_what_is_missing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(app, "import", words) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_customers_are_looked_at_without_a_log_in_and_every_fault_goes_into_a_file(
    house: House,
    settings: Settings,
    owner: AsyncSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert house
    assert owner
    monkeypatch.setattr("server.commands.importing_customers.load_settings", lambda: settings)
    rows = [person(9_000), person(9_001, phone="1"), person(9_002)]
    path, faults = sheet(tmp_path, rows), tmp_path / "faults.csv"
    words = ["customers", str(path), "--dry-run", "--json", "--faults", str(faults)]
    assert run(app, "import", words) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["entered"], told["faulty"], told["batch"]) == (3, 2, 1, None)
    assert told["codes"] == {"customer.phone_unsound": 1}
    assert faults.read_text(encoding="utf-8-sig").splitlines()[1].startswith("3,手机号,customer.phone_unsound")
    broken = tmp_path / "broken.csv"
    broken.write_text("姓名\n王小明\n", encoding="utf-8")
    assert run(app, "import", ["customers", str(broken), "--dry-run"]) == ExitCode.FAILED
    assert "import.title_wrong" in capsys.readouterr().err
