"""The interest periods of a loan, cut into stretches in which neither balance nor rate changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from server.kit.money import Rounding, round_quotient
from server.terms.convention import Count, PartPeriod, SubPeriod
from server.terms.dates import agreed_dates, month_length, regular_first_due
from server.terms.daycount import part_fraction, period_fraction
from server.terms.model import Method, PeriodUnit, Terms


@dataclass(slots=True)
class Stretch:
    """Days with one balance and one rate: interest = balance * factor / divisor. `drawn_fen` joins at its beginning."""

    factor: int
    divisor: int
    drawn_fen: int = 0


@dataclass(slots=True)
class Period:
    """One interest period with its stretches, nearly always a single one."""

    from_on: date
    due_on: date
    whole: bool
    stretches: list[Stretch]
    drawn_fen: int = 0
    changed: bool = False

    @property
    def days(self) -> int:
        """Calendar days of the period."""
        return (self.due_on - self.from_on).days

    def interest_fen(self, opening_fen: int, rounding: Rounding, multiple_fen: int, each: SubPeriod) -> int:
        """Interest on the balance at the beginning and on what is drawn inside, rounded as the convention says."""
        balance, summed = opening_fen, 0
        numerator, denominator = 0, 1
        for stretch in self.stretches:
            balance += stretch.drawn_fen
            if each is SubPeriod.EACH:
                summed += round_quotient(balance * stretch.factor, stretch.divisor * multiple_fen, rounding)
            else:
                numerator = numerator * stretch.divisor + balance * stretch.factor * denominator
                denominator *= stretch.divisor
        return (summed or round_quotient(numerator, denominator * multiple_fen, rounding)) * multiple_fen

    def growth(self) -> tuple[int, int]:
        """By what a balance grows in the whole period, as a quotient."""
        numerator, denominator = 0, 1
        for stretch in self.stretches:
            numerator = numerator * stretch.divisor + stretch.factor * denominator
            denominator *= stretch.divisor
        return numerator + denominator, denominator


def is_whole(from_on: date, due_on: date, unit: PeriodUnit, every: int) -> bool:
    """Whether a stretch of time is a period of the agreed length, month ends forgiven."""
    if unit is not PeriodUnit.MONTH:
        return (due_on - from_on).days == every * (7 if unit is PeriodUnit.WEEK else 1)
    months = (due_on.year - from_on.year) * 12 + due_on.month - from_on.month
    if months != every:
        return False
    shorter = min(from_on, due_on, key=lambda on: on.day)
    return from_on.day == due_on.day or shorter.day == month_length(shorter.year, shorter.month)


def periods_of(terms: Terms) -> list[Period]:
    """All periods of the terms, in order, with rate changes and tranches where they fall."""
    dates = agreed_dates(terms)
    if terms.method is Method.BULLET:
        dates = dates[-1:]
    rates = [terms.rate_annual] if not terms.rate_changes else None
    plain = rates is not None and not terms.tranches
    numerator, denominator = terms.rate_annual.as_integer_ratio()
    share = terms.convention.part_period is PartPeriod.SHARE
    odd_first = terms.first_due_on is not None and terms.first_due_on != regular_first_due(terms)
    by_days = terms.method in (Method.BULLET, Method.DRAW_AS_YOU_GO)
    common: tuple[int, int] | None = None
    periods, from_on = [], terms.start_on
    for index, due_on in enumerate(dates):
        if terms.due_on:
            whole = share or is_whole(from_on, due_on, terms.period_unit, terms.every)
        else:
            whole = share or bool(index) or not odd_first
        whole = whole and not by_days
        if not plain:
            periods.append(_cut(terms, from_on, due_on, whole=whole))
        else:
            if whole and terms.convention.count is Count.PERIOD:
                part = common = common or period_fraction(terms, from_on, due_on, whole=True)
            else:
                part = period_fraction(terms, from_on, due_on, whole=whole)
            stretch = Stretch(numerator * part[0], denominator * part[1])
            periods.append(Period(from_on, due_on, whole, [stretch]))
        if index < terms.interest_free:
            for stretch in periods[-1].stretches:
                stretch.factor = 0
        from_on = due_on
    return periods


def rate_on(terms: Terms, on: date) -> Decimal:
    """The annual rate of the day that begins on a date."""
    rate = terms.rate_annual
    for change in terms.rate_changes:
        if change.from_on <= on:
            rate = change.rate_annual
    return rate


def _cut(terms: Terms, from_on: date, due_on: date, *, whole: bool) -> Period:
    """One period cut where money is drawn or the rate changes. What happens on the due date belongs to the next."""
    drawn: dict[date, int] = {}
    for tranche in terms.tranches:
        if from_on <= tranche.on < due_on:
            drawn[tranche.on] = drawn.get(tranche.on, 0) + tranche.amount_fen
    changes = {change.from_on for change in terms.rate_changes if from_on <= change.from_on < due_on}
    marks = sorted({from_on, *drawn, *changes})
    period = Period(from_on, due_on, whole, [], sum(drawn.values()), bool(drawn or changes))
    for at, until in zip(marks, [*marks[1:], due_on], strict=True):
        part = part_fraction(terms, (from_on, due_on), at, until, whole=whole)
        numerator, denominator = rate_on(terms, at).as_integer_ratio()
        period.stretches.append(Stretch(numerator * part[0], denominator * part[1], drawn.get(at, 0)))
    return period
