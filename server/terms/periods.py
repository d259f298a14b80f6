"""The interest periods of a loan, cut into stretches in which neither balance nor rate changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from server.kit.money import Rounding, round_quotient
from server.terms.convention import BY_PERIOD, PartPeriod, SubPeriod
from server.terms.dates import DAYS_PER_WEEK, MONTHS_PER_YEAR, agreed_dates, month_length, regular_first_due
from server.terms.daycount import Quotient, days_fraction, nominal_fraction, part_fraction
from server.terms.model import Method, PeriodUnit, Terms

Span = tuple[date, date]

_ONE_DAY = timedelta(days=1)

BY_DAYS = (
    Method.BULLET,
    Method.DRAW_AS_YOU_GO,
)  # by the day even where whole periods are counted as such


@dataclass(slots=True)
class Stretch:
    """Days with one balance and one rate: interest = balance * factor / divisor. `drawn_fen` joins at its beginning."""

    factor: int
    divisor: int
    drawn_fen: int = 0


@dataclass(slots=True)
class Period:
    """One interest period: a balance that stays all through it bears balance * factor / divisor.

    `stretches` are there only where money is drawn (`drawn_fen` in all) or the rate changes inside.
    """

    from_on: date
    due_on: date
    whole: bool
    factor: int
    divisor: int
    stretches: tuple[Stretch, ...] = ()
    drawn_fen: int = 0

    @property
    def changed(self) -> bool:
        """Whether something changes in it, so that level instalments are spread anew from here."""
        return bool(self.stretches)

    def interest_fen(self, opening_fen: int, rounding: Rounding, multiple_fen: int, each: SubPeriod) -> int:
        """Interest on the balance at the beginning and on what is drawn inside, rounded as the convention says."""
        if not self.stretches or each is SubPeriod.ONCE:
            numerator, denominator = self.exact_interest(opening_fen)
            return round_quotient(numerator, denominator * multiple_fen, rounding) * multiple_fen
        balance, summed = opening_fen, 0
        for stretch in self.stretches:
            balance += stretch.drawn_fen
            summed += round_quotient(balance * stretch.factor, stretch.divisor * multiple_fen, rounding)
        return summed * multiple_fen

    def exact_interest(self, opening_fen: int) -> Quotient:
        """Interest before any rounding."""
        if not self.stretches:
            return opening_fen * self.factor, self.divisor
        balance, numerator, denominator = opening_fen, 0, 1
        for stretch in self.stretches:
            balance += stretch.drawn_fen
            numerator = numerator * stretch.divisor + balance * stretch.factor * denominator
            denominator *= stretch.divisor
        return numerator, denominator


def is_whole(from_on: date, due_on: date, unit: PeriodUnit, every: int) -> bool:
    """Whether a stretch of time is a period of the agreed length, month ends forgiven."""
    if unit is not PeriodUnit.MONTH:
        return (due_on - from_on).days == every * (DAYS_PER_WEEK if unit is PeriodUnit.WEEK else 1)
    if (due_on.year - from_on.year) * MONTHS_PER_YEAR + due_on.month - from_on.month != every:
        return False
    shorter = min(from_on, due_on, key=lambda on: on.day)
    return from_on.day == due_on.day or shorter.day == month_length(shorter.year, shorter.month)


def periods_of(terms: Terms) -> list[Period]:
    """All periods of the terms, in order, with rate changes and tranches where they fall."""
    dates = agreed_dates(terms)
    if terms.method is Method.BULLET:
        dates = dates[-1:]
    spans = list(zip([terms.start_on, *dates], dates, strict=False))
    wholes = wholes_of(terms, spans)
    if terms.drawings or terms.rate_changes:
        periods = [cut(terms, span, whole=whole) for span, whole in zip(spans, wholes, strict=True)]
    else:
        periods = _uncut(terms, spans, wholes)
    for period in periods[: terms.interest_free]:
        period.factor, period.divisor = 0, 1
        period.stretches = tuple(Stretch(0, 1, stretch.drawn_fen) for stretch in period.stretches)
    return periods


def wholes_of(terms: Terms, spans: Sequence[Span]) -> list[bool]:
    """Which spans count as whole periods of the agreed length."""
    if terms.method in BY_DAYS:
        return [False] * len(spans)
    if terms.convention.part_period is PartPeriod.SHARE:
        return [True] * len(spans)
    if terms.due_on:
        return [is_whole(*span, terms.period_unit, terms.every) for span in spans]
    odd_first = terms.first_due_on is not None and terms.first_due_on != regular_first_due(terms)
    return [not odd_first] + [True] * (len(spans) - 1)


def _uncut(terms: Terms, spans: Sequence[Span], wholes: Sequence[bool]) -> list[Period]:
    """Periods of one balance and one rate, which nearly all are."""
    convention, start_on = terms.convention, terms.start_on
    numerator, denominator = terms.rate_annual.as_integer_ratio()
    nominal = nominal_fraction(terms) if convention.count in BY_PERIOD else None
    periods = []
    for (from_on, due_on), whole in zip(spans, wholes, strict=True):
        part, year = nominal if nominal and whole else days_fraction(convention, from_on, due_on, start_on)
        periods.append(Period(from_on, due_on, whole, numerator * part, denominator * year))
    return periods


def as_known(terms: Terms, periods: Sequence[Period], start: int) -> Sequence[Period]:
    """The periods from one on as they look when it ends: what changes later is not known yet."""
    rest = periods[start:]
    if not any(period.changed for period in rest[1:]):
        return rest
    numerator, denominator = rate_on(terms, rest[0].due_on - _ONE_DAY).as_integer_ratio()
    known = [rest[0]]
    for period in rest[1:]:
        span = (period.from_on, period.due_on)
        part, year = part_fraction(terms, span, *span, whole=period.whole)
        known.append(Period(*span, period.whole, numerator * part, denominator * year))
    return known


def rate_on(terms: Terms, on: date) -> Decimal:
    """The annual rate of the day that begins on a date."""
    rate = terms.rate_annual
    for change in terms.rate_changes:
        if change.from_on <= on:
            rate = change.rate_annual
    return rate


def cut(terms: Terms, span: Span, *, whole: bool) -> Period:
    """One period cut where money is drawn or the rate changes. What happens on the due date belongs to the next."""
    from_on, due_on = span
    drawn: dict[date, int] = {}
    for tranche in terms.drawings:
        if from_on <= tranche.on < due_on:
            drawn[tranche.on] = drawn.get(tranche.on, 0) + tranche.amount_fen
    changes = {change.from_on for change in terms.rate_changes if from_on <= change.from_on < due_on}
    marks = sorted({from_on, *drawn, *changes})
    stretches = []
    for at, until in zip(marks, [*marks[1:], due_on], strict=True):
        part, year = part_fraction(terms, span, at, until, whole=whole)
        numerator, denominator = rate_on(terms, at).as_integer_ratio()
        stretches.append(Stretch(numerator * part, denominator * year, drawn.get(at, 0)))
    factor, divisor = 0, 1
    for stretch in stretches:
        factor, divisor = factor * stretch.divisor + stretch.factor * divisor, divisor * stretch.divisor
    kept = tuple(stretches) if drawn or changes else ()
    return Period(from_on, due_on, whole, factor, divisor, kept, sum(drawn.values()))
