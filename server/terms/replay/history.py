"""What can happen to a loan, and how its product answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from server.terms.allocation import DEFAULT_ORDER, Order, Part
from server.terms.rescheduling import Rescheduling


class FutureRule(StrEnum):
    """Which instalments an early payment goes to once everything due is paid."""

    NEXT = "next"
    LAST = "last"
    ALL = "all"  # equal parts over all that are not yet due


class Advance(StrEnum):
    """What a payment of more than is due does to the rest of the schedule."""

    LOWER_INSTALMENT = "lower_instalment"
    SHORTEN_TERM = "shorten_term"
    SKIP_NEXT = "skip_next"  # the next instalments are smaller until the surplus is used up


class Rest(StrEnum):
    """From when a receipt lowers the balance that bears interest."""

    DAILY = "daily"
    PERIOD = "period"  # from the next due date


@dataclass(frozen=True, slots=True)
class Allocation:
    """In which order a receipt pays the parts of what is due and of what is not yet due."""

    due: Order = DEFAULT_ORDER
    advance: Order = DEFAULT_ORDER
    by_day: bool = False  # charges and instalments not yet due follow the `advance` order
    future: FutureRule = FutureRule.NEXT


@dataclass(frozen=True, slots=True)
class Servicing:
    """How a product services its loans."""

    allocation: Allocation = field(default_factory=Allocation)
    recalculates: bool = False
    credits_early: bool = False  # early money lowers the interest though nothing else is recalculated
    rest: Rest = Rest.DAILY
    advance: Advance = Advance.LOWER_INSTALMENT
    compounds: bool = False
    down_payment: Decimal = Decimal(0)
    takes_down_payment: bool = False
    payoff_to_rest: bool = False
    keeps_paid_balance: bool = False  # a row's balance leaves out what was paid ahead of it


@dataclass(frozen=True, slots=True)
class Drawing:
    """Money goes to the borrower."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money comes from the borrower. `amount_fen` None pays everything off."""

    on: date
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class PartReceipt:
    """Money for one part of one instalment."""

    on: date
    due_on: date
    part: Part
    amount_fen: int


class ChargeTime(StrEnum):
    """When a charge falls due."""

    ON_DAY = "on_day"
    WITH_DRAWING = "with_drawing"
    WITH_EACH_INSTALMENT = "with_each_instalment"


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee or a penalty: a fixed amount, or a share of the principal drawn or of each instalment."""

    when: ChargeTime
    is_penalty: bool = False
    on: date | None = None
    amount_fen: int = 0
    share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class NewRate:
    """Another annual rate; the first day that bears it begins on `from_on`."""

    from_on: date
    rate_annual: Decimal


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The end of a business day: overdue money has borne interest until then, overdue instalments their penalty."""

    on: date
    overdue_share: Decimal = Decimal(0)
    accrues: bool = True


@dataclass(frozen=True, slots=True)
class FutureRuleSet:
    """Early payments go elsewhere from now on."""

    rule: FutureRule


class Relief(StrEnum):
    """What the lender gives up or takes back."""

    WAIVER = "waiver"  # an amount, or all, of one part or of every part, the oldest first
    WRITE_OFF = "write_off"  # all that is open
    CHARGE_OFF = "charge_off"  # all that is open leaves the income; it is owed as before
    CHARGEBACK = "chargeback"  # a receipt goes back: it is owed again, with the instalment of its day
    CREDIT_REFUND = "credit_refund"  # what was paid too much goes back


@dataclass(frozen=True, slots=True)
class Relieved:
    """A relief on a day. `amount_fen` None is all; `part` None every part."""

    kind: Relief
    on: date
    amount_fen: int | None = None
    part: Part | None = None


Entry = Relieved | Drawing | Receipt | PartReceipt | Charge | NewRate | Rescheduling | Reckoned | FutureRuleSet
