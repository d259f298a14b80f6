"""`jiedai compliance`: which rules of law are watched, and which cannot be, and why. Needs no database."""

import asyncio
from collections import Counter
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

if TYPE_CHECKING:
    from server.compliance.catalogue import Entry
    from server.jobs.sweeping.running import Swept

app = new_app("List the rules of law: what is checked when, from which data, and what cannot be checked and why.")

CASES_FILE = "tests/server/compliance/cases.json"


@app.command()
def compliance(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output, sorted by id.")] = False,
    status: Annotated[str, typer.Option(help="Only rules of this status: implemented or not_answerable.")] = "",
    sweep: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Sweep the book for a business day that is over.")
    ] = None,
) -> None:
    """List the rules of law: what is checked when, from which data, and what cannot be checked and why.

    An implemented rule names its passing and its violating case, which the tests run on the days before, on and after
    its first day. Needs no database, but with --sweep, which puts the whole book to the rules of that day and prints
    what each part found; parts that are done stay as they are.
    """
    if sweep is not None:
        _print_sweep(asyncio.run(_swept(sweep.date(), quiet=as_json)), as_json=as_json)
        return
    from server.compliance.catalogue import entries

    wanted = [each for each in entries() if status in ("", each.told["status"])]
    if as_json:
        print_json([_told(each) for each in wanted])
        return
    for each in wanted:
        typer.echo(_line(each))
    counts = Counter(each.told["status"] for each in wanted)
    say(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counts.items())))


async def _swept(day: date, *, quiet: bool) -> "list[Swept]":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from server.jobs.sweeping.running import sweep_day
    from server.kit.errors import DomainError
    from server.opening import open_house

    house = open_house(load_settings())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with nullcontext() if quiet else Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("sweeping", total=None) if bar else None

        def progress(swept: "Swept") -> None:
            if bar and line is not None:
                bar.update(line, description=f"{swept.part}: {swept.found} found")

        try:
            return await sweep_day(house, day, progress=progress)
        except DomainError as refusal:
            fail(ExitCode.FAILED, f"{refusal.message_en} ({refusal.code})")
        finally:
            await house.database.close()


def _print_sweep(parts: "list[Swept]", *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(each) for each in parts])
        return
    for each in parts:
        typer.echo(f"{each.part}: {each.found} found, {each.mended} mended")
    say(f"{sum(each.found for each in parts)} findings in {len(parts)} parts")


def _told(entry: "Entry") -> dict[str, Any]:
    """A rule as it is scripted against: exact names, `reason` only where it cannot be answered."""
    told = entry.told
    rule = {
        "id": told["code"],
        "version": told["version"],
        "name_zh": told["name_zh"],
        "name_en": told["name_en"],
        "source": told["source"],
        "trigger": told["triggers"] if entry.implemented else [],
        "law_trigger": told["law_trigger"],
        "severity": told["severity"],
        "effective_from": told["effective_from"],
        "effective_until": told["effective_until"],
        "status": told["status"],
        "reason": None,
    }
    if not entry.implemented:
        return rule | {"reason": {"zh": told["reason_zh"], "en": told["reason_en"]}, "cases": None}
    cases: dict[str, str] = {**entry.case_names, "file": CASES_FILE}
    threshold = {"measure": told["fact"], "comparison": told["comparison"], "bound": told["bound"]}
    parts = {"threshold": threshold | {"parameters": told["parameters"]}, "inputs": list(entry.law.needs)}
    return rule | parts | {"facts_from": {"zh": told["origin_zh"], "en": told["origin_en"]}, "cases": cases}


def _line(entry: "Entry") -> str:
    told = entry.told
    head = f"{entry.code}  {told['severity']:<6}  {told['effective_from']}  {told['name_zh']} {told['name_en']}"
    if not entry.implemented:
        return f"{head}\n       not answerable: {told['reason_en']} ({told['reason_zh']})"
    return f"{head}\n       at {', '.join(sorted(told['triggers']))}; from {told['origin_en']}"
