"""`jiedai import loans`: running loans out of a sheet, by one person who prepares and another who confirms.

Without a log-in the sheet is only checked. The command logs in like anybody, so that who prepared, confirmed or undid
a batch stands in the audit trail. Of the sheet nothing is kept but its digest: whoever goes on hands it in again.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID, uuid4

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say
from server.commands.importing_customers import customers

if TYPE_CHECKING:
    from server.kit.work import Caller, House
    from server.loans.importing.bringing import Report, Sheet

app = new_app("Bring in what ran elsewhere.")

PASSWORD, SECOND_PASSWORD = "JIEDAI_PASSWORD", "JIEDAI_SECOND_PASSWORD"
FAULTS_SHOWN_MAX = 1_000

Login = Annotated[str | None, typer.Option(help=f"Who acts; the password is asked for, or in {PASSWORD}.")]
Second = Annotated[str | None, typer.Option(help=f"The second person, who confirms; password in {SECOND_PASSWORD}.")]


@dataclass(frozen=True)
class Wish:
    """What is asked for on the command line."""

    file: Path | None
    control: Path | None
    dry_run: bool
    undo: UUID | None
    reason: str
    people: tuple[tuple[str, str | None, str], ...]
    as_json: bool


app.command()(customers)


@app.callback()
def bring_in() -> None:
    """Bring in what ran elsewhere."""


@app.command()
def loans(
    file: Annotated[Path | None, typer.Argument(help="The sheet: XLSX, or CSV in UTF-8 or GB 18030.")] = None,
    *,
    control: Annotated[Path | None, typer.Option(help="Control totals, where they are no second page.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only, name every wrong cell.")] = False,
    undo: Annotated[str | None, typer.Option(metavar="BATCH", help="Take a batch out again.")] = None,
    reason: Annotated[str, typer.Option(help="Why it is taken out.")] = "",
    login: Login = None,
    code: Annotated[str | None, typer.Option(help="One-time code, where the account has one.")] = None,
    second: Second = None,
    second_code: Annotated[str | None, typer.Option(help="One-time code of the second person.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Check a sheet of running loans, prepare it, confirm it as a second person, and write it; or take a batch out.

    One person prepares, another runs the same command to confirm and write, or is named with --second. Nothing is
    written while a cell is wrong or a control total differs by a fen. A run that was broken off is gone on with by the
    same command. Exit code 1 when the sheet is not sound or something is refused.
    """
    if (file is None) == (undo is None):
        fail(ExitCode.USAGE, "either a FILE or --undo BATCH")
    named = ((login, code, PASSWORD), (second, second_code, SECOND_PASSWORD))
    people = tuple((who, their, variable) for who, their, variable in named if who is not None)
    if not people and not dry_run:
        fail(ExitCode.USAGE, "who acts? name a --login, or check only with --dry-run")
    wish = Wish(file, control, dry_run, _batch(undo), reason, people, as_json)
    asyncio.run(_run(wish))


