"""`jiedai oracle DIR`: loan cases that other systems computed, run through our engine; no database, no settings."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from server.commands.console import ExitCode, fail, new_app, print_json

app = new_app("Compare our loan figures with those of other systems.")

STATUSES = ("passed", "failed", "unsupported")


@app.command()
def oracle(
    folder: Annotated[Path, typer.Argument(help="Folder of case files, searched to the bottom.", metavar="DIR")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a case instead of the failing ones.")] = False,
) -> None:
    """Compare our loan figures with those of other systems.

    Prints each case that fails or is not supported with its reasons, then `passed N failed N unsupported N`. Exit code
    0 only when every case passed and there was one.
    """
    from server.commands.conformance.verdicts import verdicts

    if not folder.is_dir():
        fail(ExitCode.USAGE, f"{folder} is no folder")
    counts: Counter[str] = Counter()
    for verdict in verdicts(folder):
        counts[verdict.status] += 1
        if as_json:
            answer = {"case": verdict.case, "file": verdict.file, "status": verdict.status}
            print_json({**answer, "reasons": list(verdict.reasons)})
        elif verdict.status != "passed":
            sys.stdout.write(f"{verdict.status} {verdict.case} ({verdict.file})\n")
            sys.stdout.writelines(f"  {reason}\n" for reason in verdict.reasons)
    summary = " ".join(f"{status} {counts[status]}" for status in STATUSES)
    if as_json:
        sys.stderr.write(f"{summary}\n")
    else:
        sys.stdout.write(f"{summary}\n")
    if counts["failed"] or counts["unsupported"] or not counts["passed"]:
        raise typer.Exit(ExitCode.FAILED)
