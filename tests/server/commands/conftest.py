"""Commands that act in a house: run in this process, over the database of the test, with a password at hand."""

import base64
import sys
from collections.abc import Callable

import pytest

from server import cli
from tests.fixtures.world import MASTER_KEY, PASSWORD, TOKEN_KEY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(app_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `jiedai WORDS` in this process: exit code, standard output and standard error."""
    given = {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_PASSWORD": PASSWORD,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("JIEDAI_TOKEN", raising=False)

    def start(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["jiedai", *words])
        code = cli.main()
        told = capsys.readouterr()
        return code, told.out, told.err

    return start
