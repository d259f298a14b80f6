"""What was agreed (`Terms`) and what follows from it (`Row`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from server.kit.money import Rounding
from server.terms.convention import PROFILES, Convention
from server.terms.errors import TermsError

PRINCIPAL_LIMIT_FEN: Final = 10**13
RATE_LIMIT: Final = Decimal(10)
RATE_PLACES: Final = 12
PERIODS_LIMIT: Final = 1200
EVERY_LIMIT: Final = 366
FIRST_DATE: Final = date(1990, 1, 1)
LAST_DATE: Final = date(2199, 12, 31)


class Method(StrEnum):
    """How principal and interest come back."""

    EQUAL_INSTALMENT = "equal_instalment"  # 等额本息
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    INTEREST_ONLY = "interest_only"  # 先息后本
    BULLET = "bullet"  # 一次性还本付息: one row at the end of all periods
    FLAT = "flat"  # interest on the whole principal for the whole term, both parts level
    BALLOON = "balloon"  # level instalments and a larger principal with the last one
    DRAW_AS_YOU_GO = "draw_as_you_go"  # 随借随还: daily interest on what is drawn, principal at the end


class PeriodUnit(StrEnum):
    """What the length of a period is told in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class FeeBasis(StrEnum):
    """What a fee of an instalment is reckoned on."""

    FIXED = "fixed"  # an amount with each instalment
    PRINCIPAL = "principal"  # a share of the principal lent, with each instalment
    INSTALMENT = "instalment"  # a share of the instalment's principal and interest
    INTEREST = "interest"  # a share of the instalment's interest
    OPENING = "opening"  # an amount with the first instalment


@dataclass(frozen=True, slots=True)
class Tranche:
    """A further drawing after the start."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RateChange:
    """A new annual rate; interest of the day that begins on `from_on` is the first at the new rate."""

    from_on: date
    rate_annual: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee that comes with instalments: a fixed amount in fen or a share, as its basis says."""

    basis: FeeBasis
    amount_fen: int = 0
    share: Decimal = Decimal(0)

    @classmethod
    def opening(cls, amount_fen: int) -> Fee:
        """A one-time fee with the first instalment."""
        return cls(FeeBasis.OPENING, amount_fen=amount_fen)


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a schedule follows from. `rate_annual` is a fraction (0.12 is 12 % a year).

    `principal_fen` is drawn on `start_on`, or on `drawn_on` inside the first period (a fixed due day, money later);
    `tranches` are further drawings. `first_due_on` sets an odd first period; `due_on` names every due date. Grace:
    `grace_principal` periods pay interest only, the interest of `grace_interest` periods falls due with the next row,
    `interest_free` periods bear none. `principal_share` fixes the principal of each row but the last (with equal
    principal or flat). Raises TermsError when made of what makes no sense.
    """

    principal_fen: int
    rate_annual: Decimal
    method: Method
    periods: int
    start_on: date
    first_due_on: date | None = None
    period_unit: PeriodUnit = PeriodUnit.MONTH
    every: int = 1
    convention: Convention = field(default_factory=lambda: PROFILES["prc_360"])
    grace_principal: int = 0
    grace_interest: int = 0
    interest_free: int = 0
    balloon_fen: int = 0
    principal_share: Decimal | None = None
    tranches: tuple[Tranche, ...] = ()
    rate_changes: tuple[RateChange, ...] = ()
    fees: tuple[Fee, ...] = ()
    due_on: tuple[date, ...] = ()
    non_working: frozenset[date] = frozenset()
    drawn_on: date | None = None

    def __post_init__(self) -> None:
        from server.terms.validation import check

        check(self)

    @property
    def opening_fen(self) -> int:
        """What is owed when the first period begins."""
        return 0 if self.drawn_on else self.principal_fen

    @property
    def drawings(self) -> tuple[Tranche, ...]:
        """All that is drawn after the first period began."""
        late = (Tranche(self.drawn_on, self.principal_fen),) if self.drawn_on else ()
        return late + self.tranches

    @property
    def rounding(self) -> Rounding:
        """How amounts are rounded."""
        return self.convention.rounding


class Row(NamedTuple):
    """One instalment. `due_on` is rolled over holidays where the convention says, `days` counts the agreed period.

    A named tuple because schedules are made by the thousand and a frozen dataclass takes three times as long to build.
    """

    number: int
    due_on: date
    days: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    balance_after_fen: int

    @property
    def total_fen(self) -> int:
        """All that falls due with this instalment."""
        return self.principal_fen + self.interest_fen + self.fee_fen


def share_of(amount_fen: int, share: Decimal, rounding: Rounding, multiple_fen: int = 1) -> int:
    """A share of an amount, rounded to a multiple. Kept beside the model because fees and principal shares use it."""
    from server.kit.money import round_quotient

    numerator, denominator = share.as_integer_ratio()
    return round_quotient(amount_fen * numerator, denominator * multiple_fen, rounding) * multiple_fen


__all__ = [
    "EVERY_LIMIT",
    "FIRST_DATE",
    "LAST_DATE",
    "PERIODS_LIMIT",
    "PRINCIPAL_LIMIT_FEN",
    "RATE_LIMIT",
    "RATE_PLACES",
    "Fee",
    "FeeBasis",
    "Method",
    "PeriodUnit",
    "RateChange",
    "Row",
    "Terms",
    "TermsError",
    "Tranche",
    "share_of",
]
