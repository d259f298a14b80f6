"""`jiedai staff`: the roster, who may do what, a sheet of new people, a change of positions, all under a name."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.server.commands.conftest import Run

FAILED, USAGE = 1, 2
ADMIN = ("--login", "admin1.hq")
HEAD = "login,name,branch,positions\n"


@pytest.fixture
def roster(command: Run) -> dict[str, dict[str, Any]]:
    """Everybody before anything was changed, by login."""
    return read_roster(command)


def read_roster(command: Run, *words: str) -> dict[str, dict[str, Any]]:
    code, out, err = command("staff", "list", *words, "--json", *ADMIN)
    assert code == 0, err
    return {one["login"]: one for one in json.loads(out)}


def test_the_roster_tells_positions_and_who_may_do_what(command: Run, roster: dict[str, dict[str, Any]]) -> None:
    officer = roster["officer.east1"]
    assert (officer["branch"], officer["positions"]) == ("east-1", ["loan_officer"])
    disbursing = read_roster(command, "--may", "loan:disburse")
    assert disbursing
    assert "officer.east1" not in disbursing
    assert set(disbursing) == {login for login, one in roster.items() if "loan:disburse" in one["operations"]}


def test_an_operation_that_nobody_knows_is_named(command: Run) -> None:
    code, out, err = command("staff", "list", "--may", "loan:fly", *ADMIN)
    assert (code, out) == (USAGE, "")
    assert "loan:fly" in err


def test_a_branch_manager_sees_the_people_of_his_branch_alone(command: Run) -> None:
    code, out, err = command("staff", "list", "--login", "branchmanager.east1", "--json")
    assert code == 0, err
    assert {one["branch"] for one in json.loads(out)} == {"east-1"}


def test_a_sheet_hires_all_of_its_people_and_prints_their_first_passwords(command: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "new.csv"
    people = "chen.new,陈新,east-1,loan_officer\nli.new,李新,east-1,loan_officer reviewer\n"
    sheet.write_text(HEAD + people, encoding="utf-8-sig")
    code, out, err = command("staff", "hire", str(sheet), "--json", *ADMIN)
    assert code == 0, err
    given = {one["login"]: one["password"] for one in json.loads(out)}
    assert set(given) == {"chen.new", "li.new"}
    assert len(set(given.values())) == len(given)
    assert read_roster(command)["li.new"]["positions"] == ["loan_officer", "reviewer"]


def test_one_wrong_row_hires_nobody_and_is_named(command: Run, tmp_path: Path, roster: dict[str, object]) -> None:
    sheet = tmp_path / "new.csv"
    sheet.write_text(HEAD + "chen.new,陈新,east-1,loan_officer\nli.new,李新,nowhere,loan_officer\n", encoding="utf-8")
    code, out, err = command("staff", "hire", str(sheet), *ADMIN)
    assert (code, out) == (FAILED, "")
    assert "row 2: branchCode: staff.unknown_branch" in err
    assert read_roster(command) == roster


def test_a_sheet_with_other_columns_is_refused_by_name(command: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "new.csv"
    sheet.write_text("login,name\nchen.new,陈新\n")
    code, _, err = command("staff", "hire", str(sheet), *ADMIN)
    assert code == USAGE
    assert "login, name, branch, positions" in err


def test_positions_change_and_an_account_is_reset_and_closed(command: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "new.csv"
    sheet.write_text(HEAD + "chen.new,陈新,east-1,loan_officer\n")
    assert command("staff", "hire", str(sheet), *ADMIN)[0] == 0
    assert command("staff", "appoint", "chen.new", "--position", "reviewer", *ADMIN)[0] == 0
    assert read_roster(command)["chen.new"]["positions"] == ["reviewer"]
    code, first, _ = command("staff", "reset", "chen.new", *ADMIN)
    assert (code, len(first.split())) == (0, 1)
    assert command("staff", "disable", "chen.new", *ADMIN)[0] == 0
    assert read_roster(command)["chen.new"]["state"] == "disabled"


@pytest.mark.parametrize("words", [("disable", "nobody.new"), ("appoint", "nobody.new", "--position", "loan_officer")])
def test_somebody_who_is_not_there_is_named(command: Run, words: tuple[str, ...]) -> None:
    code, _, err = command("staff", *words, *ADMIN)
    assert code == FAILED
    assert "nobody.new" in err


def test_who_administers_nothing_changes_nothing(command: Run, roster: dict[str, object]) -> None:
    code, _, err = command("staff", "disable", "officer.west1", "--login", "branchmanager.east1")
    assert code == FAILED
    assert err
    assert read_roster(command) == roster
