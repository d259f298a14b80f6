"""`jiedai referrals`: how much of the small business the rules decided alone, and why the rest went to people."""

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from server.commands.console import load_settings, new_app, print_json, say
from server.identity.actors import system_actor
from server.identity.operations import Operation

if TYPE_CHECKING:
    from server.applications.straight import StraightThrough

app = new_app("Say how much of the small business the rules decided alone, and why the rest went to people.")

READER: Final = system_actor(23, "referral_reader", Operation.DASHBOARD_READ)
QUARTER_DAYS: Final = 92


@app.command()
def referrals(
    *,
    days: Annotated[int, typer.Option(min=1, max=1_096, help="Of the applications of the last so many days.")] = (
        QUARTER_DAYS
    ),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Say how much of the small business (below 50,000 yuan) the rules decided alone, and why the rest went to people.

    Of all that was submitted in the house; one application may have been referred for several reasons.
    """
    found = asyncio.run(_found(days))
    alone = found.approved_at_once + found.refused_at_once
    share = round(alone / found.considered, 4) if found.considered else None
    if as_json:
        print_json({"days": days, "share": share, **asdict(found)})
        return
    if share is None:
        say(f"nothing below 50,000 yuan was submitted in the last {days} days")
        return
    typer.echo(f"{alone} of {found.considered} decided by the rules alone: {share:.1%}")
    typer.echo(f"{found.approved_at_once} approved, {found.refused_at_once} refused, {found.referred} sent to people:")
    for each in found.reasons:
        typer.echo(f"{each.count:>6}  {each.code:<12} {each.zh} {each.en}")


async def _found(days: int) -> "StraightThrough":
    from server.applications.straight import straight_through
    from server.kit.work import Caller
    from server.opening import open_house

    house = open_house(load_settings())
    try:
        return await straight_through(Caller(house, READER, request_id="referrals"), days=days)
    finally:
        await house.database.close()
