"""The run: `--only` names parts of schedules, repayments, entries, closing."""

from dataclasses import replace

from bench import closing
from bench.loans import entries, repayments, schedules
from bench.loans.book import open_copy
from bench.wishes import Figure, Wishes
from server.commands.console import CommandError, ExitCode

PARTS = ("schedules", "repayments", "entries", "closing")


def run(wishes: Wishes) -> list[Figure]:
    """Measure the parts that are wished for. Raises CommandError for one that is none."""
    wanted = wishes.only or PARTS
    if unknown := set(wanted) - set(PARTS):
        raise CommandError(ExitCode.USAGE, f"--only knows {', '.join(PARTS)}, not {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    if "schedules" in wanted:
        figures += schedules.measure(wishes)
    if {"repayments", "entries"} & set(wanted):
        with open_copy(wishes) as copy:
            if "repayments" in wanted:
                figures += repayments.measure(wishes, copy)
            if "entries" in wanted:
                figures += entries.measure(wishes, copy)
    if "closing" in wanted:
        figures += closing.measure(replace(wishes, only=()))
    return figures
