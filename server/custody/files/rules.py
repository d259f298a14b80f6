"""Where batches, results and their lines stand, and what can be wrong with a line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from server.kit.ports import PaymentState


class FileKind(StrEnum):
    """What a file asks of the bank."""

    PAYMENT = "payment"
    DEBIT = "debit"


class BatchState(StrEnum):
    """Made waits for the second person; released waits for its file; filed has one."""

    MADE = "made"
    RELEASED = "released"
    FILED = "filed"
    CANCELLED = "cancelled"


class ResultState(StrEnum):
    """Waiting: lines are still being taken."""

    WAITING = "waiting"
    FINISHED = "finished"


class LineVerdict(StrEnum):
    """What became of a line."""

    WAITING = "waiting"
    TAKEN = "taken"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


class LineFault(StrEnum):
    """Why a line is set aside for people to look at."""

    UNKNOWN_NUMBER = "unknown_number"
    OTHER_AMOUNT = "other_amount"
    OTHER_PAYEE = "other_payee"
    OTHER_CURRENCY = "other_currency"
    OTHER_ACCOUNT = "other_account"
    NEVER_SENT = "never_sent"
    CONTRADICTED = "contradicted"
    DOUBLED = "doubled"
    MISSING = "missing"
    UNKNOWN_CODE = "unknown_code"
    NOT_TAKEN = "not_taken"
    """The loan would not take the money; the line names the refusal."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of a result file as it was read: `answer` is UNKNOWN for a code that the profile does not know."""

    line: int
    number: str
    amount_fen: int
    code: str
    answer: PaymentState
    reason: str | None = None
    bank_reference: str | None = None
    paid_on: date | None = None


def first_faults(lines: Sequence[ResultLine]) -> dict[int, LineFault]:
    """What is wrong with lines by themselves: codes that nobody knows, and numbers that stand twice.

    Of equal lines the first counts. Where lines of one number differ in amount or result, none of them does.
    """
    said: dict[str, set[tuple[int, PaymentState]]] = {}
    for line in lines:
        said.setdefault(line.number, set()).add((line.amount_fen, line.answer))
    faults: dict[int, LineFault] = {}
    seen: set[str] = set()
    for line in lines:
        if line.number in seen or len(said[line.number]) > 1:
            faults[line.line] = LineFault.DOUBLED
        elif line.answer is PaymentState.UNKNOWN:
            faults[line.line] = LineFault.UNKNOWN_CODE
        seen.add(line.number)
    return faults
