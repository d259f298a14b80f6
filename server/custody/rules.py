"""How an order moves when the bank says something, and how long to wait before asking again. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.kit.ports import PaymentAnswer, PaymentState


class OrderState(StrEnum):
    """Created: not yet sent. Sent and unknown: with the bank, heard of or not. Settled and failed are final."""

    CREATED = "created"
    SENT = "sent"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    FAILED = "failed"


class OrderKind(StrEnum):
    """What money goes out for: a loan is paid out, or what was paid beyond all that was owed goes back."""

    DISBURSEMENT = "disbursement"
    REFUND = "refund"


class Verdict(StrEnum):
    """What became of an answer of the bank."""

    TAKEN = "taken"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


class Fault(StrEnum):
    """Why an answer is quarantined."""

    UNKNOWN_NUMBER = "unknown_number"
    OTHER_AMOUNT = "other_amount"
    OTHER_PAYEE = "other_payee"
    OTHER_CURRENCY = "other_currency"
    NEVER_SENT = "never_sent"
    CONTRADICTED = "contradicted"


ACTIVE: Final = frozenset({OrderState.CREATED, OrderState.SENT, OrderState.UNKNOWN, OrderState.SETTLED})
"""A loan has one order in these states at most that pays it out."""
ON_THE_WAY: Final = frozenset({OrderState.CREATED, OrderState.SENT, OrderState.UNKNOWN})
FINAL: Final = frozenset({OrderState.SETTLED, OrderState.FAILED})
CURRENCY: Final = "CNY"

REPORTED: Final = {
    PaymentState.ACCEPTED: OrderState.SENT,
    PaymentState.PROCESSING: OrderState.SENT,
    PaymentState.SETTLED: OrderState.SETTLED,
    PaymentState.FAILED: OrderState.FAILED,
    PaymentState.NOT_FOUND: OrderState.UNKNOWN,
    PaymentState.UNKNOWN: OrderState.UNKNOWN,
}
SHORT_PAUSE_SECONDS: Final = 8
PAUSES: Final = ((100, SHORT_PAUSE_SECONDS), (1000, 60))
LONG_PAUSE_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Known:
    """What counts of an order when the bank speaks of it. `payee_index` is the blind index of the payee's account."""

    state: OrderState
    amount_fen: int
    payee_index: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bank said. `payee_index` and `message_id` are there in callbacks only."""

    answer: PaymentAnswer
    currency: str = CURRENCY
    payee_index: bytes | None = None
    message_id: str | None = None
    occurred_at: datetime | None = None


def judge(known: Known, heard: Heard) -> OrderState | Fault:
    """The state that an order takes by an answer (its present one when the answer is old news), or what is wrong.

    A final state stays: the same word again is a repetition, the other final word a contradiction.
    """
    answer = heard.answer
    fault = _fault_in(known, heard)
    if fault is not None:
        return fault
    wanted = REPORTED[answer.state]
    if known.state is OrderState.CREATED:
        return Fault.NEVER_SENT if wanted is not OrderState.UNKNOWN else known.state
    if known.state in FINAL:
        return Fault.CONTRADICTED if wanted in FINAL and wanted is not known.state else known.state
    return wanted


def _fault_in(known: Known, heard: Heard) -> Fault | None:
    """An amount that is told must be the order's, and money that moved must be told with its amount."""
    amount = heard.answer.amount_fen
    untold = amount is None and heard.answer.state is PaymentState.SETTLED
    if untold or (amount is not None and amount != known.amount_fen):
        return Fault.OTHER_AMOUNT
    if heard.currency != CURRENCY:
        return Fault.OTHER_CURRENCY
    if heard.payee_index is not None and heard.payee_index != known.payee_index:
        return Fault.OTHER_PAYEE
    return None


def pause_seconds(asked: int) -> int:
    """How long to wait before an order is asked about once more; an order is never given up.

    1, 2, 4, then 8 seconds for a quarter of an hour, a minute for the rest of the day, ten minutes after that.
    """
    doubled = 1 << min(asked, 10)
    if doubled < SHORT_PAUSE_SECONDS:
        return doubled
    return next((pause for limit, pause in PAUSES if asked < limit), LONG_PAUSE_SECONDS)
