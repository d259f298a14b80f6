"""`jiedai indicators`: the risk indicators, which of them are measured and from which tables. Needs no database."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.console import new_app, print_json, say

if TYPE_CHECKING:
    from decimal import Decimal

    from server.risk.catalogue import Indicator

app = new_app("List the risk indicators: what is measured, from which tables, and what for want of data is not.")

RUNNING = "running"
MISSING = "missing_data"


@app.command()
def indicators(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output, sorted by code.")] = False,
    status: Annotated[str, typer.Option(help="Only of this status: running or missing_data.")] = "",
) -> None:
    """List the risk indicators with their levels and first thresholds, sorted by code.

    A running one names its tables and the version of its formula; any other says what it lacks: the data and who would
    have it, or `formula` where nobody has written one yet. Needs no database.
    """
    from server.risk.catalogue import catalogue

    rows = [row for row in map(_row, catalogue().values()) if status in ("", row["status"])]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        told = ", ".join(row["tables"]) if row["status"] == RUNNING else f"- {', '.join(row['missing'])}"
        typer.echo(f"{row['code']}  {row['level']:<10}{told}  {row['name_zh']}")
    counted = Counter(row["status"] for row in rows)
    say(f"{counted[RUNNING]} running, {counted[MISSING]} not")


def _row(indicator: "Indicator") -> dict[str, Any]:
    from server.risk.lacking import missing
    from server.risk.registry import registry
    from server.risk.subjects import SUBJECTS

    formula, lacks = registry().get(indicator.code), missing().get(indicator.code)
    told = (
        {"missing": [lacks.en], "missing_zh": [lacks.zh]} if lacks else {"missing": ["formula"], "missing_zh": ["公式"]}
    )
    measured: dict[str, Any] = {"status": MISSING, "tables": [], "version": None, **told}
    if formula is not None:
        tables = sorted({*formula.tables, *SUBJECTS[formula.grain].tables})
        measured = {"status": RUNNING, "tables": tables, "version": formula.version}
        measured |= {"missing": [], "missing_zh": []}
    return {
        "code": indicator.code,
        "group": indicator.group,
        "name_zh": indicator.name_zh,
        "name_en": indicator.name_en,
        "level": indicator.level.value,
        "unit": indicator.unit,
        "operator": indicator.operator.value,
        "warn": _plain(indicator.warn),
        "critical": _plain(indicator.critical),
        **measured,
    }


def _plain(threshold: "Decimal | None") -> str | None:
    return None if threshold is None else str(threshold)
