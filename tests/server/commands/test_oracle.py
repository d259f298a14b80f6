"""The engine against other systems' figures, and a runner that cannot be pleased by names."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from server.commands import console, oracle
from server.commands.conformance.verdicts import Verdict, judge, verdicts

CASES = Path(__file__).parents[1] / "terms" / "oracle"
FILES = (
    "fineract_cumulative.json",
    "fineract_progressive.json",
    "fineract_further.json",
    "frappe_lending.json",
    "sunline_microloan.json",
)
ALL = "passed 89 failed 0 unsupported 0\n"

Capture = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return console.run(oracle.app, "oracle", list(words))


def every_case() -> list[Any]:
    return [case for name in FILES for case in json.loads((CASES / name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", every_case(), ids=lambda case: case["id"])
def test_our_figures_are_theirs(case: dict[str, Any]) -> None:
    assert judge(case, case["id"], "") == Verdict(case["id"], "", "passed")


def first_figure(node: Any) -> Callable[[], None] | None:
    """A way to change the first expected amount of a case by a cent (or a unit), wherever it stands."""
    if isinstance(node, dict):
        for name in (
            "interest",
            "principal",
            "installment",
            "penalty",
            "overdue_annual_rate",
            "interest_30_360",
            "outstanding",
        ):
            if name in node:
                return lambda: node.__setitem__(name, str(Decimal(str(node[name])) + 1))
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return next((found for found in map(first_figure, children) if found), None)


@pytest.mark.parametrize("case", every_case(), ids=lambda case: case["id"])
def test_a_case_with_one_wrong_figure_fails(case: dict[str, Any]) -> None:
    expected = next(case[name] for name in ("snapshots", "correct", "expected") if name in case)
    change = first_figure(expected)
    assert change is not None
    change()
    assert judge(case, case["id"], "").status == "failed"


def test_names_ids_and_folders_decide_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for number, case in enumerate(every_case()):
        for name in ("id", "source", "notes", "recomputed", "family", "verify"):
            case.pop(name, None)
        (tmp_path / "deep" / "er" / f"{number}.json").write_text(json.dumps(case), encoding="utf-8")
    assert run(str(tmp_path)) == 0
    assert capsys.readouterr().out == ALL


def test_the_wrong_case_fails_when_our_engine_would_agree_with_it() -> None:
    case = next(case for case in every_case() if "expected_wrong" in case)
    case["expected_wrong"] = {"interest": "100.00"}
    assert judge(case, "", "").status == "failed"


def test_one_line_a_case_in_json(capsys: Capture) -> None:
    assert run(str(CASES), "--json") == 0
    written = capsys.readouterr()
    lines = [json.loads(line) for line in written.out.splitlines()]
    assert len(lines) == 89
    assert all(set(line) == {"case", "file", "status", "reasons"} for line in lines)
    assert written.err == ALL


def test_what_fails_and_what_is_unknown_is_told_and_ends_with_failure(tmp_path: Path, capsys: Capture) -> None:
    shutil.copy(CASES / "sunline_microloan.json", tmp_path)
    wrong = json.loads((CASES / "frappe_lending.json").read_text(encoding="utf-8"))[0]
    wrong["expected"]["installment"] = 15_053
    strange = {"id": "strange", "params": {}, "answer": 42}
    event = next(case for case in every_case() if case.get("events"))
    event["events"].insert(0, {"event": "eclipse"})
    (tmp_path / "mixed.json").write_text(json.dumps([wrong, strange, event, "no case"]), encoding="utf-8")
    (tmp_path / "torn.json").write_text("[{", encoding="utf-8")
    assert run(str(tmp_path)) == 1
    out = capsys.readouterr().out
    assert "installment: 15052 instead of 15053" in out
    assert "no known shape" in out
    assert "event 'eclipse'" in out
    assert "unreadable" in out
    assert out.endswith("passed 4 failed 2 unsupported 3\n")


def test_a_folder_without_cases_or_none_at_all_is_no_success(tmp_path: Path) -> None:
    assert run(str(tmp_path)) == 1
    assert run(str(tmp_path / "nowhere")) == 2


@pytest.mark.parametrize(
    "case",
    [
        {"params": {}, "snapshots": [{}]},
        {"params": {"engine": "steam"}, "snapshots": [{"after_events": 0, "rows": []}]},
        {"params": {"principal_applied": "x"}, "snapshots": [{"after_events": 0, "rows": []}]},
        {"params": {"principal": "1"}, "expected": {"interest": "1"}},
        {"params": {"principal": "1"}, "kind": "term", "expected": {"n": 1}},
        {"params": [], "expected": {}},
        {"snapshots": []},
        None,
        7,
    ],
)
def test_what_is_not_in_the_schema_is_unsupported_and_never_a_crash(case: Any) -> None:
    assert judge(case, "", "").status == "unsupported"


def test_files_are_read_in_the_order_of_their_names() -> None:
    files = [verdict.file for verdict in verdicts(CASES)]
    assert files == sorted(files)
