"""`jiedai seed`: a believable branch for a freshly migrated database."""

import asyncio
import json
import os
import time
from datetime import date as date_type
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from server.commands.console import ExitCode, fail, new_app, say
from server.commands.migrate import OWNER_VARIABLE
from server.commands.supervision.keys import write_private

if TYPE_CHECKING:
    from server.seeds.banking import BankPast
    from server.settings import Settings

LOGINS_FILE = "logins.json"
"""In the data folder: one log-in per role of the branch that was planted."""

app = new_app("Fill a freshly migrated database with a believable branch; the same number makes the same branch.")


@app.command()
def seed(
    number: Annotated[int, typer.Option("--seed", min=0, help="Another number, another branch.")] = 1,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The branch's today [default: today in Shanghai].")
    ] = None,
) -> None:
    """Fill a freshly migrated database with a believable branch; the same number makes the same branch."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from server.kit.clock import business_date, clock_on
    from server.seeds.load import load, logins
    from server.settings import Settings

    url = os.environ.get(OWNER_VARIABLE)
    if not url:
        fail(ExitCode.SETTINGS, f"{OWNER_VARIABLE} is missing: the seeds are planted by the role that owns the tables")
    settings = Settings()  # type: ignore[call-arg]  # the fields come from the environment
    if settings.is_production:
        fail(ExitCode.SETTINGS, "invented people have no place in production")
    today = date.date() if date else business_date(clock_on(None).now(), settings.cut_off_hour)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line, begun = bar.add_task("seeding", total=None), {"": time.monotonic()}

        def progress(done: int, total: int, what: str) -> None:
            begun.setdefault(what, time.monotonic())
            bar.update(line, completed=done, total=total, description=what)

        past = asyncio.run(load(url, settings=settings, seed=number, today=today, progress=progress))
    begun["collection"] = time.monotonic()
    asyncio.run(_collect(settings, today))
    begun["bank"] = time.monotonic()
    _tell_bank(settings, past, date.date() if date else None)
    write_private(settings.data_dir / LOGINS_FILE, json.dumps(logins(), ensure_ascii=False))
    say(f"the branch of seed {number} is there, as of {today}: {_seconds(begun)}")


async def _collect(settings: "Settings", today: "date_type") -> None:
    """Cases of collection and a campaign of offers through their doors, as the role that serves."""
    from server.opening import open_house
    from server.seeds.collecting import work_cases
    from server.seeds.offering import offer_again

    house = open_house(settings)
    try:
        await work_cases(house, today)
        await offer_again(house, today)
    finally:
        await house.database.close()


def _seconds(begun: dict[str, float]) -> str:
    """How long each stage took; what has no name is the making of the plans before the first."""
    ends = [*list(begun.values())[1:], time.monotonic()]
    named = [(what or "plans", end - start) for (what, start), end in zip(begun.items(), ends, strict=True)]
    return ", ".join(f"{what} {seconds:.1f} s" for what, seconds in named)


def _tell_bank(settings: "Settings", past: "BankPast", day: "date_type | None") -> None:
    """Open the lender's accounts at the simulated bank with what moved on them before; a house without one does."""
    from httpx import HTTPError

    from server.kit.clock import clock_on
    from server.simulators.bank.client import BankClient

    client = BankClient(settings.bank_url, settings.bank_secret.get_secret_value(), clock=clock_on(day))
    try:
        client.open_accounts(past.accounts)
        client.history(past.transfers)
    except HTTPError as error:
        say(f"the simulated bank at {settings.bank_url} was not told of the past: {type(error).__name__}")
    finally:
        client.close()
