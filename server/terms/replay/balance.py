"""What is owed on each day of a loan, and the instalments that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from server.kit.money import round_quotient
from server.terms.allocation import Part
from server.terms.convention import SubPeriod
from server.terms.daycount import part_fraction
from server.terms.model import Terms
from server.terms.periods import Period, as_known, periods_of, rate_on
from server.terms.replay.book import Instalment
from server.terms.replay.history import Servicing
from server.terms.schedules import even_instalment

Step = tuple[date, int]  # a day, and by how much the balance changes on it


class Balance:
    """Works out rows from drawings, rates and payments.

    `terms` have the dates agreed first, from which level instalments are worked out; `moved` those that hold now.
    """

    def __init__(
        self, terms: Terms, moved: Terms, servicing: Servicing, rows: list[Instalment], as_of: date | None
    ) -> None:
        self.terms = moved
        self.agreed = periods_of(terms)
        self.periods = periods_of(moved)
        self.servicing = servicing
        self.as_of = as_of
        self.rows = rows or [
            Instalment(number, period.from_on, period.due_on) for number, period in enumerate(self.periods, 1)
        ]
        self.instalments: list[int] = []
        self.spreads: Sequence[tuple[date, int]] = [(terms.start_on, terms.periods)]

    def work_out(self) -> None:
        """Set principal and interest of every row."""
        drawn = self.terms.principal_fen + sum(each.amount_fen for each in self.terms.tranches)
        left, carried = drawn, 0
        ahead = sum(row.paid[Part.PRINCIPAL] for row in self.rows)
        last = len(self.rows) - 1
        for index, row in enumerate(self.rows):
            period = self.periods[index]
            instalment = self._instalment(index)
            self.instalments.append(instalment)
            exact = self._interest(index, period.due_on) + carried
            interest = exact
            if index >= self.terms.grace_principal and index < last:
                room = instalment - row.paid[Part.PRINCIPAL]
                interest = max(row.paid[Part.INTEREST], min(exact, room), 0)
            ahead -= row.paid[Part.PRINCIPAL]
            principal = left - ahead
            if index < last:
                wanted = 0 if index < self.terms.grace_principal else max(0, instalment - interest)
                principal = max(row.paid[Part.PRINCIPAL], min(wanted, principal))
            else:
                interest = max(interest, row.paid[Part.INTEREST])
            carried = exact - interest
            left -= principal
            row.owed[Part.PRINCIPAL], row.owed[Part.INTEREST] = principal + row.charged_back_fen, interest

    def _instalment(self, index: int) -> int:
        """The level instalment of a row: worked out at the first row that repays and wherever something changes."""
        grace = self.terms.grace_principal
        if index < grace:
            return 0
        period = self.agreed[index]
        count = [count for from_on, count in self.spreads if from_on <= period.due_on][-1]
        longer = index > 0 and count != [count for from_on, count in self.spreads if from_on <= period.from_on][-1]
        if index > grace and not period.changed and not longer:
            return self.instalments[-1]
        opening = self._opening(index, period)
        return even_instalment(self.terms, as_known(self.terms, self.agreed[:count], index), opening)[0]

    def _opening(self, index: int, period: Period) -> int:
        """What is owed when a period begins, before anything is drawn in it."""
        first = self.terms.drawn_on or self.terms.start_on
        drawn = self.terms.principal_fen if first < period.from_on or not index else 0
        drawn += sum(each.amount_fen for each in self.terms.tranches if each.on < period.from_on)
        if self.terms.drawn_on and not index:
            drawn = 0
        return drawn - sum(fen for on, fen in self._repaid(index) if on <= self.periods[index].from_on)

    def interest_until(self, index: int, on: date) -> int:
        """Interest of a row as far as it has run on a day, as if everything were repaid then."""
        period = self.periods[index]
        return 0 if on <= period.from_on else self._interest(index, min(on, period.due_on))

    def _interest(self, index: int, until: date) -> int:
        """Interest of a row's period until a day, on the balance of each day."""
        period, terms, convention = self.periods[index], self.terms, self.terms.convention
        span = (period.from_on, period.due_on)
        steps = sorted(self._steps(index))
        changes = [change.from_on for change in terms.rate_changes]
        inside = {on for on in (*(on for on, _ in steps), *changes) if span[0] < on < until}
        marks = sorted({span[0], *inside})
        summed, numerator, denominator = 0, 0, 1
        for at, end in zip(marks, [*marks[1:], until], strict=True):
            owed = sum(fen for on, fen in steps if on <= at)
            part, year = part_fraction(terms, span, at, end, whole=period.whole)
            rate, scale = rate_on(terms, at).as_integer_ratio()
            summed += round_quotient(owed * rate * part, scale * year, convention.rounding)
            numerator = numerator * scale * year + owed * rate * part * denominator
            denominator *= scale * year
        if convention.sub_period is SubPeriod.EACH:
            return summed
        return round_quotient(numerator, denominator, convention.rounding)

    def _steps(self, index: int) -> Iterable[Step]:
        """Every change of the balance that the interest of a row depends on."""
        yield (self.terms.drawn_on or self.terms.start_on, self.terms.principal_fen)
        for tranche in self.terms.tranches:
            yield (tranche.on, tranche.amount_fen)
        for on, fen in self._repaid(index):
            yield (on, -fen)

    def _repaid(self, index: int) -> Iterable[Step]:
        """Principal repaid, or taken as repaid: what is not yet due goes by the schedule, what is overdue runs on.

        Overdue principal counts as repaid when it is, or on the day the book is reckoned for; where nothing is
        recalculated, early and late money counts on its due date.
        """
        late = self.servicing.recalculates
        early = late or self.servicing.credits_early
        for number, row in enumerate(self.rows):
            for on, part, fen in row.payments:
                if part is Part.PRINCIPAL:
                    counted = on if early else max(on, row.due_on)
                    yield (counted if late else min(counted, row.due_on), fen)
            if number < index:
                still = row.owed[Part.PRINCIPAL] - row.paid[Part.PRINCIPAL]
                counted = max(row.due_on, self.as_of) if late and self.as_of else row.due_on
                yield (counted, still)
