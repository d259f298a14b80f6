"""Amounts, days and texts of foreign papers."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from server.kit.money import LIMIT_FEN
from server.reconciliation.errors import StatementUnreadable

YUAN: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(?P<part>\d{1,2})0*)?")
TEXT_MAX: Final = 500
CONTROL: Final = dict.fromkeys(range(32), " ")


def fen_of(value: object, place: str) -> int:
    """Yuan with at most two places, thousands set apart or not, as fen. Raises StatementUnreadable."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise StatementUnreadable(field="file", reason=f"{place}: amount")
    # a cell of a workbook is a double: its shortest decimal form is what was typed
    told = value if isinstance(value, str) else format(Decimal(repr(value) if isinstance(value, float) else value), "f")
    found = YUAN.fullmatch(told.strip())
    if found is None or not told.isascii():
        raise StatementUnreadable(field="file", reason=f"{place}: amount")
    fen = int(found["whole"].replace(",", "")) * 100 + int((found["part"] or "0").ljust(2, "0"))
    if fen > LIMIT_FEN:
        raise StatementUnreadable(field="file", reason=f"{place}: amount")
    return -fen if found["sign"] == "-" else fen


def day_of(value: object, form: str, place: str) -> date:
    """A day in one form of `strptime`, or a date cell of a workbook. Raises StatementUnreadable."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.strptime(text_of(value), form).date()  # noqa: DTZ007 - a day without an hour
    except ValueError:
        raise StatementUnreadable(field="file", reason=f"{place}: day") from None


def iso_day_of(value: str, place: str) -> date:
    """The day of an ISO date or instant, as the bank wrote it. Raises StatementUnreadable."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise StatementUnreadable(field="file", reason=f"{place}: day") from None


def count_of(value: object, place: str) -> int:
    """How many. Raises StatementUnreadable."""
    told = text_of(value)
    if not (told.isascii() and told.isdigit() and len(told) < len("10000000")):
        raise StatementUnreadable(field="file", reason=f"{place}: count")
    return int(told)


def text_of(value: object) -> str:
    """The text of a cell without outer spaces and tabs; whole numbers of a workbook without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).translate(CONTROL).strip()[:TEXT_MAX]
