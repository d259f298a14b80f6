"""`jiedai close-day`: the end of the day, and of every day that was missed before it."""

import asyncio
import time
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

if TYPE_CHECKING:
    from server.kit.work import House
    from server.loans.closing.days import Step

app = new_app("Close business days in order: penalties, accruals, entries, reminders; goes on where it was broken off.")


@app.command()
def close_day(
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day to close [default: yesterday].")
    ] = None,
    *,
    batch: Annotated[int, typer.Option(min=1, max=10_000, help="How many loans are done in one transaction.")] = 10_000,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    despite_bank: Annotated[
        bool, typer.Option(help="Close although bank and books differ; said in a warning.")
    ] = False,
) -> None:
    """Close business days in order: penalties, accruals, entries, reminders; goes on where it was broken off.

    Days that were missed are caught up first. Where no day was ever closed, only the one that is asked for. Users go on
    working meanwhile. A day that is closed already stays as it is. Where the bank's statement of the last day is
    imported and its balance is not the books' (CU-02), nothing is closed.
    """
    started = time.monotonic()
    until, steps = asyncio.run(_closed(date.date() if date else None, batch, quiet=as_json, despite_bank=despite_bank))
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        days = [asdict(step) | {"state": step.state.value} for step in steps]
        print_json({"until": until.isoformat(), "days": days, "seconds": seconds})
        return
    for step in steps:
        typer.echo(_told(step))
    say(f"{len(steps)} days closed up to {until} in {seconds} s" if steps else f"nothing to close up to {until}")


async def _closed(wanted: date | None, batch: int, *, quiet: bool, despite_bank: bool) -> "tuple[date, list[Step]]":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from server.app import open_house
    from server.kit.clock import business_date
    from server.kit.errors import DomainError
    from server.loans.closing.tasks import close_until

    house = open_house(load_settings())
    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    until = wanted or today - timedelta(days=1)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with nullcontext() if quiet else Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("closing", total=None) if bar else None

        def progress(step: "Step") -> None:
            if bar and line is not None:
                bar.update(line, description=f"{step.business_date} {step.state.value}: {step.loans} loans")

        try:
            await _check_bank(house, until, despite_bank=despite_bank)
            return until, await close_until(house, until, progress=progress, batch_loans=batch)
        except DomainError as refusal:
            fail(ExitCode.FAILED, f"{refusal.en} ({refusal.code})")
        finally:
            await house.database.close()


async def _check_bank(house: "House", until: date, *, despite_bank: bool) -> None:
    """CU-02: bank and books agree before a day is closed; accounts whose statement has not come are only named."""
    from server.kit.money import Money
    from server.reconciliation.fetching import balances_of

    balances = await balances_of(house, until)
    silent = [one.account_number for one in balances if one.bank_fen is None]
    if silent:
        say(f"no bank statement of {until} for {', '.join(silent)}")
    differing = [
        f"{one.account_number} by {Money(one.difference_fen)} with {one.open_breaks} breaks open"
        for one in balances
        if one.difference_fen
    ]
    if differing and not despite_bank:
        fail(ExitCode.FAILED, f"bank and books differ (CU-02): {'; '.join(differing)}; see jiedai reconcile")
    if differing:
        say(f"closing although bank and books differ: {'; '.join(differing)}")


def _told(step: "Step") -> str:
    from server.kit.money import Money

    amounts = {"interest": step.interest_fen, "penalty": step.penalty_fen, "fees": step.fee_fen}
    told = ", ".join(f"{name} {Money(fen)}" for name, fen in amounts.items())
    return f"{step.business_date}  {step.loans} loans, {step.overdue_loans} overdue; {told}; {step.reminders} reminders"
