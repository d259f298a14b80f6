"""The declared returns, judged when they are loaded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from server.ledger.rules import Account
from server.reports.books.measures import FLOWS, STOCKS, TOTALS
from server.reports.exports.models import ExportForm
from server.reports.returns.rules import Formula, FormulaUnsound, judged

FOLDER: Final = Path(__file__).parent / "templates"
KNOWN: Final = frozenset(
    {
        *STOCKS,
        *TOTALS,
        *(f"opening_{name}" for name in STOCKS),
        *FLOWS,
        *(f"year_{name}" for name in FLOWS),
        *(f"ledger_{account.value}_fen" for account in Account),
        "borrowers_now",
        "rate_new",
    }
)
"""Stocks at the month's end and, as `opening_`, at the end of the one before; flows of the month and, as `year_`, from
January; balances of the books of account at the month's end (debit positive); people who owe something; the average
rate of what was paid out in the month, weighted by principal."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a return: `places` after the point in its unit."""

    code: str
    zh: str
    unit: str
    formula: Formula
    places: int


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between cells."""

    zh: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Return:
    """A declared return."""

    code: str
    zh: str
    en: str
    source: str
    version: int
    forms: tuple[ExportForm, ...]
    cells: tuple[Cell, ...]
    checks: tuple[Check, ...]


def loaded(told: Mapping[str, Any]) -> Return:
    """A template as it is declared. Raises FormulaUnsound."""
    known, cells = set(KNOWN), []
    for one in told["cells"]:
        formula = _known(one["formula"], known)
        if one["code"] in known:
            raise FormulaUnsound(f"{one['code']} stands twice")
        cells.append(Cell(one["code"], one["zh"], one["unit"], formula, int(one["places"])))
        known.add(one["code"])
    checks = tuple(Check(one["zh"], _known(one["formula"], known)) for one in told["checks"])
    forms = tuple(ExportForm(form) for form in told["forms"])
    heads = {name: told[name] for name in ("code", "zh", "en", "source", "version")}
    return Return(**heads, forms=forms, cells=tuple(cells), checks=checks)


def _known(text: str, known: set[str]) -> Formula:
    formula = judged(text)
    if formula.names - known:
        raise FormulaUnsound(f"{sorted(formula.names - known)} in {text}")
    return formula


_ALL: Final = tuple(loaded(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.json")))
RETURNS: Final[Mapping[str, Return]] = MappingProxyType({one.code: one for one in _ALL})
