"""The catalogue of rules of law: data files beside this module, in force without a database.

The files hold every version of every rule with the text it rests on; the table `compliance_rules` holds the same rows
for those that are implemented. A file is never changed once its rules are in force: a change is a new version in a new
file, with its own first day, and a migration that brings it into the table.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from server.compliance.engine import LawRule
from server.compliance.measures import (
    applicants,
    classes,
    collection,
    contracts,
    credit,
    funds,
    identity,
    lending,
    pricing,
    privacy,
)
from server.kit.rulebook import Comparison, Condition, Labels, Rule, Severity, Unit

FOLDER: Final = Path(__file__).parent / "law"
FILES: Final = ("rules-2026-11.json", "rules-2026-12.json", "rules-guarantees.json", "rules-classes.json")
CASES: Final = ("passing", "violating")
IMPLEMENTED: Final = "implemented"
MEASURES: Final = (applicants, classes, collection, contracts, credit, funds, identity, lending, pricing, privacy)
"""The modules whose measures the rules name; each measure declares itself when its module is read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one rule as its file tells it; `told` is the whole of it."""

    told: Mapping[str, Any]

    @property
    def code(self) -> str:
        return str(self.told["code"])

    @property
    def implemented(self) -> bool:
        return bool(self.told["status"] == IMPLEMENTED)

    @property
    def effective_from(self) -> date:
        return date.fromisoformat(self.told["effective_from"])

    @property
    def effective_until(self) -> date | None:
        until = self.told["effective_until"]
        return date.fromisoformat(until) if until else None

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)

    @property
    def law(self) -> LawRule:
        """The rule as the engine evaluates it. Raises KeyError for one that nobody can answer."""
        told = self.told
        rule = Rule(
            told["code"],
            told["version"],
            told["name_zh"],
            told["name_en"],
            told["fact"],
            Comparison(told["comparison"]),
            Decimal(told["bound"]),
            Unit(told["unit"]),
            Severity(told["severity"]),
            told["zh"],
            told["en"],
            told["applies_to"],
            tuple(Condition(c["fact"], Comparison(c["comparison"]), Decimal(c["bound"])) for c in told["conditions"]),
        )
        return LawRule(rule, told["parameters"], told["lender"], told["due_days"], frozenset(told["triggers"]))

    @property
    def case_names(self) -> dict[str, str]:
        """The names of its two cases in `tests/server/compliance/cases.json`, by which pytest knows them."""
        version = self.told["version"]
        name = self.code if version == 1 else f"{self.code}-v{version}"
        return {case: f"{name}-{case}" for case in CASES}


@cache
def entries() -> tuple[Entry, ...]:
    """Every version of every rule, by code and version.

    A version that nobody could answer is left out where a later one answers from the same first day on.
    """
    told = [rule for name in FILES for rule in json.loads((FOLDER / name).read_text(encoding="utf-8"))["rules"]]
    found = [Entry(rule) for rule in sorted(told, key=lambda rule: (rule["code"], rule["version"]))]
    answered = {(each.code, each.effective_from) for each in found if each.implemented}
    return tuple(each for each in found if each.implemented or (each.code, each.effective_from) not in answered)


@cache
def labels() -> Labels:
    """What each fact is called, in Chinese and English."""
    told = json.loads((FOLDER / "inputs.json").read_text(encoding="utf-8"))
    return {name: (zh, en) for name, (zh, en) in told.items()}


def in_force(day: date) -> Sequence[LawRule]:
    """The rules that can be answered and hold on a day; of two versions the later counts."""
    return tuple({each.code: each.law for each in entries() if each.implemented and each.holds_on(day)}.values())
