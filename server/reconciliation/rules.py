"""Kinds of breaks, how each may be resolved, and whether a statement's figures add up. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Protocol

from server.kit.ids import is_number


class Nature(StrEnum):
    """What a line of a statement is: a payment, or the bank's own charge or interest."""

    PAYMENT = "payment"
    CHARGE = "charge"
    INTEREST = "interest"


class LineState(StrEnum):
    """Open: nothing in the books is known to be this money. Settled: a break about it was resolved otherwise."""

    OPEN = "open"
    MATCHED = "matched"
    SETTLED = "settled"


class Pass(StrEnum):
    """By what lines and items were found to be the same money."""

    NUMBER = "number"
    LOAN = "loan"
    PAYER = "payer"
    SEVERAL = "several"
    CONTRA = "contra"
    HAND = "hand"
    REPAYMENT = "repayment"
    BOOKED = "booked"


class BreakKind(StrEnum):
    """What is wrong with a line or a book item that has no counterpart."""

    MISSING_IN_BANK = "missing_in_bank"
    MISSING_IN_BOOKS = "missing_in_books"
    ORDER_NOT_SETTLED = "order_not_settled"
    UNBOOKED_REPAYMENT = "unbooked_repayment"
    LOAN_NOT_NAMED = "loan_not_named"
    UNKNOWN_PAYER = "unknown_payer"
    AMOUNT_DIFFERS = "amount_differs"
    DATE_DIFFERS = "date_differs"
    DUPLICATE_LINE = "duplicate_line"
    DUPLICATE_PAYMENT = "duplicate_payment"
    WRONG_DIRECTION = "wrong_direction"
    PAYMENT_RETURNED = "payment_returned"
    BANK_CHARGE = "bank_charge"
    BANK_INTEREST = "bank_interest"


class BreakState(StrEnum):
    """Proposed: a resolution waits for a second person."""

    OPEN = "open"
    PROPOSED = "proposed"
    RESOLVED = "resolved"


class Resolution(StrEnum):
    """How a break ends."""

    MATCHED = "matched"
    REPAID = "repaid"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    BOOKED = "booked"
    GONE = "gone"


NUMBER_FORM: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
CHARGE_WORDS: Final = ("手续费", "账户管理费", "工本费", "服务费", "汇划费", "短信费")
INTEREST_WORDS: Final = ("结息", "存款利息", "利息收入")
NOTE_MAX: Final = 500

BOOKABLE: Final = frozenset(
    {
        BreakKind.BANK_CHARGE,
        BreakKind.BANK_INTEREST,
        BreakKind.UNKNOWN_PAYER,
        BreakKind.LOAN_NOT_NAMED,
        BreakKind.DUPLICATE_PAYMENT,
        BreakKind.UNBOOKED_REPAYMENT,
    }
)
"""Kinds whose line can be taken into the books as it is: a charge, interest, or money whose owner is looked for."""
REPAYABLE: Final = frozenset(
    {
        BreakKind.UNBOOKED_REPAYMENT,
        BreakKind.LOAN_NOT_NAMED,
        BreakKind.UNKNOWN_PAYER,
        BreakKind.DUPLICATE_PAYMENT,
    }
)
"""Kinds whose line may become a repayment of a loan."""
RESOLUTIONS: Final[Mapping[Resolution, frozenset[BreakKind]]] = MappingProxyType(
    {
        Resolution.ACCEPTED: frozenset(BreakKind) - BOOKABLE | {BreakKind.DUPLICATE_PAYMENT},
        Resolution.CORRECTED: frozenset(BreakKind),
        Resolution.BOOKED: BOOKABLE,
    }
)
"""What staff may propose for which kind: accepted as it is, corrected elsewhere (bank or books), booked."""


class Told(Protocol):
    """A line as far as sums go."""

    @property
    def reference(self) -> str: ...

    @property
    def booked_on(self) -> date: ...

    @property
    def amount_fen(self) -> int: ...

    @property
    def balance_fen(self) -> int | None: ...


def sum_after(opening_fen: int, lines: Sequence[Told]) -> int:
    """What opening balance and lines come to."""
    return opening_fen + sum(line.amount_fen for line in lines)


def first_repeated(lines: Sequence[Told]) -> int | None:
    """The position (from 1) of the first line whose reference was there before."""
    seen: set[str] = set()
    for position, line in enumerate(lines, 1):
        if line.reference in seen:
            return position
        seen.add(line.reference)
    return None


def first_broken(opening_fen: int, lines: Sequence[Told]) -> int | None:
    """The position (from 1) of the first line whose running balance does not follow; None when all that are told do."""
    balance: int | None = opening_fen
    for position, line in enumerate(lines, 1):
        if line.balance_fen is None:
            balance = None
            continue
        if balance is not None and balance + line.amount_fen != line.balance_fen:
            return position
        balance = line.balance_fen
    return None


def is_in_order(first_on: date, last_on: date, lines: Sequence[Told]) -> bool:
    """Whether the lines lie within the days, none before the one above it."""
    days = [line.booked_on for line in lines]
    return (
        first_on <= last_on
        and all(first_on <= day <= last_on for day in days)
        and all(a <= b for a, b in pairwise(days))
    )


def content_hash(first_on: date, last_on: date, ends_fen: tuple[int, int], lines: Sequence[Told]) -> bytes:
    """What tells one statement from another, whatever its form: days, balances, lines by reference, day and amount."""
    told = sorted((line.reference, line.booked_on.isoformat(), line.amount_fen) for line in lines)
    return hashlib.sha256(repr((first_on.isoformat(), last_on.isoformat(), ends_fen, told)).encode()).digest()


def numbers_in(*texts: str) -> list[str]:
    """Public numbers of ours that stand in texts, once each. Phones and identity numbers have other lengths."""
    found = [number for text in texts for number in NUMBER_FORM.findall(text) if is_number(number)]
    return list(dict.fromkeys(found))


def nature_of(remark: str, other_account: str) -> Nature:
    """A line without a counterparty whose remark says so is the bank's own."""
    if other_account:
        return Nature.PAYMENT
    if any(word in remark for word in CHARGE_WORDS):
        return Nature.CHARGE
    if any(word in remark for word in INTEREST_WORDS):
        return Nature.INTEREST
    return Nature.PAYMENT
