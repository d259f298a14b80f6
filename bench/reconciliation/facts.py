"""What a month is made of: events of the books, movements at the bank, and what is true about both."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from server.kit.clock import SHANGHAI
from server.kit.ids import check_digit
from server.reconciliation.rules import BreakKind
from server.simulators.bank.movements import Movement, Statement

FIRST: Final = date(2026, 5, 1)
LAST: Final = date(2026, 5, 31)
ACCOUNT: Final = "3100160000000001"
OPENING_FEN: Final = 5_000_000_000_00
BOOKS_FEN: Final = OPENING_FEN
NAMES: Final = ("王小明", "李红", "张建国", "刘洋", "陈桂英", "测试商行")


@dataclass(frozen=True, slots=True)
class Borrower:
    """A customer with one account and up to two loans."""

    id: UUID
    account: str
    name: str
    loans: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class BookEvent:
    """What the books say: a settled payment (`order`) or a repayment. Money in is positive.

    `posted` is false for an order that stands without an answer and has no entry.
    """

    id: UUID
    borrower: Borrower
    loan: tuple[UUID, str]
    day: date
    amount_fen: int
    number: str
    order: bool = False
    posted: bool = True


@dataclass
class Month:
    """The facts, and the truth: of each line's reference its events, or the kind of its break.

    `missing` are the events that the bank never saw.
    """

    borrowers: list[Borrower] = field(default_factory=list)
    events: list[BookEvent] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    matched: dict[str, frozenset[UUID]] = field(default_factory=dict)
    broken: dict[str, BreakKind] = field(default_factory=dict)
    missing: set[UUID] = field(default_factory=set)

    @property
    def planted(self) -> int:
        return len(self.broken) + len(self.missing)

    def statement(self) -> Statement:
        """The month as the bank tells it."""
        lines = tuple(sorted(self.movements, key=lambda one: (one.at, one.reference)))
        closing = OPENING_FEN + sum(one.amount_fen for one in lines)
        come = sum(1 for one in lines if one.amount_fen > 0)
        return Statement(ACCOUNT, "示例小额贷款", FIRST, LAST, OPENING_FEN, closing, lines, come, len(lines) - come)


class Dice:
    """Everything that is thrown, from one seed: a month comes out the same every time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented facts
        self._references = 0
        self._amounts: set[tuple[UUID, int]] = set()

    def id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def number(self) -> str:
        """A well-formed public number."""
        body = str(self._random.randrange(10**10, 10**11))
        return body + check_digit(body)

    def account(self) -> str:
        return f"6217{self._random.randrange(10**14, 10**15)}"

    def day(self, margin: int = 0) -> date:
        """A day of the month, so many before its end at least."""
        return FIRST + timedelta(days=self._random.randrange((LAST - FIRST).days + 1 - margin))

    def amount(self, borrower: Borrower) -> int:
        """An amount that this borrower's other events do not have: two alike would be the same money to anybody."""
        while True:
            fen = self._random.randrange(50_000, 5_000_000)
            if (borrower.id, fen) not in self._amounts:
                self._amounts.add((borrower.id, fen))
                return fen

    def pick(self, options: Sequence[str]) -> str:
        return self._random.choice(options)

    def between(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def reference(self) -> str:
        self._references += 1
        return f"E{self._references:012d}"


def instant(day: date, dice: Dice) -> str:
    """Some moment of a day in Shanghai."""
    at = datetime.combine(day, time(9), SHANGHAI) + timedelta(seconds=dice.between(0, 28_000))
    return at.astimezone(UTC).isoformat()
