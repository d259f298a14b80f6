"""`jiedai dossier`: everything on record of a loan or a period, as an archive that is readable without this system."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from server.commands.console import ExitCode, fail, load_settings, new_app, print_json, say

app = new_app("Draw a dossier for an inspector: one archive with records, papers, the audit chain and a check script.")


@app.command()
def dossier(
    *,
    out: Annotated[Path, typer.Option(help="The archive to write, FILE.zip.")],
    loan: Annotated[str, typer.Option(help="The number of one loan.")] = "",
    period: Annotated[
        tuple[datetime, datetime] | None,
        typer.Option(formats=["%Y-%m-%d"], help="First and last day: the loans paid out in between."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The manifest on standard output.")] = False,
) -> None:
    """Draw a dossier for an inspector: one archive with records, papers, the audit chain and a check script.

    Of one loan by its number, or of all loans that were paid out in a period. It holds personal data in clear; that it
    was drawn is on record.
    """
    if bool(loan) is (period is not None):
        fail(ExitCode.USAGE, "give either --loan NUMBER or --period FROM TO")
    if not out.parent.is_dir():
        fail(ExitCode.USAGE, f"no folder {out.parent}")
    told = asyncio.run(_draw(loan, period, out))
    if as_json:
        print_json(told)
    say(f"{len(told['files'])} files in {out}")
    if told["missing_papers"]:
        say(f"not in the store: {', '.join(told['missing_papers'])}")


async def _draw(loan: str, period: tuple[datetime, datetime] | None, out: Path) -> dict[str, Any]:
    from server.kit.errors import DomainError
    from server.opening import open_house
    from server.reports.dossier import archive, drawing

    house = open_house(load_settings())
    caller = drawing.inspector(house)
    try:
        if period is None:
            drawn = await drawing.draw_loan(caller, number=loan)
        else:
            drawn = await drawing.draw_period(caller, first=period[0].date(), last=period[1].date())
        return await archive.write(house, drawn, out)
    except DomainError as refusal:
        fail(ExitCode.FAILED, f"{refusal.message_en} ({refusal.code})")
    finally:
        await house.database.close()
