"""What can happen to a running loan. Each act has a number (1, 2, 3… in its loan) and a value date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from server.terms.prepayment import Choice

if TYPE_CHECKING:
    from server.terms.running.model import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that happened to a loan: `on` is its value date. `kind` is its word in the journal."""

    kind: ClassVar[str]

    number: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Act):
    """Money that came in, shared out by the policy. With `from_excess` it comes out of suspense."""

    kind: ClassVar[str] = "repayment"

    amount_fen: int
    from_excess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment(Act):
    """Money for principal that is not due yet, on request.

    It pays first what is due, then the interest of the running period to the day (Civil Code 677) and the disclosed
    fee; all the rest is principal. The remaining schedule is made anew by `choice`.
    """

    kind: ClassVar[str] = "prepayment"

    amount_fen: int
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOff(Act):
    """Money that pays the whole loan off on its day: exactly what `quote_pay_off` says."""

    kind: ClassVar[str] = "pay_off"

    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedFee(Act):
    """A fee beside the schedule. Without a line it joins the one whose period it falls in (or the last).

    `late`: a fixed fee for being late. It counts with the penalty, and both together stay below the cap.
    """

    kind: ClassVar[str] = "fee"

    amount_fen: int
    line: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Act):
    """What the lender lets go, part by part: of one line, or oldest first over what is due and then what follows."""

    kind: ClassVar[str] = "waiver"

    interest_fen: int = 0
    penalty_fen: int = 0
    fee_fen: int = 0
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRate(Act):
    """Another contract rate from the value date on; the night that begins on it is the first at the new rate.

    The interest of the running period is split there and rounded once. Overdue principal bears the penalty of the new
    rate from then on, with `penalty_multiple` if that changes too (misuse of the loan).
    """

    kind: ClassVar[str] = "rate_change"

    rate_annual: Decimal
    penalty_multiple: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled(Act):
    """Instalments that are not due yet are laid down anew, from `from_line` or the first of them.

    `due_on`: the new due date of that one, all later ones keep their distance; `skip`: it and all later ones move by so
    many periods; `extra_periods`: the term grows. Interest goes on running.
    """

    kind: ClassVar[str] = "reschedule"

    from_line: int | None = None
    due_on: date | None = None
    skip: int = 0
    extra_periods: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Act):
    """A payment holiday: `periods` instalments from `from_line` (or the first not due) repay no principal.

    `interest_too`: their interest falls due with the one after them. `extends`: the term grows by as many periods.
    """

    kind: ClassVar[str] = "holiday"

    periods: int
    from_line: int | None = None
    interest_too: bool = False
    extends: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(Act):
    """A further drawing (a tranche, or 随借随还): it bears interest from its day on."""

    kind: ClassVar[str] = "drawing"

    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOff(Act):
    """The lender gives the loan up in its books. The claim stays: what is open then, no further interest or penalty."""

    kind: ClassVar[str] = "write_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered(Act):
    """Money that came in for a loan that was written off."""

    kind: ClassVar[str] = "recovery"

    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded(Act):
    """Money given back out of suspense."""

    kind: ClassVar[str] = "refund"

    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed(Act):
    """An earlier act of the loan that never should have been: the loan is replayed without it."""

    kind: ClassVar[str] = "reversal"

    act: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn(Act):
    """A loan that ran elsewhere before: its lines as they stand on the value date, with what is paid and in arrears.

    The lines' plan is that of the terms; `penalty_until` and the penalty so far are as the other system left them.
    """

    kind: ClassVar[str] = "opening"

    lines: tuple[Line, ...]
    excess_fen: int = 0


AnyAct = (
    Receipt
    | Prepayment
    | PayOff
    | ChargedFee
    | Waiver
    | NewRate
    | Rescheduled
    | Holiday
    | Drawn
    | WrittenOff
    | Recovered
    | Refunded
    | Reversed
    | BroughtIn
)
