"""`jiedai verify`: whether loans, books, orders and audit trail agree, and whether the bank says the same."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

if TYPE_CHECKING:
    from server.kit.checks import Difference
    from server.loans.verifying.service import BankReport, BooksReport

app = new_app("Recompute ledger, pools, schedules, exposures, holds and audit chain, and print what differs.")

BANK_DAYS = 7


@app.command()
def verify(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    bank: Annotated[bool, typer.Option(help="Compare finished payment orders with the bank's books.")] = True,
    bank_days: Annotated[int, typer.Option(min=1, max=3650, help="How many days of orders.")] = BANK_DAYS,
) -> None:
    """Recompute ledger, pools, schedules, exposures, holds and audit chain, and print what differs.

    Exit code 0 only when nothing differs. A bank that does not answer is said so and is no difference.
    """
    books, compared = asyncio.run(_verified(bank_days if bank else 0, quiet=as_json))
    found = [*books.differences, *(compared.differences if compared else [])]
    if as_json:
        print_json(_as_json(books, compared, found))
    else:
        _print(books, compared, found)
    if found:
        fail(ExitCode.FAILED, f"{len(found)} differences")


async def _verified(bank_days: int, *, quiet: bool) -> "tuple[BooksReport, BankReport | None]":
    from server.identity.actors import VERIFIER
    from server.kit.work import Caller
    from server.loans.verifying.service import verify_bank, verify_books
    from server.opening import open_house

    house = open_house(load_settings())
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with nullcontext() if quiet else Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("books", total=None) if bar else None

        def progress(done: int) -> None:
            if bar and line is not None:
                bar.update(line, completed=done, description="bank")

        try:
            books = await verify_books(Caller(house, VERIFIER, request_id="verify"))
            compared = await verify_bank(house, days=bank_days, progress=progress) if bank_days else None
        finally:
            await house.database.close()
    return books, compared


def _as_json(books: "BooksReport", compared: "BankReport | None", found: "Sequence[Difference]") -> dict[str, Any]:
    return {
        "clean": not found,
        "differences": [asdict(one) | _sentences(one) for one in found],
        "counts": books.counts,
        "unsealed": books.unsealed,
        "bank": {"reached": compared.reached, "compared": compared.compared} if compared else None,
    }


def _sentences(one: "Difference") -> dict[str, str]:
    from server.loans.verifying.service import NAMES

    return {"zh": NAMES[one.code].zh, "en": NAMES[one.code].en}


def _print(books: "BooksReport", compared: "BankReport | None", found: "Sequence[Difference]") -> None:
    for one in found:
        about = _sentences(one)
        typer.echo(
            f"{one.code}  {one.subject}: expected {one.expected}, found {one.found}  ({about['en']} {about['zh']})"
        )
    looked_at = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in books.counts.items())
    say(f"looked at {looked_at}; {books.unsealed} audit records wait for their seal")
    if compared is not None:
        said = f"{compared.compared} payment orders compared" if compared.reached else "the bank does not answer"
        say(f"bank: {said}")
    if not found:
        say("everything agrees")
