"""`jiedai demo`: the whole system on this machine, with a believable branch in it."""

import json
import signal
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from server.commands.console import ROOT, default_data_dir, new_app, print_json, say
from server.commands.seed import LOGINS_FILE
from server.commands.supervision.house import DemoHouse, Wishes
from server.commands.supervision.keys import write_private

app = new_app("Run everything on this machine with a believable branch in it, until Ctrl-C.")

LAST_PORT = 65_000


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=LAST_PORT, help="Port of the address.")] = 8000,
    data_dir: Annotated[Path | None, typer.Option(help="Where all data lives [default: .jiedai].")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another number, another branch.")] = 1,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Business date to run on [default: today].")
    ] = None,
    *,
    lan: Annotated[bool, typer.Option("--lan", help="Let phones in this network in, over HTTPS.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line when ready, nothing else.")] = False,
) -> None:
    """Run everything on this machine with a believable branch in it, until Ctrl-C."""
    folder = (data_dir or default_data_dir()).absolute()
    report = folder / "demo.json"
    wishes = Wishes(
        data_dir=folder,
        port=port,
        seed=seed,
        business_date=date.date() if date else None,
        lan=lan,
        say=lambda sentence: say(f"jiedai: {sentence}"),
    )
    # SIGTERM ends the demo the way Ctrl-C does, and so does SIGINT where a shell started this in the background
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, signal.default_int_handler)
    house = DemoHouse(wishes)
    try:
        build_staff_app()
        house.open()
        with suppress(KeyboardInterrupt):
            present(house, report, as_json=as_json)
            house.watch()
        say("jiedai: stopping")
    finally:
        # a second signal must not cut the stopping short: the database would have to recover
        for word in (signal.SIGINT, signal.SIGTERM):
            signal.signal(word, signal.SIG_IGN)
        house.close()
        report.unlink(missing_ok=True)


def present(house: DemoHouse, report: Path, *, as_json: bool) -> None:
    """Tell how to get in: in the data folder for scripts, and on the terminal."""
    summary = summarise(house, report.with_name(LOGINS_FILE))
    write_private(report, json.dumps(summary, ensure_ascii=False))
    if as_json:
        print_json(summary)
    else:
        introduce(house, summary)


def build_staff_app() -> None:
    """Build the staff app if its sources changed; where that cannot be done the API runs all the same."""
    from mobile_api.build_hook import BuildError, ensure_built

    try:
        ensure_built(ROOT, say=lambda sentence: say(f"jiedai: {sentence}"))
    except BuildError as error:
        say(f"jiedai: the staff app is not up to date; the API runs without it: {error}")


def summarise(house: DemoHouse, logins: Path) -> dict[str, Any]:
    """What a script needs to know of a running demo."""
    phone = {"lan_url": house.lan_url} if house.lan_url else {}
    return {
        "url": house.url,
        "graphql": f"{house.url}/graphql",
        "bank_url": house.bank_url,
        "logins": json.loads(logins.read_text(encoding="utf-8")),
        **phone,
    }


def introduce(house: DemoHouse, summary: dict[str, Any]) -> None:
    """Tell a person where to go and who to be."""
    rows = [("role", "login", "password", "authenticator"), ("", "", "", "")]
    rows += [(one["role"], one["login"], one["password"], one["totp_secret"] or "") for one in summary["logins"]]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    say("")
    say(f"  Jiedai 借贷 runs at {summary['url']}   (GraphQL: {summary['graphql']})")
    say(f"  Try the API: {summary['url']}/graphiql   A customer's phone: {summary['url']}/phone")
    say("")
    for row in rows:
        say("  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, [*widths, 0], strict=True)).rstrip())
    say("")
    say("  Six digits without an authenticator: ./jiedai code LOGIN")
    if house.lan_url:
        from server.commands.supervision.lan import qr_code

        say(qr_code(house.lan_url))
        say(f"  On a phone in this network: {house.lan_url}")
        say(f"  The phone may be told to trust {house.authority}; otherwise it warns once.")
    say("  Ctrl-C stops it.")
