"""Amounts, rates and dates as case files write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from server.kit.money import Rounding
from server.terms.convention import Convention, Count, Year
from server.terms.model import PeriodUnit

FEN_PER_YUAN = 100
UNITS = {"d": PeriodUnit.DAY, "w": PeriodUnit.WEEK, "m": PeriodUnit.MONTH}
_COUNTS = {"ACT": Count.ACTUAL, "ACTUAL": Count.ACTUAL, "30": Count.THIRTY}
_YEARS = {"360": Year.DAYS_360, "364": Year.DAYS_364, "365": Year.DAYS_365, "ACT": Year.ACTUAL, "ACTUAL": Year.ACTUAL}
Case = Mapping[str, Any]


class UnsupportedError(Exception):
    """A case asks for something that the engine or this runner does not know."""


def decimal(value: object) -> Decimal:
    """A figure of a case. Raises UnsupportedError."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise UnsupportedError(f"not a number: {value!r}") from None


def fen(value: object) -> int:
    """An amount in fen. Raises UnsupportedError for a part of a fen."""
    exact = decimal(value) * FEN_PER_YUAN
    if exact != exact.to_integral_value():
        raise UnsupportedError(f"a part of a cent: {value!r}")
    return int(exact)


def rate(percent: object) -> Decimal:
    """An annual rate in per cent as a fraction."""
    return decimal(percent) / 100


def day(value: object) -> date:
    """A date, as 2023-07-31 or 31 July 2023. Raises UnsupportedError."""
    text = str(value)
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise UnsupportedError(f"not a date: {text!r}")


def plain_keys(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The same mapping with its keys in small letters and without underscores."""
    return {key.lower().replace("_", ""): value for key, value in mapping.items()}


def frequency(text: str) -> tuple[int, str]:
    """'1 MONTH' or '2 WEEKS' as a count and the unit's first letter in small. Raises UnsupportedError."""
    count, _, unit = text.partition(" ")
    if not count.isdecimal() or unit[:1].lower() not in UNITS:
        raise UnsupportedError(f"frequency {text!r}")
    return int(count), unit[:1].lower()


def day_count(text: str) -> Convention:
    """'ACT/360', 'ACT/365', '30/360', also with underscores. Raises UnsupportedError."""
    count, _, year = text.upper().replace("_", "/").partition("/")
    if count not in _COUNTS or year not in _YEARS:
        raise UnsupportedError(f"day count {text!r}")
    return Convention("case", count=_COUNTS[count], year=_YEARS[year])


def rounding(params: Case, otherwise: str) -> Rounding:
    """The rounding of a case. Raises UnsupportedError."""
    name = str(params.get("rounding_mode", otherwise))
    if name not in Rounding.__members__:
        raise UnsupportedError(f"rounding_mode {name!r}")
    return Rounding[name]
