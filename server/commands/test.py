"""`jiedai test`: everything that has to hold before a change is good."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import typer

from server.commands.browser import prepare_browser
from server.commands.console import ROOT, ExitCode, fail, new_app, say

app = new_app("Run all checks and tests. Arguments go to pytest; any but --long leaves the other checks out.")

LONG = "--long"
MOST_WORKERS = 4
SLOWEST = 25
_KEPT_VARIABLES = ("JIEDAI_CHROMIUM", "JIEDAI_PG_")


@dataclass(frozen=True)
class Stage:
    """A named check; `run` says whether it held."""

    name: str
    run: Callable[[], bool]


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Run all checks and tests. Arguments go to pytest; any but --long leaves the other checks out."""
    if not (ROOT / "pyproject.toml").exists():
        fail(ExitCode.FAILED, "the tests are in the checkout, not in the installed package")
    begun = time.monotonic()
    for stage in choose_stages(context.args):
        say(f"== {stage.name}")
        if not stage.run():
            fail(ExitCode.FAILED, f"stage {stage.name!r} failed")
    say(f"jiedai test: everything holds ({time.monotonic() - begun:.0f} s)")


def choose_stages(words: list[str]) -> list[Stage]:
    """All stages, or pytest alone when the arguments select tests."""
    whole = set(words) <= {LONG}
    stages = [
        Stage("ruff check", lambda: _tool("ruff", "check", ".", "jiedai")),
        Stage("ruff format", lambda: _tool("ruff", "format", "--check", ".", "jiedai")),
        Stage("import contracts", lambda: _tool("lint-imports")),
        Stage("mypy", lambda: _tool("mypy") and _tool("mypy", "jiedai")),
        Stage("staff app", check_staff_app),
        Stage("browser", lambda: prepare_browser(install=True)),
    ]
    tests = Stage("pytest", lambda: run_pytest(words, whole=whole))
    return [*stages, tests] if whole else [tests]


def run_pytest(words: list[str], *, whole: bool) -> bool:
    """Run pytest; the whole suite on several processes, a selection in one."""
    if not whole:
        prepare_browser(install=False)
    workers = str(min(MOST_WORKERS, os.cpu_count() or 1))
    spread = ["-n", workers, "--dist", "loadfile", "--durations", str(SLOWEST)] if whole else []
    return _tool("pytest", *spread, *words)


def check_staff_app() -> bool:
    """Build the staff app, type check included, and run its unit tests."""
    from mobile_api.build_hook import BuildError, ensure_built, find_npm, install_packages

    web = ROOT / "mobile_api" / "web"
    try:
        ensure_built(ROOT, say=say)
        npm = find_npm(say)
        install_packages(npm, web, say)
        # a build that was still fresh has not checked the types of the unit tests
        npm.run(web, "run", "check", "--silent")
        if any((web / "unit").glob("**/*.test.ts")):
            npm.run(web, "test", "--silent")
    except BuildError as error:
        say(str(error))
        return False
    return True


def _tool(module: str, *words: str) -> bool:
    """Run a tool of the environment in the checkout, without settings of a running Jiedai."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("JIEDAI_") or name.startswith(_KEPT_VARIABLES)
    }
    program = os.path.join(os.path.dirname(sys.executable), module)  # noqa: PTH118, PTH120  # resolving would leave the environment
    command = [program] if module == "lint-imports" else [sys.executable, "-m", module]
    return subprocess.run([*command, *words], cwd=ROOT, env=environment, check=False).returncode == 0  # noqa: S603  # our own tools
