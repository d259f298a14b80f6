"""`jiedai documents`: trusted documents of client teams, published and revoked by a person with a log-in.

Each publication and revocation stands in the audit trail under somebody's name (server/commands/acting.py).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.acting import Code, Json, Login, Person, acted
from server.commands.console import ExitCode, fail, new_app, print_json, say

if TYPE_CHECKING:
    from schema.partners.publishing import Line, Report
    from server.kit.work import Caller
    from server.partners.models import ClientTeam, TrustedDocument

app = new_app("Publish, list and revoke trusted documents of client teams.")

PAGE = 100

Team = Annotated[str, typer.Option(help="Code of the client team.")]


def _person(login: str | None, code: str | None) -> Person:
    return Person(login, code, "documents")


@app.command()
def team(
    code: Annotated[str, typer.Argument(help="Small letters, digits and _.")],
    name: Annotated[str, typer.Option(help="Its name.")],
    position: Annotated[list[str] | None, typer.Option(help="Only holders of it use the documents; repeat it.")] = None,
    *,
    login: Login = None,
    one_time_code: Code = None,
) -> None:
    """Enter a client team, or change its name and positions; without positions everybody may use its documents."""
    from server.partners import service

    positions = tuple(position or ())
    acted(
        _person(login, one_time_code),
        lambda caller: service.set_team(caller, code=code, name=name, positions=positions),
    )
    say(f"{code}: for {', '.join(positions) or 'everybody'}")


@app.command()
def publish(
    manifest: Annotated[Path, typer.Argument(help='JSON {"<sha256>": "<text>"}, or a folder of .graphql files.')],
    team: Team,
    version: Annotated[str, typer.Option(help="Label of the build, like 1.4.0.")],
    *,
    reinstate: Annotated[bool, typer.Option("--reinstate", help="Bring back what was revoked by itself.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only.")] = False,
    login: Login = None,
    one_time_code: Code = None,
    as_json: Json = False,
) -> None:
    """Publish the documents of a build: all of them, or none when one is refused. Exit code 1 when none was."""
    from schema.partners.manifest import ManifestError, read_manifest
    from schema.partners.publishing import Build
    from schema.partners.publishing import publish as publish_all
    from schema.root import build as build_schema
    from schema.wire.documents import Judge

    try:
        handed = tuple(read_manifest(manifest).items())
    except ManifestError as error:
        fail(ExitCode.USAGE, str(error))
    judge = Judge(build_schema().catalogue.schema)
    build = Build(team, version, reinstate=reinstate)
    report = acted(
        _person(login, one_time_code),
        lambda caller: publish_all(caller, judge, build, handed, dry_run=dry_run),
    )
    _print_report(report, as_json=as_json, dry_run=dry_run)


def _print_report(report: "Report", *, as_json: bool, dry_run: bool) -> None:
    lines = [_line(line) for line in report.lines]
    if as_json:
        print_json({"published": report.published, "dry_run": dry_run, "documents": lines})
    for line in () if as_json else lines:
        told = f"{line['code']}: {line['message']}" if line["code"] else line["standing"]
        typer.echo(f"{line['id'][:12]}  {line['name'] or '-'}  {told}")
    refused = sum(1 for line in report.lines if line.error)
    if refused:
        fail(ExitCode.FAILED, f"{refused} of {len(lines)} documents are refused; none was published")
    say(f"{len(lines)} documents are sound" if dry_run else f"{report.published} of {len(lines)} documents are new")


def _line(line: "Line") -> dict[str, Any]:
    told = (line.error.extensions or {}) if line.error else {}
    return {
        "id": line.sha256,
        "name": line.document.name if line.document else None,
        "standing": line.standing.value if line.standing else None,
        "code": told.get("code"),
        "message": told.get("messageEn"),
    }


@app.command("list")
def list_published(
    team: Annotated[str | None, typer.Option(help="Only of this client team.")] = None,
    *,
    login: Login = None,
    one_time_code: Code = None,
    as_json: Json = False,
) -> None:
    """List what was published, newest first, and what became of it."""
    found = acted(_person(login, one_time_code), lambda caller: _all_pages(caller, team))
    rows = [_row(document, owner) for document, owner in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        ended = f"  revoked {row['revoked_at']:%Y-%m-%d}: {row['reason']}" if row["revoked_at"] else ""
        typer.echo(f"{row['id'][:12]}  {row['team']} {row['version']}  {row['kind']} {row['name']}{ended}")
    say(f"{len(rows)} publications")


async def _all_pages(caller: "Caller", team: str | None) -> "list[tuple[TrustedDocument, ClientTeam]]":
    from server.partners import service

    rows: list[tuple[TrustedDocument, ClientTeam]] = []
    while True:
        after = (rows[-1][0].published_at, rows[-1][0].id) if rows else None
        page = await service.published(caller, team=team, after=after, limit=PAGE)
        rows += page.rows[:PAGE]
        if len(page.rows) <= PAGE:
            return rows


def _row(document: "TrustedDocument", owner: "ClientTeam") -> dict[str, Any]:
    return {
        "id": document.sha256,
        "team": owner.code,
        "version": document.version,
        "name": document.name,
        "kind": document.kind.value,
        "published_at": document.published_at,
        "revoked_at": document.revoked_at,
        "reason": document.reason,
    }


@app.command()
def revoke(
    sha256: Annotated[str | None, typer.Argument(metavar="ID", help="Id of a document, of every version.")] = None,
    team: Annotated[str | None, typer.Option(help="Only of this client team.")] = None,
    version: Annotated[str | None, typer.Option(help="Without an id: this version of the team as a whole.")] = None,
    *,
    reason: Annotated[str, typer.Option(help="Why; kept with the revocation.")],
    login: Login = None,
    one_time_code: Code = None,
) -> None:
    """Revoke a document, or a version of a team's client; it bites on the next request."""
    from server.partners import service

    revoked = acted(
        _person(login, one_time_code),
        lambda caller: service.revoke(caller, sha256=sha256, team=team, version=version, reason=reason),
    )
    say(f"{revoked} publications revoked")
