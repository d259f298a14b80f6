"""A loan whose interest goes by the day on what is truly owed; level instalments stay, the last row takes the rest.

Money received early lowers the balance from its day on. Overdue principal bears interest until it is paid or until the
day the book is reckoned for. A drawing or a new rate spreads the instalments anew. (Apache Fineract, progressive.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from server.terms.allocation import Part
from server.terms.model import RateChange, Terms, Tranche, share_of
from server.terms.replay.balance import Balance
from server.terms.replay.book import PARTS, Book, Instalment, Posted, numbered
from server.terms.replay.charges import add_charge, add_overdue, post_accruals, post_drawing
from server.terms.replay.history import (
    Charge,
    Drawing,
    Entry,
    FutureRule,
    FutureRuleSet,
    NewRate,
    PartReceipt,
    Receipt,
    Reckoned,
    Relieved,
    Servicing,
)
from server.terms.replay.relief import relieve
from server.terms.replay.sharing import Purse, share
from server.terms.rescheduling import Rescheduling, moved_dates


def replay(terms: Terms, servicing: Servicing, history: Sequence[Entry]) -> Book:
    """Tell the life of a loan again and return how it then stands. `terms` give dates, rate and convention."""
    loan = _Loan(terms, servicing, history)
    for entry in history:
        loan.enter(entry)
    return loan.book


class _Loan:
    """The book on its way through the history. New rates and moved dates hold for all of it: entries are replayed."""

    def __init__(self, terms: Terms, servicing: Servicing, history: Sequence[Entry]) -> None:
        changes = tuple(RateChange(each.from_on, each.rate_annual) for each in history if isinstance(each, NewRate))
        self.terms = replace(terms, rate_changes=tuple(sorted(changes, key=lambda change: change.from_on)))
        self.moved = self.terms
        self.spreads = [(terms.start_on, terms.periods)]
        for entry in history:
            if isinstance(entry, Rescheduling):
                self._reschedule(entry)
        self.servicing = servicing
        self.drawn: list[Tranche] = []
        self.rows: list[Instalment] = []
        self.book = Book()

    def _reschedule(self, change: Rescheduling) -> None:
        """Move due dates; further periods spread what is left anew from the row that is due next."""
        if change.extra_periods:
            more = Rescheduling(change.from_on, extra_periods=change.extra_periods)
            self.terms = _dated(self.terms, moved_dates(self.terms, more))
            self.spreads.append((change.from_on, self.terms.periods))
        self.moved = _dated(self.moved, moved_dates(self.moved, change))

    def enter(self, entry: Entry) -> None:
        """Let one entry happen."""
        if isinstance(entry, Drawing):
            self._draw(entry)
        elif isinstance(entry, Receipt):
            self._receive(entry)
        elif isinstance(entry, PartReceipt):
            self._receive_part(entry)
        elif isinstance(entry, Charge):
            add_charge(self.book, entry, self.terms.rounding, self.terms.principal_fen)
        elif isinstance(entry, Reckoned):
            self._reckon(entry.on)
            add_overdue(self.book, entry, self.terms.rounding)
            post_accruals(self.book, entry)
        elif isinstance(entry, Relieved):
            self._reckon(entry.on)
            relieve(self.book, entry)
        elif isinstance(entry, FutureRuleSet):
            allocation = replace(self.servicing.allocation, future=entry.rule)
            self.servicing = replace(self.servicing, allocation=allocation)

    def _draw(self, drawing: Drawing) -> None:
        """Money goes out; the down payment, if any, falls due at once and is no part of the instalments."""
        down = share_of(drawing.amount_fen, self.servicing.down_payment, self.terms.rounding)
        self.book.drawn_fen += drawing.amount_fen
        self.drawn.append(Tranche(drawing.on, drawing.amount_fen - down))
        post_drawing(self.book, drawing)
        self._reckon(None)
        if down:
            row = Instalment(0, drawing.on, drawing.on)
            row.owed[Part.PRINCIPAL] = down
            self.book.instalments = [*self.book.instalments, row]
            self._number()
            if self.servicing.takes_down_payment:
                row.pay(Part.PRINCIPAL, drawing.on, down)
                paid = dict.fromkeys(PARTS, 0) | {Part.PRINCIPAL: down}
                self.book.post(drawing.on, Posted.DOWN_PAYMENT, down, paid)

    def _receive(self, receipt: Receipt) -> None:
        balance = self._reckon(receipt.on)
        everything = self.book.drawn_fen * len(self.rows)
        purse = Purse(receipt.on, everything if receipt.amount_fen is None else receipt.amount_fen)
        share(self.book, purse, self.servicing.allocation, _Payable(self, balance, receipt))
        if receipt.amount_fen is None:
            purse.left_fen = 0
        self.book.take(receipt.on, sum(purse.parts.values()) + purse.left_fen, purse.left_fen, purse.parts)
        self._reckon(receipt.on)

    def _receive_part(self, receipt: PartReceipt) -> None:
        """Money for one part of one instalment; lateness costs nothing here, for no day is reckoned."""
        for row in self.rows:
            if row.due_on == receipt.due_on:
                row.pay(receipt.part, receipt.on, receipt.amount_fen)
        self._reckon(None)

    def _reckon(self, as_of: date | None) -> Balance:
        """Work the instalments out anew from what was drawn and paid, as of a day."""
        terms, moved = self._with_drawings(self.terms), self._with_drawings(self.moved)
        balance = Balance(terms, moved, self.servicing, self.rows, as_of)
        balance.spreads = self.spreads
        balance.work_out()
        if balance.rows is not self.rows:
            self.rows = balance.rows
            self.book.instalments = [*self.book.instalments, *self.rows]
            self._number()
        for each in self.book.instalments:
            if each.settled_on is None and each.paid_fen and each.open_fen <= 0:
                each.settled_on = max(on for on, _, _ in each.payments)
            elif each.open_fen > 0:
                each.settled_on = None
        return balance

    def _with_drawings(self, terms: Terms) -> Terms:
        first, *others = self.drawn
        late = first.on if first.on > terms.start_on else None
        return replace(terms, principal_fen=first.amount_fen, drawn_on=late, tranches=tuple(others))

    def _number(self) -> None:
        self.book.instalments = numbered(self.book.instalments)


def _dated(terms: Terms, dates: tuple[date, ...]) -> Terms:
    return replace(terms, due_on=dates, periods=len(dates), first_due_on=None)


class _Payable:
    """How much of a part of an instalment not yet due may be paid on a day."""

    def __init__(self, loan: _Loan, balance: Balance, receipt: Receipt) -> None:
        self.loan = loan
        self.balance = balance
        self.receipt = receipt

    def __call__(self, row: Instalment, part: Part) -> int:
        """Interest as far as it has run, principal up to the instalment; the last one takes all that is left."""
        rows, servicing = self.loan.rows, self.loan.servicing
        index = next((at for at, each in enumerate(rows) if each is row), None)
        if index is None or part not in (Part.PRINCIPAL, Part.INTEREST):
            return row.open_part(part)
        if not (servicing.recalculates or servicing.credits_early):
            return row.open_part(part)
        on = self.receipt.on
        if self.receipt.amount_fen is None and servicing.payoff_to_rest and on > row.from_on:
            on = row.due_on
        run = self.balance.interest_until(index, on)
        if part is Part.INTEREST:
            return run - row.paid[part]
        if servicing.allocation.future is not FutureRule.NEXT:
            return row.open_part(part)
        left = self.loan.book.outstanding_fen()
        if index == len(rows) - 1:
            return left
        return min(self.balance.instalments[index] - max(run, row.paid[Part.INTEREST]) - row.paid[part], left)
