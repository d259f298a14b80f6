"""The console script: what every command has in common."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pyotp
import pytest

from server import cli
from server.cli import COMMANDS
from server.commands import console
from server.commands.console import ExitCode, new_app
from server.kit.embedded.errors import EmbeddedError, HomeBusyError

ROOT = Path(__file__).parents[3]


def start(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run the console script in this process."""
    monkeypatch.setattr(sys, "argv", ["jiedai", *words])
    return cli.main()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch, name, "--help") == 0
    answer = capsys.readouterr().out
    assert f"Usage: jiedai {name}" in answer
    assert "--help" in answer


def test_the_overview_names_every_command_without_importing_one() -> None:
    code = "import sys; from server.cli import overview; print(overview(), 'typer' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(f"  {name} " in answer for name in COMMANDS)
    assert answer.split()[-1] == "False"


def test_nothing_said_is_a_question_that_gets_the_overview(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch) == ExitCode.USAGE
    assert "Commands:" in capsys.readouterr().out


def test_a_mistyped_command_gets_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch, "migrat") == ExitCode.USAGE
    assert capsys.readouterr().err == "jiedai: no command 'migrat'; did you mean migrate?\n"


def test_the_version_is_that_of_the_project(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch, "--version") == 0
    assert f'version = "{capsys.readouterr().out.split()[1]}"' in (ROOT / "pyproject.toml").read_text()


def test_every_failure_has_an_exit_code_of_its_own() -> None:
    codes = [code.value for code in ExitCode]
    assert len(set(codes)) == len(codes)
    assert 0 not in codes


def test_a_wrong_option_is_one_line_and_the_code_for_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(monkeypatch, "serve", "--nonsense") == ExitCode.USAGE
    assert capsys.readouterr().err == "jiedai serve: No such option: --nonsense\n"


def test_migrations_without_an_owner_are_refused_before_anything_is_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JIEDAI_OWNER_DATABASE_URL", raising=False)
    assert start(monkeypatch, "migrate") == ExitCode.SETTINGS
    assert "JIEDAI_OWNER_DATABASE_URL is missing" in capsys.readouterr().err


def test_a_database_that_is_away_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JIEDAI_OWNER_DATABASE_URL", "postgresql+asyncpg://nobody:hidden@127.0.0.1:1/none")
    assert start(monkeypatch, "migrate") == ExitCode.DATABASE
    said = capsys.readouterr().err
    assert said.startswith("jiedai migrate: the database refused:")
    assert said.count("\n") == 1
    assert "hidden" not in said


def test_wrong_settings_are_named_without_their_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("JIEDAI_DATABASE_URL", "JIEDAI_TOKEN_KEY", "JIEDAI_MODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JIEDAI_MASTER_KEY", "bm90IHRoaXJ0eS10d28=")
    assert start(monkeypatch, "serve", "--port", "0") == ExitCode.SETTINGS
    said = capsys.readouterr().err
    assert "JIEDAI_DATABASE_URL: Field required" in said
    assert "JIEDAI_MASTER_KEY" in said
    assert "bm90IHRoaXJ0eS10d28=" not in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (console.CommandError(ExitCode.BUILD, "the reason"), ExitCode.BUILD),
        (EmbeddedError("the reason"), ExitCode.DATABASE),
        (HomeBusyError("the reason"), ExitCode.ALREADY_RUNNING),
        (ConnectionRefusedError("the reason"), ExitCode.DATABASE),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
    ],
)
def test_a_foreseen_failure_is_one_line_and_its_code(
    error: BaseException, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    app = new_app("Fails.")

    @app.command()
    def fail() -> None:
        """Fail."""
        raise error

    assert console.run(app, "fail", []) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("jiedai fail: ")
    assert captured.err.count("\n") == 1


def test_an_unforeseen_failure_keeps_its_traceback() -> None:
    app = new_app("Fails.")

    @app.command()
    def fail() -> None:
        """Fail."""
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        console.run(app, "fail", [])


def test_the_return_value_of_a_command_is_its_exit_code() -> None:
    app = new_app("Differs.")

    @app.command()
    def verify() -> int:
        """Verify."""
        return 1

    assert console.run(app, "verify", []) == 1


def test_every_module_of_the_table_has_an_application() -> None:
    assert [name for name, (module, _) in COMMANDS.items() if not hasattr(import_module(module), "app")] == []


def test_a_demo_log_in_gets_its_code_and_others_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logins = [{"login": "he", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}, {"login": "li", "totp_secret": None}]
    (tmp_path / "logins.json").write_text(json.dumps(logins))
    assert start(monkeypatch, "code", "he", "--data-dir", str(tmp_path)) == 0
    assert pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").verify(capsys.readouterr().out.strip(), valid_window=1)
    for login in ("li", "nobody"):
        assert start(monkeypatch, "code", login, "--data-dir", str(tmp_path)) == ExitCode.FAILED
        assert capsys.readouterr().err.endswith("these are: he\n")
    assert start(monkeypatch, "code", "he", "--data-dir", str(tmp_path / "none")) == ExitCode.FAILED
