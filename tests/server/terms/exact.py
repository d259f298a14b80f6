"""The schedule once more, by fractions and by the book: slow, plain, and written apart from the engine."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from server.kit.money import Rounding
from server.terms.convention import Count, Year
from server.terms.model import Method, PeriodUnit, Terms

LEAP_YEARS = frozenset(range(1904, 2097, 4))
ExactRow = tuple[int, int]  # principal, interest


def rounded(value: Fraction, rounding: Rounding) -> int:
    """Round by the decimal module; the quotient is exact enough because ties are met exactly by halves."""
    whole = value.numerator // value.denominator
    rest = value - whole
    if rest == 0:
        return whole
    decided = {
        Rounding.UP: value > 0,
        Rounding.DOWN: value < 0,
        Rounding.CEILING: True,
        Rounding.FLOOR: False,
    }
    if rounding in decided:
        return whole + decided[rounding]
    if rest != Fraction(1, 2):
        return whole + (rest > Fraction(1, 2))
    if rounding is Rounding.HALF_UP:
        return whole + (value > 0)
    return whole + whole % 2


def to_multiple(value: Fraction, rounding: Rounding, multiple: int) -> int:
    return rounded(value / multiple, rounding) * multiple


def due_dates(terms: Terms) -> list[date]:
    """Every `every` days, weeks or months after the start; a day that a month lacks becomes its last."""
    dates = []
    for number in range(1, terms.periods + 1):
        count = number * terms.every
        if terms.period_unit is PeriodUnit.MONTH:
            year, month = divmod(terms.start_on.year * 12 + terms.start_on.month - 1 + count, 12)
            day = terms.start_on.day
            while True:
                try:
                    dates.append(date(year, month + 1, day))
                    break
                except ValueError:
                    day -= 1
        else:
            days = count * (7 if terms.period_unit is PeriodUnit.WEEK else 1)
            dates.append(date.fromordinal(terms.start_on.toordinal() + days))
    return dates


def factor(terms: Terms, from_on: date, to_on: date) -> Fraction:
    """Interest of one fen over a period, exactly."""
    rate = Fraction(terms.rate_annual)
    convention = terms.convention
    days = to_on.toordinal() - from_on.toordinal()
    by_days = terms.method in (Method.BULLET, Method.DRAW_AS_YOU_GO)
    if convention.count is Count.PERIOD and not by_days:
        if terms.period_unit is PeriodUnit.MONTH:
            return rate * Fraction(terms.every, 12)
        return rate * Fraction(days, int(convention.year))
    if convention.year is Year.ACTUAL:
        ordinals = range(from_on.toordinal() + 1, to_on.toordinal() + 1)
        leap = sum(date.fromordinal(ordinal).year in LEAP_YEARS for ordinal in ordinals)
        return rate * (Fraction(leap, 366) + Fraction(days - leap, 365))
    return rate * Fraction(days, int(convention.year))


def exact_rows(terms: Terms) -> list[ExactRow]:
    """Principal and interest of every row."""
    factors, grace = _factors(terms), terms.grace_principal
    rounding, balance = terms.convention.rounding, terms.principal_fen
    instalment, level = _instalment(terms, factors[grace:]), _level(terms, len(factors) - grace)
    rows: list[ExactRow] = []
    for number, each in enumerate(factors, 1):
        interest = rounded(balance * each, rounding)
        if number == len(factors):
            principal = balance
        elif number <= grace:
            principal = 0
        elif terms.method in (Method.EQUAL_INSTALMENT, Method.BALLOON):
            principal = min(max(instalment - interest, 0), balance)
        elif terms.method is Method.EQUAL_PRINCIPAL:
            principal = min(level, balance)
        else:
            principal = 0
        rows.append((principal, interest))
        balance -= principal
    return rows


def _factors(terms: Terms) -> list[Fraction]:
    """Interest of one fen over each period, nothing in those that bear none."""
    dates = due_dates(terms)
    if terms.method is Method.BULLET:
        dates = dates[-1:]
    starts = [terms.start_on, *dates[:-1]]
    found = [factor(terms, from_on, to_on) for from_on, to_on in zip(starts, dates, strict=True)]
    return [Fraction(0) if number < terms.interest_free else each for number, each in enumerate(found)]


def _instalment(terms: Terms, factors: list[Fraction]) -> int:
    """What is paid each time so that the balloon is left at the end: (P - B / growth) / annuity, rounded."""
    annuity, growth = Fraction(0), Fraction(1)
    for each in reversed(factors):
        annuity, growth = (annuity + 1) / (1 + each), growth * (1 + each)
    left = Fraction(terms.balloon_fen) / growth
    multiple = terms.convention.instalment_multiple_fen
    return to_multiple((terms.principal_fen - left) / annuity, terms.convention.rounding, multiple)


def _level(terms: Terms, rows: int) -> int:
    multiple = terms.convention.instalment_multiple_fen
    return to_multiple(Fraction(terms.principal_fen, rows), terms.convention.rounding, multiple)


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
