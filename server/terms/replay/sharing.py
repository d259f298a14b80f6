"""Which parts of which instalments a receipt pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from server.kit.money import share_out
from server.terms.allocation import Order, Part
from server.terms.replay.book import PARTS, Book, Instalment
from server.terms.replay.history import Allocation, FutureRule

Payable = Callable[[Instalment, Part], int]


class Purse:
    """A receipt on its way: what is left of it and what it has paid so far."""

    def __init__(self, on: date, amount_fen: int) -> None:
        self.on = on
        self.left_fen = amount_fen
        self.parts = dict.fromkeys(PARTS, 0)

    def pay(self, instalment: Instalment, part: Part, at_most_fen: int) -> int:
        """Pay a part as far as the money goes."""
        fen = max(0, min(at_most_fen, self.left_fen))
        if fen:
            instalment.pay(part, self.on, fen)
            self.left_fen -= fen
            self.parts[part] += fen
        return fen


def share(book: Book, purse: Purse, allocation: Allocation, payable: Payable | None = None) -> None:
    """Pay what is due, oldest first; then what is not yet due, as the allocation says.

    `payable` says how much of a part of an instalment not yet due may be paid today (all of it when not given).
    """
    on = purse.on
    waiting = [each for each in book.instalments if not allocation.by_day or each.due_on <= on]
    for instalment in waiting:
        _pay_all(purse, instalment, allocation.due)
    if not allocation.by_day:
        return
    ahead = [each for each in book.instalments if each.due_on > on]
    for instalment in ahead:
        for part in allocation.due:
            purse.pay(instalment, part, instalment.due_part(part, on))
    _pay_ahead(purse, ahead, allocation, payable or Instalment.open_part)


def _pay_all(purse: Purse, instalment: Instalment, order: Order) -> None:
    for part in order:
        purse.pay(instalment, part, instalment.open_part(part))


def _pay_ahead(purse: Purse, ahead: Sequence[Instalment], allocation: Allocation, payable: Payable) -> None:
    """Pay instalments that are not yet due."""
    if allocation.future is FutureRule.ALL:
        _pay_evenly(purse, ahead, allocation.advance, payable)
    targets = reversed(ahead) if allocation.future is FutureRule.LAST else ahead
    for instalment in targets:
        for part in allocation.advance:
            purse.pay(instalment, part, payable(instalment, part))


def _pay_evenly(purse: Purse, ahead: Sequence[Instalment], order: Order, payable: Payable) -> None:
    """Give every instalment that is still open an equal part, as often as something is left and fits."""
    while purse.left_fen:
        still = [each for each in ahead if any(payable(each, part) > 0 for part in order)]
        if not still:
            return
        for instalment, portion in zip(still, share_out(purse.left_fen, [1] * len(still)), strict=True):
            left = portion
            for part in order:
                left -= purse.pay(instalment, part, min(left, payable(instalment, part)))
