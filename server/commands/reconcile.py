"""`jiedai reconcile`: a bank statement beside the books, from a file or from the bank; and what differs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

if TYPE_CHECKING:
    from server.kit.work import House
    from server.reconciliation.fetching import OwnAccount
    from server.reconciliation.intake import Imported

app = new_app("Import bank statements, match them with the books, and print what differs.")


@app.command()
def reconcile(
    file: Annotated[Path | None, typer.Argument(help="camt.053, CSV or XLSX; without it the bank is asked.")] = None,
    *,
    day: Annotated[
        str | None, typer.Option("--day", help="Which day to ask the bank for [default: yesterday].")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Import bank statements, match them with the books, and print what differs.

    Without a file the bank is asked for the statement of every open account. Exit code 0 only when every account's
    statement was imported and nothing is open.
    """
    if file is not None and day is not None:
        fail(ExitCode.USAGE, "a file or a day, not both")
    wanted = _day(day)
    told = asyncio.run(_reconciled(_bytes(file), wanted))
    if as_json:
        print_json(told)
    else:
        _print(told)
    if told["refused"] or not told["clean"]:
        fail(ExitCode.FAILED, _summary(told))


def _bytes(file: Path | None) -> bytes | None:
    try:
        return file.read_bytes() if file else None
    except OSError as error:
        fail(ExitCode.USAGE, f"cannot read {file}: {error.strerror}")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(ExitCode.USAGE, "--day is a date like 2026-05-31")


async def _reconciled(data: bytes | None, day: date | None) -> dict[str, Any]:
    from server.opening import open_house

    house = open_house(load_settings())
    try:
        return await (_from_bank(house, day) if data is None else _from_file(house, data))
    finally:
        await house.database.close()


async def _from_file(house: "House", data: bytes) -> dict[str, Any]:
    from server.kit.work import Caller
    from server.reconciliation import intake
    from server.reconciliation.actors import RECONCILER

    caller = Caller(house, RECONCILER, request_id="reconcile")

    async def one() -> "Imported":
        return await intake.import_file(caller, file_id=await intake.keep(caller, data))

    return _told([await _tried("file", one)])


async def _from_bank(house: "House", day: date | None) -> dict[str, Any]:
    from server.reconciliation.fetching import each_account, fetch_day, yesterday

    wanted = day or yesterday(house)

    async def one(account: "OwnAccount") -> dict[str, Any]:
        return await _tried(account.account_number, lambda: fetch_day(house, account.id, wanted))

    done = [await one(account) for account in await each_account(house)]
    return _told(done) | {"day": wanted.isoformat()}


async def _tried(name: str, work: "Callable[[], Awaitable[Imported]]") -> dict[str, Any]:
    """What became of one statement: its run, or the code of its refusal."""
    from server.kit.errors import DomainError

    try:
        imported = await work()
    except DomainError as error:
        return {"subject": name, "code": error.code, "message": error.message_en, "message_zh": error.message_zh}
    return {"subject": name, "code": None, "statement_id": str(imported.statement_id), **asdict(imported.run)}


def _told(done: list[dict[str, Any]]) -> dict[str, Any]:
    refused = [one for one in done if one["code"]]
    clean = not any(one.get("open_breaks") for one in done)
    return {"statements": done, "refused": len(refused), "clean": clean}


def _print(told: dict[str, Any]) -> None:
    for one in told["statements"]:
        if one["code"]:
            typer.echo(f"{one['subject']}: {one['code']}: {one['message']} {one['message_zh']}")
            continue
        kinds = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(one["breaks"].items()))
        typer.echo(
            f"{one['subject']}: {one['matched_lines']} lines matched, {one['open_breaks']} breaks open {kinds}".rstrip()
        )
    say(_summary(told))


def _summary(told: dict[str, Any]) -> str:
    breaks = sum(one.get("open_breaks", 0) for one in told["statements"])
    return f"{len(told['statements'])} statements, {told['refused']} refused, {breaks} breaks open"
