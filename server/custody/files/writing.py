"""Writing a bank file: lines in, bytes out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from server.custody.files.errors import EncodingWrong, TooManyLines
from server.custody.files.layouts import Out
from server.kit.money import Money
from server.kit.sheets import UTF8_MARK, csv_row, plain, xlsx_bytes


@dataclass(frozen=True, slots=True)
class OutLine:
    """One order as it goes to the bank. Holds personal data: for the memory of one piece of work."""

    number: str
    amount_fen: int
    account: str = field(repr=False)
    name: str = field(repr=False)
    purpose: str
    bank: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a file says."""

    number: str
    day: date
    own_account: str
    lines: Sequence[OutLine]

    @property
    def total_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)


def written(out: Out, sheet: Sheet) -> bytes:
    """The bytes of a file. Raises TooManyLines, EncodingWrong (with line and column)."""
    if len(sheet.lines) > out.lines_max:
        raise TooManyLines(field="orderIds", limit=out.lines_max)
    rows = [[*row] for row in _filled(out, out.header, sheet)]
    first = len(rows) + 2
    rows.append([title for title, _ in out.columns])
    rows.extend(_cells(out, line, number) for number, line in enumerate(sheet.lines, 1))
    rows.extend(_filled(out, out.trailer, sheet))
    titles = [title for title, _ in out.columns]
    return _csv(out, rows, titles, first) if out.format == "csv" else xlsx_bytes(rows)


def file_name(out: Out, sheet: Sheet) -> str:
    """What the bank wants the file to be called."""
    return out.file_name.format(day=f"{sheet.day:%Y%m%d}", number=sheet.number)


def amount(out: Out, fen: int) -> str:
    """An amount as the bank writes it."""
    return str(fen) if out.amount == "fen" else str(Money(fen))


def _filled(out: Out, rows: Sequence[Sequence[str]], sheet: Sheet) -> list[list[str]]:
    facts = {
        "number": sheet.number,
        "day": f"{sheet.day:%Y%m%d}",
        "count": str(len(sheet.lines)),
        "total": amount(out, sheet.total_fen),
        "payer_account": sheet.own_account,
    }
    return [[cell.format(**facts) for cell in row] for row in rows]


def _cells(out: Out, line: OutLine, number: int) -> list[str]:
    values = {
        "line": str(number),
        "number": line.number,
        "account": line.account,
        "name": line.name,
        "bank": line.bank,
        "amount": amount(out, line.amount_fen),
        "purpose": plain(line.purpose)[: out.text_max],
        "agreement": line.agreement,
    }
    return [values[source] for _, source in out.columns]


def _csv(out: Out, rows: Sequence[Sequence[str]], titles: Sequence[str], first: int) -> bytes:
    """Row by row, so that what cannot be encoded is told by line and column."""
    lines = []
    for number, row in enumerate(rows, 1):
        try:
            lines.append(csv_row(row).encode("utf-8" if out.encoding == "utf-8-sig" else out.encoding))
        except UnicodeEncodeError as error:
            at = next(index for index, cell in enumerate(row) if not _fits(cell, out.encoding))
            column = titles[at] if at < len(titles) else str(at + 1)
            raise EncodingWrong(
                field="orderIds", line=number - first + 1, column=column, encoding=out.encoding.upper()
            ) from error
    mark = UTF8_MARK if out.encoding == "utf-8-sig" else b""
    return mark + b"".join(lines)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
