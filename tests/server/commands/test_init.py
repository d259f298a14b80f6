"""`jiedai init` and `jiedai migrate` on real databases."""

import asyncio
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server import cli
from server.commands.console import ExitCode
from server.commands.migrate import newest_revision
from server.identity import passwords
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.settings import Settings
from tests.fixtures.database import TEMPLATE_EMPTY

HOUSE = {
    "JIEDAI_PUBLIC_URL": "https://loans.example",
    "JIEDAI_LENDER_NAME": "示例小贷",
    "JIEDAI_BANK_URL": "https://bank.example",
    "JIEDAI_BANK_SECRET": "shared with the bank",
    "JIEDAI_SMS_URL": "https://sms.example",
    "JIEDAI_SMS_SECRET": "shared with the sender",
    "JIEDAI_SIGNING_CERTIFICATE": "/etc/jiedai/signing.p12",
}
TWO = ["--administrator", "li.ming=李明", "--administrator", "wang.fang=王芳"]

_numbers = itertools.count()


@pytest.fixture
def empty(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A migrated database without anybody in it, named by the variables that `init` reads."""
    name = f"init_{next(_numbers)}_{id(endpoint)}"
    endpoint.create_database(name, template=TEMPLATE_EMPTY)
    monkeypatch.setenv("JIEDAI_DATABASE_URL", endpoint.dsn(APP_ROLE, name))
    monkeypatch.setenv("JIEDAI_OWNER_DATABASE_URL", endpoint.dsn(OWNER_ROLE, name))
    for variable, value in HOUSE.items():
        monkeypatch.setenv(variable, value)
    for variable in ("JIEDAI_MODE", "JIEDAI_MASTER_KEY", "JIEDAI_TOKEN_KEY"):
        monkeypatch.setenv(variable, "")  # so that what the command sets is taken back after the test
    yield name
    endpoint.drop_database(name)


def start(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["jiedai", *words])
    return cli.main()


def rows(endpoint: Endpoint, database: str, query: str) -> list[Any]:
    """What the owner sees."""

    async def talk() -> list[Any]:
        connection = await asyncpg.connect(endpoint.dsn(OWNER_ROLE, database, driver=None))
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    return asyncio.run(talk())


def read_settings(path: Path) -> dict[str, str]:
    """The variables of a settings file."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def test_a_new_house_has_settings_that_start_and_administrators_who_must_choose_a_password(
    empty: str,
    endpoint: Endpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "jiedai.env"
    assert start(monkeypatch, "init", *TWO, "--settings", str(file), "--json") == 0
    first = {one["login"]: one["password"] for one in json.loads(capsys.readouterr().out)}
    assert set(first) == {"li.ming", "wang.fang"}
    assert file.stat().st_mode & 0o777 == 0o600
    for name, value in read_settings(file).items():
        monkeypatch.setenv(name, value)
    settings = Settings()  # type: ignore[call-arg]  # from the environment
    assert settings.is_production
    assert settings.lender_name == "示例小贷"
    staff = rows(endpoint, empty, "SELECT login, password_hash, must_change_password FROM staff")
    for row in staff:
        assert asyncio.run(passwords.is_right(first[row["login"]], row["password_hash"]))
        assert row["must_change_password"]
    held = rows(endpoint, empty, "SELECT position_code FROM staff_positions")
    assert [row["position_code"] for row in held] == ["administrator"] * 2
    assert [row["operation"] for row in rows(endpoint, empty, "SELECT operation FROM audit_records")] == ["house:found"]


def test_a_house_is_founded_once(
    empty: str, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "jiedai.env", tmp_path / "other.env"
    assert start(monkeypatch, "init", *TWO, "--settings", str(file)) == 0
    before = file.read_text()
    assert start(monkeypatch, "init", *TWO, "--settings", str(file)) == ExitCode.ALREADY_RUNNING
    assert start(monkeypatch, "init", *TWO, "--settings", str(other)) == ExitCode.DATABASE
    assert "already is a house" in capsys.readouterr().err
    assert file.read_text() == before
    assert not other.exists()
    assert len(rows(endpoint, empty, "SELECT 1 FROM staff")) == 2


@pytest.mark.parametrize(
    ("words", "variables", "code"),
    [
        (["--administrator", "li.ming=李明"], {}, ExitCode.USAGE),
        ([*TWO[:2], *TWO[:2]], {}, ExitCode.USAGE),
        ([*TWO, "--administrator", "No Login=X"], {}, ExitCode.USAGE),
        ([*TWO, "--administrator", "nobody="], {}, ExitCode.USAGE),
        (TWO, {"JIEDAI_PUBLIC_URL": "http://loans.example"}, ExitCode.SETTINGS),
        (TWO, {"JIEDAI_BANK_SECRET": ""}, ExitCode.SETTINGS),
        (TWO, {"JIEDAI_LENDER_NAME": "two\nlines"}, ExitCode.SETTINGS),
        (TWO, {"JIEDAI_OWNER_DATABASE_URL": ""}, ExitCode.SETTINGS),
    ],
)
def test_a_wrong_wish_founds_nothing(
    empty: str,
    endpoint: Endpoint,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    words: list[str],
    variables: dict[str, str],
    code: ExitCode,
) -> None:
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    file = tmp_path / "jiedai.env"
    assert start(monkeypatch, "init", *words, "--settings", str(file)) == code
    assert not file.exists()
    assert rows(endpoint, empty, "SELECT 1 FROM staff") == []
    assert rows(endpoint, empty, "SELECT 1 FROM roles") == []


def test_migrations_bring_an_empty_database_to_the_newest_revision(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.create_database("migrated_from_nothing")
    try:
        monkeypatch.setenv("JIEDAI_OWNER_DATABASE_URL", endpoint.dsn(OWNER_ROLE, "migrated_from_nothing"))
        assert start(monkeypatch, "migrate") == 0
        query = "SELECT version_num FROM alembic_version"
        assert rows(endpoint, "migrated_from_nothing", query) == rows(endpoint, TEMPLATE_EMPTY, query)
        assert endpoint.value(query, "migrated_from_nothing") == newest_revision()
        assert start(monkeypatch, "migrate") == 0
    finally:
        endpoint.drop_database("migrated_from_nothing")
