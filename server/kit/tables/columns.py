"""The columns of a sheet: what each is called, and where it stands."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.kit.errors import DomainError
from server.kit.tables.errors import TitleWrong


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name here, its heading in Chinese, further headings that mean the same."""

    name: str
    zh: str
    others: tuple[str, ...] = ()
    optional: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.zh, self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Said:
    """A fault in words: what a door may answer with."""

    line: int
    column: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, and in which column; no personal data."""

    line: int
    column: str
    error: DomainError

    @property
    def said(self) -> Said:
        """The fault in words."""
        return Said(self.line, self.column, self.error.code, self.error.message_zh, self.error.message_en)


def plain(heading: object) -> str:
    """A heading without what differs between keyboards: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", str(heading or "")).split()).lower()


def places(columns: Sequence[Column], headings: Sequence[object]) -> Mapping[str, int]:
    """Where each column stands. Columns that nobody knows are left alone.

    Raises TitleWrong for a column that is missing or there twice.
    """
    known = {plain(heading): column.name for column in columns for heading in column.headings}
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = known.get(plain(heading))
        if name is None:
            continue
        if name in found:
            raise TitleWrong(field="file", column=str(heading)[:40])
        found[name] = at
    for column in columns:
        if not column.optional and column.name not in found:
            raise TitleWrong(field="file", column=column.zh)
    return found
