"""`jiedai schedule`: loan terms as JSON in, the instalments out; no database, no settings."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from server.commands.console import ExitCode, fail, new_app, print_json

app = new_app("Reckon a repayment schedule from terms in JSON.")

BYTES_LIMIT = 1_000_000


@app.command()
def schedule(
    file: Annotated[Path | None, typer.Argument(help="File with the terms; standard input when left out.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: rows, totals, annual rate.")] = False,
    explain: Annotated[str | None, typer.Option(help="Say of each row how it was reckoned: zh or en.")] = None,
) -> None:
    """Reckon a repayment schedule from terms in JSON.

    The terms are an object such as {"principal": "100000.00", "rate_annual": "0.12", "method": "equal_instalment",
    "periods": 12, "start_on": "2026-01-15", "convention": "prc_360"}. Amounts are in yuan.
    """
    from server.terms.errors import TermsError

    try:
        answer = _answer(_read(file), explain)
    except TermsError as refusal:
        if as_json:
            print_json({"error": {"code": refusal.code, "field": refusal.field, "message": refusal.message}})
        fail(ExitCode.FAILED, f"{refusal.code}: {refusal.message}")
    if as_json:
        print_json(answer)
    else:
        sys.stdout.write(_for_people(answer))


def _read(file: Path | None) -> Any:
    """The terms as plain data. Numbers with a point become decimals, so that no float comes near a rate."""
    try:
        text = file.read_bytes() if file else sys.stdin.buffer.read(BYTES_LIMIT + 1)
    except OSError as error:
        fail(ExitCode.USAGE, f"cannot read {file}: {error.strerror}")
    if len(text) > BYTES_LIMIT:
        fail(ExitCode.USAGE, "the terms are longer than a megabyte")
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        fail(ExitCode.USAGE, "the terms are not JSON")


def _answer(data: Any, language: str | None) -> dict[str, Any]:
    """Rows, totals and the annual rate, ready for JSON. Raises TermsError."""
    from server.kit.money import Money
    from server.terms.apr import apr_of
    from server.terms.explaining import explain_all
    from server.terms.reading import terms_from
    from server.terms.schedules import schedule

    terms = terms_from(data)
    rows = schedule(terms)
    shown: list[dict[str, Any]] = [
        {
            "number": row.number,
            "due_on": row.due_on.isoformat(),
            "days": row.days,
            "principal": str(Money(row.principal_fen)),
            "interest": str(Money(row.interest_fen)),
            "fee": str(Money(row.fee_fen)),
            "total": str(Money(row.total_fen)),
            "balance_after": str(Money(row.balance_after_fen)),
        }
        for row in rows
    ]
    if language is not None:
        for each, said in zip(shown, explain_all(terms, rows, language), strict=True):
            each["explanation"] = said
    rate = apr_of(terms, rows)
    return {
        "rows": shown,
        "totals": {
            "principal": str(Money(sum(row.principal_fen for row in rows))),
            "interest": str(Money(sum(row.interest_fen for row in rows))),
            "fee": str(Money(sum(row.fee_fen for row in rows))),
            "total": str(Money(sum(row.total_fen for row in rows))),
        },
        "apr": {"method": rate.method, "nominal": f"{rate.nominal:f}", "effective": f"{rate.effective:f}"},
    }


def _for_people(answer: dict[str, Any]) -> str:
    """A table with its totals, figures to the right."""
    names = ("number", "due_on", "days", "principal", "interest", "fee", "total", "balance_after")
    table = [names, *([str(row[name]) for name in names] for row in answer["rows"])]
    totals = answer["totals"]
    table.append(["", "", "", totals["principal"], totals["interest"], totals["fee"], totals["total"], ""])
    widths = [max(len(line[column]) for line in table) for column in range(len(names))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in table]
    lines += [row["explanation"] for row in answer["rows"] if "explanation" in row]
    apr = answer["apr"]
    lines.append(f"APR {apr['nominal']} nominal, {apr['effective']} effective ({apr['method']})")
    return "\n".join(lines) + "\n"
