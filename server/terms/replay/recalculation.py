"""The schedule of equal instalments made anew, row by row, from what was received in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.kit.money import round_quotient
from server.terms.allocation import Part
from server.terms.annuity import level_instalment
from server.terms.convention import SubPeriod
from server.terms.daycount import part_fraction
from server.terms.model import Terms
from server.terms.periods import Period, periods_of, rate_on
from server.terms.replay.book import Instalment
from server.terms.replay.history import Advance, Receipt, Rest, Servicing


def recalculated(terms: Terms, servicing: Servicing, receipts: Sequence[Receipt]) -> list[Instalment]:
    """The instalments after what was received; nothing is marked as paid on them yet."""
    made = _Recalculation(terms, servicing, receipts).instalments()
    fresh = [Instalment(row.number, row.from_on, row.due_on) for row in made]
    for new, row in zip(fresh, made, strict=True):
        new.owed.update(row.owed)
    return fresh


@dataclass(slots=True)
class _Coming:
    """A receipt as it is used up."""

    on: date
    left_fen: int


class _Recalculation:
    """The walk through the periods. `surplus` is principal received ahead that the next instalments are smaller by."""

    def __init__(self, terms: Terms, servicing: Servicing, receipts: Sequence[Receipt]) -> None:
        self.terms = terms
        self.servicing = servicing
        ordered = sorted(receipts, key=lambda receipt: receipt.on)
        self.coming = [_Coming(receipt.on, receipt.amount_fen or 0) for receipt in ordered]
        self.periods = periods_of(terms)
        self.instalment = level_instalment(terms, self.periods, terms.principal_fen)
        self.balance = terms.principal_fen
        self.surplus = 0
        self.rows: list[Instalment] = []

    def instalments(self) -> list[Instalment]:
        """All rows, as long as something is owed."""
        for index, period in enumerate(self.periods):
            row, ahead = self._row(index, period)
            self.rows.append(row)
            self.balance -= row.owed[Part.PRINCIPAL]
            self.surplus += ahead
            rest = self.periods[index + 1 :]
            if ahead and rest and self.servicing.advance is Advance.LOWER_INSTALMENT:
                self.instalment = level_instalment(self.terms, rest, self.balance)
            if self.balance <= 0 and self.servicing.advance is Advance.SHORTEN_TERM:
                break
        return self.rows

    def _row(self, index: int, period: Period) -> tuple[Instalment, int]:
        """One row, and what principal was received beyond what it asked for."""
        row = Instalment(index + 1, period.from_on, period.due_on)
        inside = [each for each in self.coming if each.on <= period.due_on and each.left_fen]
        interest, paid = self._walk(period, inside)
        last = index == len(self.periods) - 1
        planned = self.balance if last else max(0, min(self.instalment - interest, self.balance))
        if self.servicing.advance is Advance.SKIP_NEXT and not last:
            used = min(self.surplus, planned)
            planned, self.surplus = planned - used, self.surplus - used
        # on the due day itself interest comes first; what is more than due is principal
        on_day = sum(each.left_fen for each in inside)
        paid_interest = min(on_day, interest)
        paid += on_day - paid_interest
        for each in inside:
            each.left_fen = 0
        paid = min(paid, self.balance)
        row.owed[Part.PRINCIPAL], row.owed[Part.INTEREST] = max(planned, paid), interest
        row.paid[Part.PRINCIPAL], row.paid[Part.INTEREST] = paid, paid_interest
        return row, max(0, paid - planned)

    def _walk(self, period: Period, inside: Sequence[_Coming]) -> tuple[int, int]:
        """Interest of a period on what was truly owed until the last receipt in it, and principal received ahead."""
        early = 0
        stretches: list[tuple[date, int]] = []
        daily = self.servicing.rest is Rest.DAILY
        for each in inside:
            if daily or not stretches:
                stretches.append((each.on if daily else period.due_on, self.balance + self._overdue() - early))
            self._pay_overdue(each)
            if each.on < period.due_on:
                early += each.left_fen
                each.left_fen = 0
        stretches.append((period.due_on, self.balance - min(early, self.balance)))
        return self._interest(period, stretches), early

    def _interest(self, period: Period, stretches: Sequence[tuple[date, int]]) -> int:
        """Interest of stretches, each given by its end and its balance."""
        convention, at = self.terms.convention, period.from_on
        rounded, numerator, denominator = 0, 0, 1
        for until, balance in stretches:
            if until <= at:
                continue
            part, year = part_fraction(self.terms, (period.from_on, period.due_on), at, until, whole=period.whole)
            rate, scale = rate_on(self.terms, at).as_integer_ratio()
            rounded += round_quotient(balance * rate * part, scale * year, convention.rounding)
            numerator = numerator * scale * year + balance * rate * part * denominator
            denominator *= scale * year
            at = until
        if convention.sub_period is SubPeriod.EACH:
            return rounded
        return round_quotient(numerator, denominator, convention.rounding)

    def _overdue(self) -> int:
        """Principal of earlier rows that is still open; with compounding their interest too."""
        fen = sum(row.open_part(Part.PRINCIPAL) for row in self.rows)
        if self.servicing.compounds:
            fen += sum(row.open_part(Part.INTEREST) for row in self.rows)
        return fen

    def _pay_overdue(self, receipt: _Coming) -> None:
        """Earlier rows are paid first."""
        for row in self.rows:
            for part in self.servicing.allocation.due:
                fen = min(row.open_part(part), receipt.left_fen)
                row.paid[part] += fen
                receipt.left_fen -= fen
