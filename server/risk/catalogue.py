"""The catalogue of indicators: what each is called, where it is measured, from when on it warns.

The file beside this module is the library of 300 risk indicators of the domain folder (its formulas are the
specification in words; `server.risk.formulas` holds what is computed). Needs no database.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "indicators.csv"
NOT_SET: Final = "-"
TRUTHS: Final = {"true": Decimal(1), "false": Decimal(0)}


class Level(StrEnum):
    """What one value of an indicator is a value of."""

    CUSTOMER = "customer"
    LOAN = "loan"
    OFFICER = "officer"
    PRODUCT = "product"
    REGION = "region"
    PORTFOLIO = "portfolio"
    MARKET = "market"
    POLICY = "policy"


class Operator(StrEnum):
    """On which side of a threshold a value lies that triggers."""

    AT_LEAST = ">="
    ABOVE = ">"
    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "=="


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `warn` and `critical` are its first thresholds, None where there is none; a truth is 1 or 0."""

    code: str
    group: str
    group_zh: str
    group_en: str
    name_zh: str
    name_en: str
    level: Level
    stage: str
    specification: str
    window: str
    operator: Operator
    warn: Decimal | None
    critical: Decimal | None
    unit: str
    action: str
    blocks: bool


@cache
def catalogue() -> Mapping[str, Indicator]:
    """All indicators by code, sorted."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        found = [_indicator(row) for row in csv.DictReader(lines)]
    return {one.code: one for one in sorted(found, key=lambda one: one.code)}


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        code=row["code"],
        group=row["group"],
        group_zh=row["group_zh"],
        group_en=row["group_en"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        level=Level(row["level"]),
        stage=row["stage"],
        specification=row["formula"],
        window=row["window"],
        operator=Operator(row["op"]),
        warn=_threshold(row["warn"]),
        critical=_threshold(row["critical"]),
        unit=row["unit"],
        action=row["action"],
        blocks=row["block_on_critical"] == "Y",
    )


def _threshold(text: str) -> Decimal | None:
    if text == NOT_SET:
        return None
    return TRUTHS.get(text) if text in TRUTHS else Decimal(text)
