"""Cells as values: what a workbook or a CSV file holds, in the form that a column asks for. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from server.kit.money import FEN_PER_YUAN, LIMIT_FEN
from server.kit.tables.errors import CellMissing, CellUnsound, FormulaRefused

TEXT_MAX: Final = 200
DIGITS_KEPT: Final = 15
"""A workbook keeps so many digits of a number; longer ones must be text."""
PERCENT: Final = Decimal(100)
RATE_PLACES: Final = Decimal("0.000001")
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)?([0-9]{1,2})(?:-|/|\.|月)?([0-9]{1,2})日?", re.ASCII)
_FIGURE = re.compile(r"[-+][0-9.,]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell that shows it as a percentage."""

    value: int | float


class Formula:
    """A cell that holds a formula."""


class Broken:
    """A cell that shows an error."""


FORMULA: Final = Formula()
BROKEN: Final = Broken()
Cell = str | int | float | Percent | date | Formula | Broken | None


def of_text(text: str) -> Cell:
    """A cell of a CSV file. Banks and workbooks keep long numbers from becoming figures by a tab or an apostrophe."""
    clear = text.strip().strip("\t").removeprefix("'").strip()
    if clear.startswith(("=", "@")) or (clear[:1] in {"+", "-"} and not _FIGURE.fullmatch(clear)):
        return FORMULA
    return clear or None


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str:
    """Text, and numbers short enough to be whole. Raises CellMissing, CellUnsound, FormulaRefused."""
    _judge(cell)
    if isinstance(cell, int | float):
        if not float(cell).is_integer() or abs(cell) >= 10**DIGITS_KEPT:
            raise _unsound("number", "长号码须以文本格式填写")
        return str(int(cell))
    if not isinstance(cell, str):
        raise _unsound("text", "须为文本")
    clear = cell.strip().strip("\t").removeprefix("'").strip()
    if len(clear) > TEXT_MAX or not clear.isprintable():
        raise _unsound("text", "过长或含有不可见字符")
    return clear


def fen_of(cell: Cell) -> int:
    """An amount in yuan with two places at most, nothing or more. Raises as `text_of`."""
    _judge(cell)
    if isinstance(cell, int | float):
        text = format(Decimal(repr(cell)), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = cell.strip() if isinstance(cell, str) else ""
    if not _AMOUNT.fullmatch(text):
        raise _unsound("amount in yuan, two places at most", "金额须为不小于零、最多两位小数的元")
    fen = int(Decimal(text.replace(",", "")) * FEN_PER_YUAN)
    if fen > LIMIT_FEN:
        raise _unsound("amount beyond the limit", "金额超过上限")
    return fen


def count_of(cell: Cell) -> int:
    """A whole number, nothing or more. Raises as `text_of`."""
    text = text_of(cell)
    if not text.isascii() or not text.isdigit() or len(text) > 9:  # noqa: PLR2004 - no sheet has a billion of anything
        raise _unsound("whole number", "须为整数")
    return int(text)


def rate_of(cell: Cell, *, is_percent: bool) -> Decimal:
    """A yearly rate as a fraction below one, six places at most. Raises as `text_of`.

    What says percent is percent: a sign behind the number, or a cell that shows it so. Else the column says.
    """
    _judge(cell)
    if isinstance(cell, Percent):
        return _rate(Decimal(repr(cell.value)))
    text = cell.strip() if isinstance(cell, str) else format(Decimal(repr(cell)), "f")
    signed = text.endswith("%")
    text = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(text):
        raise _unsound("rate", "利率格式有误")
    value = Decimal(text)
    return _rate(value / PERCENT if signed or is_percent else value)


def _rate(value: Decimal) -> Decimal:
    try:
        rate = value.quantize(RATE_PLACES)
    except InvalidOperation:
        raise _unsound("rate", "利率格式有误") from None
    if not 0 <= rate < 1 or abs(rate - value) > Decimal("1e-12"):
        raise _unsound("rate a year, below 100 %", "年利率须低于100%，最多六位小数")
    return rate


def day_of(cell: Cell) -> date:
    """A day: a date cell, or its digits. Raises as `text_of`."""
    _judge(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.fullmatch(text_of(cell))
    if match is not None:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    raise _unsound("date", "日期有误")


def chosen(words: dict[str, str]) -> Callable[[Cell], str]:
    """One of some words, in Chinese or English, as what it stands for."""

    def read(cell: Cell) -> str:
        found = words.get(text_of(cell).lower())
        if found is None:
            raise _unsound(f"one of {', '.join(words)}", "不在可选项内")
        return found

    return read


def _judge(cell: Cell) -> None:
    if isinstance(cell, Formula):
        raise FormulaRefused(field="file")
    if isinstance(cell, Broken):
        raise _unsound("a cell that shows an error", "单元格为错误值")
    if is_empty(cell):
        raise CellMissing(field="file")


def _unsound(reason: str, zh_reason: str) -> CellUnsound:
    return CellUnsound(field="file", reason=reason, zh_reason=zh_reason)
