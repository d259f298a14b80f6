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
    from server.reconciliation.balances import BankBalance

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
    working meanwhile. A day that is closed already stays as it is. A day whose bank statement is
    imported and says another balance than the books (CU-02) is not closed, and none after it.
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

    from server.kit.clock import business_date
    from server.kit.errors import DomainError
    from server.opening import open_house
    from server.reconciliation.day_end import close_agreed
    from server.reports.books.keeping import keep_books

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
            await _name_silent(house, until)
            differ = _warn if despite_bank else None
            steps = await close_agreed(house, until, differ=differ, progress=progress, batch_loans=batch)
            await keep_books(house)
        except DomainError as refusal:
            fail(ExitCode.FAILED, f"{refusal.message_en} ({refusal.code})")
        else:
            return until, steps
        finally:
            await house.database.close()


async def _name_silent(house: "House", until: date) -> None:
    """Accounts whose statement has not come do not hinder the closing; somebody should know of them."""
    from server.reconciliation.fetching import balances_of

    silent = [one.account_number for one in await balances_of(house, until) if one.bank_fen is None]
    if silent:
        say(f"no bank statement of {until} for {', '.join(silent)}")


def _warn(differing: "list[BankBalance]") -> None:
    from server.reconciliation.day_end import told

    say(f"closing although bank and books differ: {told(differing)}")


def _told(step: "Step") -> str:
    from server.kit.money import Money

    amounts = {"interest": step.interest_fen, "penalty": step.penalty_fen, "fees": step.fee_fen}
    told = ", ".join(f"{name} {Money(fen)}" for name, fen in amounts.items())
    return f"{step.business_date}  {step.loans} loans, {step.overdue_loans} overdue; {told}; {step.reminders} reminders"
