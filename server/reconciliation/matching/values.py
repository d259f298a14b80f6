"""What the passes look at."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from server.reconciliation.rules import BreakKind, Nature, Pass

DAYS_MAX: Final = 3
"""Bank and books may be so many days apart: cut-off hours, weekends."""
FAR_DAYS_MAX: Final = 31
"""Beyond this a day is another event."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of a statement. `tokens` are numbers that it carries, `loans` the loan numbers of ours among them.

    `payer` is the blind index of the other side's account, `payer_known` whether it is a customer's; `order` is its
    place among all lines: of two alike the first is the one that was meant.
    """

    id: UUID
    day: date
    amount_fen: int
    tokens: frozenset[str] = frozenset()
    loans: frozenset[str] = frozenset()
    payer: bytes | None = None
    payer_known: bool = False
    transaction: str = ""
    nature: Nature = Nature.PAYMENT
    order: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An event of the ledger that moved the bank account. `tokens` are numbers of its own, `payers` who may have paid.

    `reverses` is the event that it takes back.
    """

    id: UUID
    day: date
    amount_fen: int
    tokens: frozenset[str] = frozenset()
    loan: str | None = None
    payers: frozenset[bytes] = frozenset()
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines and items that are the same money: one to one, one to several, or items alone that cancel each other."""

    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    found_by: Pass


@dataclass(frozen=True, slots=True)
class Break:
    """What is wrong with a line or an item. `loan` is the number of the loan that the money names."""

    kind: BreakKind
    line: Line | None = None
    item: Item | None = None
    loan: str | None = None


@dataclass(slots=True)
class Result:
    """What the passes found."""

    groups: list[Group] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier runs had matched: for duplicates and returned payments."""

    lines: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()


def apart(line: Line, item: Item | Line) -> int:
    """Days between two, whichever came first."""
    return abs((line.day - item.day).days)
