"""What all commands share: exit codes, failing in one line, JSON on standard output."""

import json
import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from server.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, or site-packages when installed from the wheel."""


ENVIRONMENT_FILE = Path("run", "environment.json")
"""In the data folder of a running demo: the variables by which other commands reach it."""


class ExitCode(IntEnum):
    """One meaning each, in every command; scripts may rely on them."""

    FAILED = 1  # what was asked for did not hold: a test failed, a verification differs
    USAGE = 2
    TARGET_MISSED = 3
    SETTINGS = 10
    DATABASE = 11
    PORT_TAKEN = 12
    ALREADY_RUNNING = 13
    BUILD = 14
    CHILD = 15
    SAMPLE = 16  # the rows handed in cannot be learnt from
    FORBIDDEN = 17  # a column by which nobody may be judged
    TOO_FEW = 18  # too little happened for anything to be learnt
    INTERRUPTED = 130


class CommandError(Exception):
    """A command cannot go on; carries its exit code and one line for a person."""

    def __init__(self, code: ExitCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def new_app(about: str) -> typer.Typer:
    """Return an empty command; decorate its function with `@app.command()`."""
    return typer.Typer(
        help=about,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def fail(code: ExitCode, sentence: str) -> NoReturn:
    """End the command with one line."""
    raise CommandError(code, sentence)


def say(sentence: str) -> None:
    """Tell a person something; standard output stays free for data."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def print_json(data: Any) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def run(app: typer.Typer, name: str, words: list[str]) -> int:
    """Run a command and turn its end into an exit code; a foreseen failure is one line on standard error."""
    try:
        result = app(args=words, prog_name=f"jiedai {name}", standalone_mode=False)
    except CommandError as error:
        code: int = error.code
        sentence = str(error)
    except (KeyboardInterrupt, typer.Abort):
        code, sentence = ExitCode.INTERRUPTED, "interrupted"
    except BrokenPipeError:
        # the reader of a pipe went away; the interpreter must not try to flush at exit either
        sys.stdout = None
        return ExitCode.FAILED
    except Exception as error:
        known = sentence_of(error)
        if known is None:
            raise
        code, sentence = known
    else:
        if result != ExitCode.INTERRUPTED:  # Typer's own answer to Ctrl-C
            return result if isinstance(result, int) else 0
        code, sentence = ExitCode.INTERRUPTED, "interrupted"
    say(f"jiedai {name}: {' '.join(sentence.split())}")
    return code


def sentence_of(error: Exception) -> tuple[int, str] | None:
    """Exit code and line for failures of the surroundings; None for what nobody foresaw."""
    if usage := getattr(error, "format_message", None):
        return ExitCode.USAGE, usage()  # Typer's own complaints about the command line
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if kind == "pydantic_core._pydantic_core.ValidationError" and getattr(error, "title", "") == "Settings":
        return ExitCode.SETTINGS, _settings_sentence(error)
    if kind.startswith("server.kit.embedded.errors."):
        code = ExitCode.ALREADY_RUNNING if kind.endswith("HomeBusyError") else ExitCode.DATABASE
        return code, str(error)
    unreachable = kind.startswith(("sqlalchemy.exc.OperationalError", "sqlalchemy.exc.InterfaceError"))
    if unreachable or kind.startswith("asyncpg.exceptions.") or isinstance(error, ConnectionError):
        return ExitCode.DATABASE, f"the database refused: {str(getattr(error, 'orig', None) or error).splitlines()[0]}"
    return None


def _settings_sentence(error: Any) -> str:
    """Name each wrong setting by its variable; never its value, which may be a secret."""
    parts = []
    for one in error.errors(include_input=False, include_url=False):
        name = "JIEDAI_" + "_".join(str(part) for part in one["loc"]).upper() if one["loc"] else "settings"
        parts.append(f"{name}: {one['msg']}")
    return "; ".join(parts)


def default_data_dir() -> Path:
    """`.jiedai` in the checkout, or below the current folder when the package is installed."""
    return (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / ".jiedai"


def load_settings() -> "Settings":
    """Settings from the environment or, where nothing is set, those of the demo that runs in `.jiedai`.

    JIEDAI_DATA_DIR alone names the data folder of a demo elsewhere. For commands that look at a house (`jiedai verify`
    beside `jiedai demo`); a server never picks up a demo's settings.
    """
    from server.settings import Settings

    demo = Path(os.environ.get("JIEDAI_DATA_DIR") or default_data_dir()) / ENVIRONMENT_FILE
    if demo.exists() and not any(name in os.environ for name in ("JIEDAI_DATABASE_URL", "JIEDAI_MODE")):
        os.environ.update(json.loads(demo.read_text()))
        say(f"jiedai: using the demo that runs in {demo.parent.parent}")
    return Settings()  # type: ignore[call-arg]  # the fields come from the environment


def version() -> str:
    """Version of the installed distribution, or of the checkout."""
    project = ROOT / "pyproject.toml"
    if project.exists():
        import tomllib

        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    from importlib.metadata import version as installed

    return installed("jiedai")
