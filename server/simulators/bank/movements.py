"""What an account's statement shows: each movement on it, and the balances around a span of days."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from server.kit.clock import business_date


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement: money in is positive. `reference` is the line's own, `transaction` the payment's."""

    reference: str
    transaction: str
    order_number: str
    amount_fen: int
    at: str
    other_account: str
    other_name: str
    remark: str

    @property
    def on(self) -> date:
        """The day on which the bank booked it."""
        return business_date(datetime.fromisoformat(self.at))


@dataclass(frozen=True, slots=True)
class Statement:
    """Movements of an account from one day to another, both included, with the balance before and after.

    `closing_fen` and the counts are those of the books even where a line is scripted to be wrong.
    """

    account: str
    name: str
    first: date
    last: date
    opening_fen: int
    closing_fen: int
    movements: tuple[Movement, ...]
    lines_in: int
    lines_out: int
    currency: str = "CNY"

    @property
    def id(self) -> str:
        return f"{self.account}-{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    def without(self, position: int) -> "Statement":
        """The same with a line missing; nothing else is adjusted."""
        return replace(self, movements=(*self.movements[:position], *self.movements[position + 1 :]))

    def doubled(self, position: int) -> "Statement":
        """The same with a line twice."""
        again = self.movements[position]
        return replace(self, movements=(*self.movements[: position + 1], again, *self.movements[position + 1 :]))

    def off_by(self, position: int, delta_fen: int) -> "Statement":
        """The same with a line over another amount."""
        line = self.movements[position]
        wrong = replace(line, amount_fen=line.amount_fen + delta_fen)
        return replace(self, movements=(*self.movements[:position], wrong, *self.movements[position + 1 :]))


def statement_of(
    account: str, name: str, span: tuple[date, date], initial_fen: int, movements: list[Movement]
) -> Statement:
    """The statement of a span of days over all movements of an account, of which `initial_fen` was there before."""
    first, last = span
    within = tuple(sorted((one for one in movements if first <= one.on <= last), key=lambda one: one.at))
    opening = initial_fen + sum(one.amount_fen for one in movements if one.on < first)
    closing = opening + sum(one.amount_fen for one in within)
    lines_in = sum(1 for one in within if one.amount_fen > 0)
    return Statement(account, name, first, last, opening, closing, within, lines_in, len(within) - lines_in)
