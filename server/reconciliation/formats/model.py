"""A statement as it was read, whatever its format."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line: money in is positive. `reference` is the bank's own of this line, `transaction` the payment's.

    `order_number` is what the sender of the payment called it. `balance_fen` is there where the bank tells it a line.
    """

    reference: str
    transaction: str
    order_number: str
    booked_on: date
    value_on: date
    amount_fen: int
    other_account: str = field(repr=False)
    other_name: str = field(repr=False)
    remark: str = field(repr=False)
    balance_fen: int | None = None


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """An account's statement over some days, both included. Counts and ends are what the bank says, not what adds up.

    `count`, `count_in` and `count_out` are None where the bank does not tell them.
    """

    form: str
    bank_id: str
    account: str
    currency: str
    first_on: date
    last_on: date
    opening_fen: int
    closing_fen: int
    lines: tuple[ReadLine, ...]
    count: int | None = None
    count_in: int | None = None
    count_out: int | None = None
