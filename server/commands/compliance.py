"""`jiedai compliance`: which rules of law are watched, and which cannot be, and why. Needs no database."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import new_app, print_json, say

if TYPE_CHECKING:
    from server.compliance.catalogue import Entry

app = new_app("List the rules of law: what is checked when, from which data, and what cannot be checked and why.")

CASES_FILE = "tests/server/compliance/cases.json"


@app.command()
def compliance(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output, sorted by id.")] = False,
    status: Annotated[str, typer.Option(help="Only rules of this status: implemented or not_answerable.")] = "",
) -> None:
    """List the rules of law: what is checked when, from which data, and what cannot be checked and why.

    An implemented rule names its passing and its violating case, which the tests run on the days before, on and after
    its first day. Needs no database.
    """
    from server.compliance.catalogue import entries

    wanted = [each for each in entries() if status in ("", each.told["status"])]
    if as_json:
        print_json([_told(each) for each in wanted])
        return
    for each in wanted:
        typer.echo(_line(each))
    counts = Counter(each.told["status"] for each in wanted)
    say(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counts.items())))


def _told(entry: "Entry") -> dict[str, Any]:
    """A rule as it is scripted against: exact names, `reason` only where it cannot be answered."""
    told = entry.told
    rule = {
        "id": told["code"],
        "version": told["version"],
        "name_zh": told["name_zh"],
        "name_en": told["name_en"],
        "source": told["source"],
        "trigger": told["triggers"] if entry.implemented else [],
        "law_trigger": told["law_trigger"],
        "severity": told["severity"],
        "effective_from": told["effective_from"],
        "effective_until": told["effective_until"],
        "status": told["status"],
        "reason": None,
    }
    if not entry.implemented:
        return rule | {"reason": {"zh": told["reason_zh"], "en": told["reason_en"]}, "cases": None}
    cases: dict[str, str] = {**entry.case_names, "file": CASES_FILE}
    threshold = {"measure": told["fact"], "comparison": told["comparison"], "bound": told["bound"]}
    parts = {"threshold": threshold | {"parameters": told["parameters"]}, "inputs": list(entry.law.needs)}
    return rule | parts | {"facts_from": {"zh": told["origin_zh"], "en": told["origin_en"]}, "cases": cases}


def _line(entry: "Entry") -> str:
    told = entry.told
    head = f"{entry.code}  {told['severity']:<6}  {told['effective_from']}  {told['name_zh']} {told['name_en']}"
    if not entry.implemented:
        return f"{head}\n       not answerable: {told['reason_en']} ({told['reason_zh']})"
    return f"{head}\n       at {', '.join(sorted(told['triggers']))}; from {told['origin_en']}"
