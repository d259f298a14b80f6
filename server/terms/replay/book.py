"""A loan's instalments with what was paid on them, and what was posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from server.terms.allocation import Part

PARTS = tuple(Part)


class Posted(StrEnum):
    """What a posting records."""

    DRAWING = "drawing"
    DOWN_PAYMENT = "down_payment"
    RECEIPT = "receipt"
    CHARGE_AT_DRAWING = "charge_at_drawing"
    ACCRUAL = "accrual"
    WAIVER = "waiver"
    WRITE_OFF = "write_off"
    CHARGE_OFF = "charge_off"
    CHARGEBACK = "chargeback"
    CREDIT_REFUND = "credit_refund"


@dataclass(frozen=True, slots=True)
class Posting:
    """Money that moved or was earned, by part, and the principal outstanding after it."""

    on: date
    kind: Posted
    amount_fen: int
    parts: dict[Part, int]
    balance_fen: int


@dataclass(slots=True)
class Instalment:
    """One instalment as it now stands. Amounts by part, in fen."""

    number: int
    from_on: date
    due_on: date
    owed: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    paid: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    waived: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    charged_back_fen: int = 0
    charges: list[tuple[date, Part, int]] = field(default_factory=list)
    payments: list[tuple[date, Part, int]] = field(default_factory=list)
    in_advance_fen: int = 0
    late_fen: int = 0
    settled_on: date | None = None

    @property
    def total_fen(self) -> int:
        """All that falls due with it."""
        return sum(self.owed.values())

    @property
    def paid_fen(self) -> int:
        """All that was paid on it."""
        return sum(self.paid.values())

    @property
    def open_fen(self) -> int:
        """All that is still owed of it."""
        return self.total_fen - self.paid_fen - sum(self.waived.values())

    def open_part(self, part: Part) -> int:
        """What is still owed of one part."""
        return self.owed[part] - self.paid[part] - self.waived[part]

    def due_part(self, part: Part, on: date) -> int:
        """What is still owed of one part and already due on a day: charges by their own days."""
        if self.due_on <= on:
            return self.open_part(part)
        charged = sum(fen for day, kind, fen in self.charges if kind is part and day <= on)
        return max(0, min(charged - self.paid[part], self.open_part(part)))

    def charge(self, part: Part, on: date, fen: int) -> None:
        """Add a fee or a penalty."""
        self.owed[part] += fen
        self.charges.append((on, part, fen))

    def pay(self, part: Part, on: date, fen: int) -> None:
        """Record a payment on one part."""
        self.paid[part] += fen
        self.payments.append((on, part, fen))
        if on < self.due_on:
            self.in_advance_fen += fen
        elif on > self.due_on:
            self.late_fen += fen
        self.mark(on)

    def mark(self, on: date) -> None:
        """Remember the day on which nothing was left to pay."""
        self.settled_on = on if self.open_fen <= 0 and self.paid_fen else None


@dataclass(slots=True)
class Book:
    """The loan after its history. `upfront_fen` are charges paid out of the drawing, on no instalment."""

    instalments: list[Instalment] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    drawn_fen: int = 0
    upfront: dict[Part, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    excess_fen: int = 0

    def outstanding_fen(self) -> int:
        """Principal that was drawn, or taken back, and is neither repaid nor given up."""
        given = sum(each.paid[Part.PRINCIPAL] + each.waived[Part.PRINCIPAL] for each in self.instalments)
        return self.drawn_fen + sum(each.charged_back_fen for each in self.instalments) - given

    def post(self, on: date, kind: Posted, amount_fen: int, parts: dict[Part, int]) -> None:
        """Record a posting with the balance after it."""
        self.postings.append(Posting(on, kind, amount_fen, dict(parts), self.outstanding_fen()))

    def take(self, on: date, amount_fen: int, left_fen: int, parts: dict[Part, int]) -> None:
        """Record a receipt after it was shared out; what is left of it is excess."""
        self.excess_fen += left_fen
        self.post(on, Posted.RECEIPT, amount_fen, parts)

    def open_instalments(self) -> Iterator[Instalment]:
        """Instalments on which something is owed."""
        return (each for each in self.instalments if each.open_fen > 0)

    def at(self, on: date) -> Instalment:
        """The instalment in whose period a day falls: after its beginning, or on it for the first one, to its due day.

        A day after the last due date gets an instalment of its own.
        """
        for each in self.instalments:
            if on <= each.due_on and each.due_on > each.from_on:
                return each
        last = self.instalments[-1]
        self.instalments.append(Instalment(last.number + 1, last.due_on, on))
        return self.instalments[-1]


def total(instalments: Iterable[Instalment], part: Part) -> int:
    """What falls due of one part over instalments."""
    return sum(each.owed[part] for each in instalments)


def numbered(instalments: Iterable[Instalment]) -> list[Instalment]:
    """Instalments in the order of their due dates, numbered from one; a down payment comes before its day's row."""
    ordered = sorted(instalments, key=lambda each: (each.due_on, each.from_on))
    for number, each in enumerate(ordered, 1):
        each.number = number
    return ordered
