"""`jiedai risk`: measure the indicators of a day, and how the last measuring went."""

import asyncio
import time
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

if TYPE_CHECKING:
    from server.risk.sweeping.doors import Step
    from server.risk.sweeping.reading import LastSweep

app = new_app("Measure the indicators of risk; tell how the last measuring went.")


@app.command()
def sweep(
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The business date [default: yesterday; with --incremental today]."),
    ] = None,
    *,
    incremental: Annotated[bool, typer.Option(help="Only what was touched since the last measuring.")] = False,
    span: Annotated[
        int, typer.Option(min=1, max=50_000, help="How many subjects are done in one transaction.")
    ] = 20_000,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Measure every indicator of a day, keep what changed and raise what triggers.

    Goes on where it was broken off; a whole day is measured once. A day before the last one that is measured is
    refused (risk.day_gone_by). Formulas that cannot be reckoned are left out and named.
    """
    began = time.monotonic()
    step = asyncio.run(_swept(day.date() if day else None, span, incremental=incremental, quiet=as_json))
    seconds = round(time.monotonic() - began, 2)
    if as_json:
        told: dict[str, Any] = asdict(step) | {"day": step.day.isoformat(), "sweep_id": str(step.sweep_id)}
        print_json({name: value for name, value in told.items() if name != "grain"} | {"seconds": seconds})
        return
    typer.echo(f"{step.day}  {step.subjects} subjects, {step.sheets} sheets written, {step.hits} hits")
    for code in step.left_out:
        typer.echo(f"left out: {code}")
    say(f"{step.state.value} in {seconds} s")


@app.command()
def last(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False
) -> None:
    """How many subjects stood at each grade of each indicator at the last whole measuring, and what failed in it."""
    found = asyncio.run(_last())
    if found is None:
        fail(ExitCode.FAILED, "nothing was measured yet")
    if as_json:
        print_json(found.told)
        return
    typer.echo(f"{found.day}  code: subjects, warn, critical, gaps, unknown")
    for row in found.tallies:
        typer.echo(f"{row.code}: {row.subjects}, {row.warnings}, {row.criticals}, {row.gaps}, {row.unknowns}")
    for code, reason in found.faults.items():
        typer.echo(f"left out: {code}  {reason}")


async def _swept(day: date | None, size: int, *, incremental: bool, quiet: bool) -> "Step":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from server.kit.clock import business_date
    from server.kit.errors import DomainError
    from server.opening import open_house
    from server.risk.models import SweepKind
    from server.risk.sweeping.running import sweep as measured

    house = open_house(load_settings())
    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    kind = SweepKind.TOUCHED if incremental else SweepKind.FULL
    wanted = day or (today if incremental else today - timedelta(days=1))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with nullcontext() if quiet else Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("measuring", total=None) if bar else None

        def progress(step: "Step") -> None:
            if bar and line is not None:
                bar.update(line, description=f"{step.day} {step.grain or ''}: {step.subjects} subjects")

        try:
            return await measured(house, wanted, kind, size=size, progress=progress)
        except DomainError as refusal:
            fail(ExitCode.FAILED, f"{refusal.message_en} ({refusal.code})")
        finally:
            await house.database.close()


async def _last() -> "LastSweep | None":
    from server.identity.actors import WORKER
    from server.kit.work import Caller
    from server.opening import open_house
    from server.risk.sweeping.reading import last_sweep

    house = open_house(load_settings())
    try:
        return await last_sweep(Caller(house, WORKER, request_id="risk"))
    finally:
        await house.database.close()
