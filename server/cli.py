"""The console script `jiedai`: finds the command's module and hands the rest of the line over.

To add a command: write `server/commands/NAME.py` with a Typer application called `app` (from `console.new_app`), and
add one line to `COMMANDS`. Nothing of a command is imported before it is asked for, so `jiedai --help` and a pure one
like `jiedai sdl` start at once. A command fails by `console.fail(ExitCode.X, "one line")` or by raising one of the
errors that `console.sentence_of` knows; everything else is a defect and shows its traceback.
"""

import difflib
import sys
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("server.commands.demo", "Run everything on this machine with a believable branch in it."),
    "test": ("server.commands.test", "Run all checks and tests; arguments go to pytest."),
    "serve": ("server.commands.serve", "Serve the API and the staff app."),
    "bench": ("server.commands.bench", "Measure it, with peers beside ours."),
    "worker": ("server.commands.worker", "Do the work that waits in the outbox and what the clock starts."),
    "close-day": ("server.commands.close_day", "Close business days: accrue, book, remind."),
    "compliance": ("server.commands.compliance", "List the rules of law, what is checked, and what cannot be."),
    "migrate": ("server.commands.migrate", "Bring the database to the newest revision, as its owner."),
    "import": ("server.commands.importing", "Bring running loans or customers in from a sheet."),
    "dossier": ("server.commands.dossier", "Draw a dossier of a loan or a period for an inspector."),
    "indicators": ("server.commands.indicators", "List the risk indicators: what is measured, and from what."),
    "init": ("server.commands.init", "Write production settings and make the first administrators."),
    "documents": ("server.commands.documents", "Publish and revoke the trusted documents of client teams."),
    "code": ("server.commands.one_time_code", "Print the one-time code of a demo log-in."),
    "ocr": ("server.commands.ocr", "Read identity cards and business licences in pictures."),
    "oracle": ("server.commands.oracle", "Compare our loan figures with those of other systems."),
    "reconcile": ("server.commands.reconcile", "Match bank statements with the books and print what differs."),
    "referrals": ("server.commands.referrals", "Say what the rules decided alone, and why the rest went to people."),
    "risk": ("server.commands.risk", "Measure the indicators of risk; how the last measuring went."),
    "schedule": ("server.commands.schedule", "Reckon a repayment schedule from terms in JSON."),
    "scorecard": ("server.commands.scorecard", "Learn a scorecard from closed loans, look at it, publish it."),
    "seed": ("server.commands.seed", "Fill a freshly migrated database with a believable branch."),
    "staff": ("server.commands.staff", "List staff and what they may do; hire, appoint, reset, disable."),
    "sdl": ("server.commands.sdl", "Print the GraphQL schema."),
    "verify": ("server.commands.verify", "Recompute the books and print what differs."),
}
"""Name -> module and the line that `jiedai --help` shows."""

USAGE_ERROR = 2


def main() -> int:
    """Run one command; the return value is the exit code."""
    words = sys.argv[1:]
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(overview())
        return 0 if words else USAGE_ERROR
    name, rest = words[0], words[1:]
    if name == "--version":
        from server.commands.console import version

        sys.stdout.write(f"jiedai {version()}\n")
        return 0
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean {near[0]}?" if near else "see jiedai --help"
        sys.stderr.write(f"jiedai: no command {name!r}; {hint}\n")
        return USAGE_ERROR
    module = import_module(COMMANDS[name][0])
    from server.commands.console import run

    return run(module.app, name, rest)


def overview() -> str:
    """Text of `jiedai --help`."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {line}" for name, (_, line) in COMMANDS.items()]
    last = "jiedai COMMAND --help says what it takes."
    return "\n".join(["Usage: jiedai COMMAND [OPTIONS]", "", "Commands:", *lines, "", last, ""])


if __name__ == "__main__":
    sys.exit(main())
