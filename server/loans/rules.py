"""How an instalment stands on a day, and how a repayment is shared out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from server.ledger.rules import Parts
from server.terms.allocation import Due, Split, allocate


class LoanState(StrEnum):
    """Pending: the payment is on its way or has failed. Closed: nothing is owed any more.

    Written off: what was owed stands no longer in the books as an asset; the claim remains. Void: signed and never
    paid, or brought in from elsewhere and taken out again before anything happened to it.
    """

    PENDING_DISBURSEMENT = "pending_disbursement"
    ACTIVE = "active"
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"
    VOID = "void"


class ActKind(StrEnum):
    """What happens to a running loan. An opening is a loan that came in from elsewhere while it ran."""

    DISBURSEMENT = "disbursement"
    OPENING = "opening"
    REPAYMENT = "repayment"
    PREPAYMENT = "prepayment"
    PAY_OFF = "pay_off"
    FEE = "fee"
    WAIVER = "waiver"
    RATE_CHANGE = "rate_change"
    RESCHEDULE = "reschedule"
    HOLIDAY = "holiday"
    WRITE_OFF = "write_off"
    RECOVERY = "recovery"
    REFUND = "refund"
    REVERSAL = "reversal"


class InstalmentState(StrEnum):
    """How an instalment stands on a day."""

    DUE = "due"
    PART_PAID = "part_paid"
    PAID = "paid"
    OVERDUE = "overdue"


class Owed(Protocol):
    """What is needed of an instalment to know what is still owed of it."""

    number: int
    due_on: date
    principal_fen: int
    interest_fen: int
    fee_fen: int
    penalty_fen: int
    paid_principal_fen: int
    paid_interest_fen: int
    paid_fee_fen: int
    paid_penalty_fen: int
    waived_interest_fen: int
    waived_fee_fen: int
    waived_penalty_fen: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """A repayment shared out: its splits by instalment, their sums, what is beyond all that is owed, what remains."""

    splits: tuple[Split, ...]
    parts: Parts
    excess_fen: int
    remaining_fen: int


def due_of(instalment: Owed) -> Due:
    """What is still owed of an instalment."""
    return Due(
        instalment.number,
        instalment.due_on,
        fee_fen=instalment.fee_fen - instalment.paid_fee_fen - instalment.waived_fee_fen,
        penalty_fen=instalment.penalty_fen - instalment.paid_penalty_fen - instalment.waived_penalty_fen,
        interest_fen=instalment.interest_fen - instalment.paid_interest_fen - instalment.waived_interest_fen,
        principal_fen=instalment.principal_fen - instalment.paid_principal_fen,
    )


def outstanding_fen(instalment: Owed) -> int:
    """All that is still owed of an instalment."""
    return due_of(instalment).total_fen


def state_on(instalment: Owed, today: date) -> InstalmentState:
    """Overdue from the day after its due date while anything is owed of it."""
    left = outstanding_fen(instalment)
    if not left:
        return InstalmentState.PAID
    if instalment.due_on < today:
        return InstalmentState.OVERDUE
    whole = instalment.principal_fen + instalment.interest_fen + instalment.fee_fen + instalment.penalty_fen
    return InstalmentState.PART_PAID if left < whole else InstalmentState.DUE


def share(amount_fen: int, instalments: Sequence[Owed]) -> Sharing:
    """Share a repayment out over the instalments, oldest first; each takes fee, penalty, interest, then principal.

    So it pays what is due, then the instalments that follow in their order; nothing is owed beyond the last.
    """
    dues = [due_of(instalment) for instalment in sorted(instalments, key=lambda each: each.number)]
    splits, excess = allocate(amount_fen, dues)
    parts = Parts(
        principal_fen=sum(split.principal_fen for split in splits),
        interest_fen=sum(split.interest_fen for split in splits),
        fee_fen=sum(split.fee_fen for split in splits),
        penalty_fen=sum(split.penalty_fen for split in splits),
    )
    return Sharing(splits, parts, excess, sum(due.total_fen for due in dues) - parts.total_fen)