def _batch(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text is not None else None
    except ValueError:
        fail(ExitCode.USAGE, "a batch is named by its id, as it was printed")


async def _run(wish: Wish) -> None:
    from server.kit.errors import DomainError
    from server.opening import open_house

    house = open_house(load_settings())
    try:
        if wish.undo is not None:
            await _undo(house, wish, wish.undo)
        elif wish.file is not None:
            await _bring(house, wish, wish.file)
    except DomainError as refusal:
        fail(ExitCode.FAILED, f"{refusal.message_en} {refusal.message_zh} ({refusal.code})")
    finally:
        await house.database.close()


async def _undo(house: "House", wish: Wish, batch: UUID) -> None:
    from server.loans.importing import undoing

    async with acting(house, wish.people[-1]) as caller:
        await undoing.undo(caller, import_id=batch, reason=wish.reason)
    if wish.as_json:
        print_json({"batch": str(batch), "state": "undone"})
    say(f"batch {batch} is taken out")


async def _bring(house: "House", wish: Wish, file: Path) -> None:
    from server.kit.clock import business_date
    from server.kit.work import Caller
    from server.loans.importing.actors import SHEET_READER
    from server.loans.importing.bringing import look, read_sheet

    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    sheet = read_sheet(file, today, wish.control)
    report = await look(Caller(house, SHEET_READER, request_id="import"), sheet)
    told = _told(report)
    if not report.is_sound:
        _print(wish, told, report)
        faults = len(report.findings.faults) + len(report.differing)
        fail(ExitCode.FAILED, f"{faults} faults; nothing is written")
    if not wish.dry_run:
        told |= await _written(house, wish, sheet, report)
    _print(wish, told, report)


async def _written(house: "House", wish: Wish, sheet: "Sheet", report: "Report") -> dict[str, Any]:
    """Prepare with the first person, or find it prepared; write with whoever did not prepare it."""
    from server.loans.importing import bringing
    from server.loans.importing.models import ImportState

    async with acting(house, wish.people[0]) as caller:
        batch = await bringing.prepare(caller, sheet, report)
        is_own = batch.state is ImportState.PREPARED and batch.prepared_by == caller.actor.id
        if not is_own:
            with _bar(wish) as progress:
                again = replace(caller, idempotency_key=uuid4().hex)
                batch = await bringing.write(again, sheet, batch, progress=progress)
    if is_own and len(wish.people) > 1:
        async with acting(house, wish.people[1]) as caller:
            with _bar(wish) as progress:
                batch = await bringing.write(caller, sheet, batch, progress=progress)
    return {"batch": str(batch.id), "state": batch.state.value, "written": batch.written}


@contextmanager
def _bar(wish: Wish) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=wish.as_json) as bar:
        line = bar.add_task("loans", total=None)
        yield lambda done, total: bar.update(line, completed=done, total=total)


def _told(report: "Report") -> dict[str, Any]:
    """The report as data: totals by branch, every fault with line, column, code and both sentences."""
    from server.loans.importing.bringing import shown

    found = report.findings
    return {
        "as_of": found.as_of,
        "loans": found.loans,
        "sound": report.is_sound,
        "control": report.has_control,
        "totals": shown(found.totals),
        "faults": [
            {
                "line": fault.line,
                "column": fault.column,
                "code": fault.error.code,
                "zh": fault.error.message_zh,
                "en": fault.error.message_en,
            }
            for fault in found.faults[:FAULTS_SHOWN_MAX]
        ],
        "differing": [{"code": each.code, "zh": each.message_zh, "en": each.message_en} for each in report.differing],
    }


def _print(wish: Wish, told: dict[str, Any], report: "Report") -> None:
    from server.kit.money import Money

    if wish.as_json:
        print_json(told)
        return
    for fault in told["faults"]:
        typer.echo(f"line {fault['line']}, {fault['column']}: {fault['en']} {fault['zh']} ({fault['code']})")
    for differing in told["differing"]:
        typer.echo(f"{differing['en']} {differing['zh']} ({differing['code']})")
    for branch, sums in told["totals"].items() if report.is_sound else ():
        pools = {name.removesuffix("_fen"): Money(fen) for name, fen in sums.items() if name != "loans"}
        amounts = ", ".join(f"{name} {amount}" for name, amount in pools.items())
        typer.echo(f"{branch}: {sums['loans']} loans; {amounts}")
    if not report.has_control:
        say("there are no control totals: with them, totals are compared to the fen before anything is written")
    if "batch" in told:
        waits = "; a second person confirms with the same command" if told["state"] == "prepared" else ""
        say(f"batch {told['batch']}: {told['state']}, {told['written']} loans written{waits}")


@asynccontextmanager
async def acting(house: "House", person: tuple[str, str | None, str]) -> "AsyncIterator[Caller]":
    """A living session of a person, which ends here."""
    from server.identity import sessions
    from server.identity.actors import NOBODY, Sessions
    from server.kit.work import Caller

    login, code, variable = person
    password = os.environ.get(variable) or typer.prompt(f"password of {login}", hide_input=True, err=True)
    nobody = Caller(house, NOBODY, request_id=f"import-{uuid4().hex[:12]}")
    opened = await sessions.log_in(nobody, login=login, password=password, code=code, device="jiedai import")
    assert isinstance(opened, sessions.Tokens), "a refused log-in is raised"
    assert isinstance(house.actors, Sessions)
    caller = replace(nobody, actor=await house.actors.actor_of(house, opened.access), idempotency_key=uuid4().hex)
    try:
        yield caller
    finally:
        await sessions.log_out(caller)
