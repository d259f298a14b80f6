"""`jiedai import loans` from the command line: what it asks for before it looks at anything."""

import pytest

from server.commands.console import ExitCode, run
from server.commands.importing import app


@pytest.mark.parametrize(
    "words",
    [["loans"], ["loans", "a.csv"], ["loans", "a.csv", "--undo", "x"], ["loans", "--undo", "x", "--login", "somebody"]],
)
def test_without_a_file_or_a_person_it_says_what_is_missing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(app, "import", words) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1
