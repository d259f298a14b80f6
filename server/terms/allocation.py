"""How a payment is shared out over what is owed, to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Final

from server.terms.errors import TermsError


class Part(StrEnum):
    """What an owed amount is."""

    FEE = "fee"
    PENALTY = "penalty"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class Sweep(StrEnum):
    """Which way a payment runs through the instalments."""

    BY_INSTALMENT = "by_instalment"  # the oldest instalment in full, then the next
    BY_PART = "by_part"  # one part over all instalments, then the next part


Order = tuple[Part, ...]

DEFAULT_ORDER: Final[Order] = (Part.FEE, Part.PENALTY, Part.INTEREST, Part.PRINCIPAL)
# Civil Code 561 leaves the order to the contract; past 90 days lenders put principal first where the contract says so
NON_PERFORMING_ORDER: Final[Order] = (Part.PRINCIPAL, Part.INTEREST, Part.PENALTY, Part.FEE)

_ALL: Final = frozenset(Part)
_PARTS: Final = attrgetter(*(f"{part}_fen" for part in Part))


@dataclass(frozen=True, slots=True)
class Due:
    """What is still owed of one instalment."""

    number: int
    due_on: date
    fee_fen: int = 0
    penalty_fen: int = 0
    interest_fen: int = 0
    principal_fen: int = 0

    @property
    def total_fen(self) -> int:
        """All that is still owed of it."""
        return self.fee_fen + self.penalty_fen + self.interest_fen + self.principal_fen


@dataclass(frozen=True, slots=True)
class Split:
    """What of a payment goes to one instalment."""

    number: int
    fee_fen: int = 0
    penalty_fen: int = 0
    interest_fen: int = 0
    principal_fen: int = 0

    @property
    def total_fen(self) -> int:
        """All of the payment that goes to it."""
        return self.fee_fen + self.penalty_fen + self.interest_fen + self.principal_fen


def allocate(
    amount_fen: int, dues: Sequence[Due], order: Order = DEFAULT_ORDER, *, sweep: Sweep = Sweep.BY_INSTALMENT
) -> tuple[tuple[Split, ...], int]:
    """Share a payment out over the dues in the order they are given (oldest first) and return splits and excess.

    Splits and excess add up to the payment; no split exceeds its due; instalments that get nothing have no split.
    Raises TermsError `terms.amount_negative` for a negative payment or due, `terms.unknown_value` for an order that
    does not name every part once.
    """
    if amount_fen < 0 or any(min(_PARTS(due)) < 0 for due in dues):
        raise TermsError("terms.amount_negative", "amount_fen")
    if len(order) != len(Part) or set(order) != _ALL:
        raise TermsError("terms.unknown_value", "order")
    names = [f"{part}_fen" for part in order]
    if sweep is Sweep.BY_INSTALMENT:
        steps = ((index, name) for index in range(len(dues)) for name in names)
    else:
        steps = ((index, name) for name in names for index in range(len(dues)))
    paid: list[dict[str, int]] = [{} for _ in dues]
    left = amount_fen
    for index, name in steps:
        taken = min(left, getattr(dues[index], name))
        if taken:
            paid[index][name] = taken
            left -= taken
        if not left:
            break
    splits = tuple(Split(due.number, **given) for due, given in zip(dues, paid, strict=True) if given)
    return splits, left
