"""The level instalment of an annuity (等额本息), exact until it is rounded once."""

from __future__ import annotations

from collections.abc import Sequence

from server.kit.money import Rounding, round_quotient
from server.terms.convention import Convention, InstalmentBasis
from server.terms.daycount import nominal_fraction, year_days
from server.terms.model import PeriodUnit, Terms
from server.terms.periods import Period

_NOMINAL_MONTH_DAYS = 30


def annuity_factor(growths: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What one fen at the end of each period is worth at the beginning, as a quotient: sum of 1 / product of growths.

    A growth is (divisor + factor, divisor).
    """
    numerator, denominator = 0, 1
    for grown, divisor in reversed(growths):
        numerator, denominator = (numerator + denominator) * divisor, denominator * grown
    return numerator, denominator


def discount(growths: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What one fen at the very end is worth at the beginning, as a quotient."""
    numerator = denominator = 1
    for grown, divisor in growths:
        numerator *= divisor
        denominator *= grown
    return numerator, denominator


def round_instalment(numerator: int, denominator: int, convention: Convention) -> int:
    """Round a level instalment to its multiple."""
    multiple = max(convention.instalment_multiple_fen, convention.amount_multiple_fen)
    rounding: Rounding = convention.instalment_rounding or convention.rounding
    return round_quotient(numerator, denominator * multiple, rounding) * multiple


def level_instalment(terms: Terms, periods: Sequence[Period], opening_fen: int) -> int:
    """The level instalment that repays a balance, and what is drawn inside the first period, over the periods.

    a = P / sum(1 / product(1 + rate factor)); with a balloon B, a = (P - B * discount) / that sum. The value of what is
    drawn inside the first period grows by its own days, unless the convention evens the instalment out afterwards: then
    the first period counts in full (as Apache Fineract's progressive schedules do).
    """
    convention = terms.convention
    balance = opening_fen + periods[0].drawn_fen
    if convention.instalment_basis is InstalmentBasis.NOMINAL:
        growths = [_nominal_growth(terms, period) for period in periods]
    else:
        growths = [(period.divisor + period.factor, period.divisor) for period in periods]
    numerator, denominator = annuity_factor(growths)
    value, scale = balance, 1
    if periods[0].drawn_fen and not convention.even_out:
        value, scale = _value_at_start(periods[0], opening_fen)
    if terms.balloon_fen:
        part, whole = discount(growths)
        value, scale = value * whole - terms.balloon_fen * part * scale, scale * whole
    return round_instalment(value * denominator, scale * numerator, convention)


def _value_at_start(period: Period, opening_fen: int) -> tuple[int, int]:
    """What would have to be owed at the beginning of a period to owe at its end what the drawings make it."""
    numerator, denominator = period.exact_interest(opening_fen)
    owed = (opening_fen + period.drawn_fen) * denominator + numerator
    return owed * period.divisor, denominator * (period.divisor + period.factor)


def _nominal_growth(terms: Terms, period: Period) -> tuple[int, int]:
    """Growth by thirty days a month over the days of the year, whatever the calendar says."""
    if period.factor == 0:
        return 1, 1
    numerator, denominator = _rate_of(terms, period)
    days = nominal_fraction(terms)[0] * (_NOMINAL_MONTH_DAYS if terms.period_unit is PeriodUnit.MONTH else 1)
    divisor = denominator * year_days(terms.convention.year, terms.start_on)
    return divisor + numerator * days, divisor


def _rate_of(terms: Terms, period: Period) -> tuple[int, int]:
    """The rate in force at the end of a period."""
    rate = terms.rate_annual
    for change in terms.rate_changes:
        if change.from_on < period.due_on:
            rate = change.rate_annual
    return rate.as_integer_ratio()


def evened_out(instalment: int, totals: tuple[int, int], count: int, convention: Convention) -> int | None:
    """A better instalment to try when the last row differs from the one before it by too much, else None.

    `totals` are the last row and the one before it. With d = last - previous in fen and n rows: when |d| > n // 2, the
    instalment is tried once more with round(d / n) added (Apache Fineract, ProgressiveEMICalculator).
    """
    difference = totals[0] - totals[1]
    if abs(difference) <= count // 2:
        return None
    step = round_instalment(difference, count, convention)
    return instalment + step if step else None
