"""`jiedai staff`: who works in the house and what they may do; hired, appointed, reset and disabled under a name."""

import csv
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from server.commands.acting import Code, Json, Login, Person, acted
from server.commands.console import ExitCode, fail, new_app, print_json, say

if TYPE_CHECKING:
    from server.identity.roster import Colleague
    from server.identity.staffing import ImportReport, NewStaff
    from server.kit.work import Caller

app = new_app("List staff and what they may do; hire, appoint, reset and disable them.")

COLUMNS = ("login", "name", "branch", "positions")
PASSWORD_BYTES = 12

Whom = Annotated[str, typer.Argument(metavar="WHO", help="Login of a member of staff.")]


def _person(login: str | None, code: str | None) -> Person:
    return Person(login, code, "staff")


@app.command("list")
def list_staff(
    *,
    may: Annotated[str | None, typer.Option(help="Only who may do this operation, like loan:disburse.")] = None,
    branch: Annotated[str | None, typer.Option(help="Only of this branch, by its code.")] = None,
    login: Login = None,
    one_time_code: Code = None,
    as_json: Json = False,
) -> None:
    """List the staff of the branches in sight with their positions; `--may` answers who can do what."""
    from server.identity.operations import Operation
    from server.identity.roster import roster

    if may is not None and may not in {one.value for one in Operation}:
        fail(ExitCode.USAGE, f"--may: no operation {may!r}")
    everybody = acted(_person(login, one_time_code), roster)
    rows = [one for one in everybody if may in (None, *one.operations) and branch in (None, one.branch)]
    if as_json:
        print_json([_row(one) for one in rows])
        return
    for one in rows:
        typer.echo(f"{one.login:<24}{one.branch:<12}{one.state:<10}{', '.join(one.positions)}  {one.name}")
    say(f"{len(rows)} of {len(everybody)} people")


def _row(one: "Colleague") -> dict[str, Any]:
    told = {"login": one.login, "name": one.name, "branch": one.branch, "state": one.state}
    return {**told, "positions": one.positions, "operations": one.operations}


@app.command()
def hire(
    sheet: Annotated[Path, typer.Argument(help="CSV in UTF-8 with the columns login, name, branch, positions.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only.")] = False,
    login: Login = None,
    one_time_code: Code = None,
    as_json: Json = False,
) -> None:
    """Hire everybody of a sheet, or nobody when a row is wrong. Prints the first passwords, this once.

    Several positions stand in one cell, split by spaces. Whoever is hired chooses another password at the first
    log-in. Exit code 1 names each wrong row with its column.
    """
    from server.identity.staffing import import_staff

    rows = _new_staff(sheet)

    async def take(caller: "Caller") -> "ImportReport":
        report: ImportReport = await import_staff(caller, rows=rows, dry_run=dry_run)
        return report

    report = acted(_person(login, one_time_code), take)
    for error in report.errors:
        typer.echo(f"row {error.row}: {error.field or '-'}: {error.code}", err=True)
    if report.errors:
        fail(ExitCode.FAILED, f"{len(report.errors)} of {len(rows)} rows are wrong; nobody was hired")
    if dry_run:
        say(f"{len(rows)} rows are sound")
        return
    passwords = [{"login": one.login, "password": one.password} for one in rows]
    if as_json:
        print_json(passwords)
        return
    for one in passwords:
        typer.echo(f"{one['login']:<24}{one['password']}")
    say(f"{report.created} people hired; the first passwords, shown this once, are above")


def _new_staff(sheet: Path) -> "list[NewStaff]":
    """The rows of a sheet, each with a fresh password."""
    from server.identity.staffing import NewStaff

    try:
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if set(reader.fieldnames or ()) != set(COLUMNS):
                fail(ExitCode.USAGE, f"{sheet.name}: the columns are {', '.join(COLUMNS)}")
            return [
                NewStaff(
                    (row["login"] or "").strip(),
                    (row["name"] or "").strip(),
                    (row["branch"] or "").strip(),
                    tuple((row["positions"] or "").split()),
                    secrets.token_urlsafe(PASSWORD_BYTES),
                )
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fail(ExitCode.USAGE, f"{sheet.name}: {error}")


@app.command()
def appoint(
    who: Whom,
    position: Annotated[list[str], typer.Option(help="Code of a position; repeat it. What is not named is taken.")],
    *,
    login: Login = None,
    one_time_code: Code = None,
) -> None:
    """Give somebody exactly these positions from today; it bites on his next request."""
    from server.identity import staffing

    _change(
        _person(login, one_time_code),
        who,
        lambda caller, one: staffing.appoint(caller, staff_id=one, positions=position),
    )
    say(f"{who}: {', '.join(position)}")


@app.command()
def reset(who: Whom, *, login: Login = None, one_time_code: Code = None) -> None:
    """Give somebody a fresh first password, shown this once, and end his sessions."""
    from server.identity import staffing

    password = secrets.token_urlsafe(PASSWORD_BYTES)
    _change(
        _person(login, one_time_code), who, lambda caller, one: staffing.reset(caller, staff_id=one, password=password)
    )
    typer.echo(password)
    say(f"{who}: logged out everywhere; the password above is shown this once")


@app.command()
def disable(who: Whom, *, login: Login = None, one_time_code: Code = None) -> None:
    """Close somebody's account; his customers must have been handed over."""
    from server.identity import staffing

    _change(_person(login, one_time_code), who, lambda caller, one: staffing.disable(caller, staff_id=one))
    say(f"{who}: disabled")


def _change(person: Person, who: str, verb: "Callable[[Caller, UUID], Awaitable[UUID]]") -> None:
    """One verb on somebody in sight, by his login."""
    from server.identity.roster import roster

    async def act(caller: "Caller") -> UUID:
        found = [one.id for one in await roster(caller) if one.login == who]
        if not found:
            fail(ExitCode.FAILED, f"nobody in sight has the login {who}")
        return await verb(caller, found[0])

    acted(person, act)
