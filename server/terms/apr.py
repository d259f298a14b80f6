"""The annual percentage rate by the internal rate of return (PBoC announcement 2021-3), over all that is paid.

The market shows the rate of a period times the periods of a year (nominal); the effective rate compounds it. Flows at
odd dates are solved by days over 365. Flows are seen from the borrower: what he receives is positive, what he pays is
negative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from server.terms.dates import MONTHS_PER_YEAR, agreed_of
from server.terms.errors import TermsError
from server.terms.model import Method, PeriodUnit, Row, Terms
from server.terms.periods import is_whole

_LOWEST, _HIGHEST = Decimal("-0.9"), Decimal(5)
_HIGHEST_ANNUAL: Final = Decimal(10**6)
_TOLERANCE: Final = Decimal("1e-13")
_PLACES: Final = Decimal("1e-10")
_DIGITS: Final = 34
_STEPS: Final = 200
_HALVING_STEP: Final = 3
_DAYS_PER_YEAR: Final = 365
_KEPT: Final = 4096
"""Quote, application, paper and contract ask for the rate of the same flows one after the other."""


class AprMethod(StrEnum):
    """How a rate was found."""

    IRR = "irr"  # equal periods: rate of a period times periods of a year
    XIRR = "xirr"  # by dates, days over 365


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that the borrower receives (positive) or pays (negative) on a date."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Apr:
    """An annual rate both ways. `nominal` is what the market shows and what price caps test."""

    method: AprMethod
    nominal: Decimal
    effective: Decimal


def apr(amounts_fen: Sequence[int], periods_per_year: int = MONTHS_PER_YEAR) -> Decimal:
    """Nominal annual rate of flows one period apart, the first at once: rate of a period times periods of a year.

    Raises TermsError `terms.flows_without_solution` unless the flows change sign exactly once and have a rate.
    """
    return (irr(amounts_fen) * periods_per_year).quantize(_PLACES)


def irr(amounts_fen: Sequence[int]) -> Decimal:
    """Rate of one period at which the flows are worth nothing. Raises TermsError as `apr` does."""
    return _irr(tuple(amounts_fen))


@lru_cache(_KEPT)
def _irr(amounts_fen: tuple[int, ...]) -> Decimal:
    _check_signs(amounts_fen)

    def worth(rate: Decimal) -> Decimal:
        factor, total = 1 / (1 + rate), Decimal(0)
        for amount in reversed(amounts_fen):
            total = total * factor + amount
        return total

    return _solve(worth, _LOWEST, _HIGHEST)


def xirr(flows: Sequence[Flow]) -> Decimal:
    """Effective annual rate of dated flows, by days over 365. Raises TermsError as `apr` does."""
    ordered = sorted(flows, key=lambda flow: flow.on)
    _check_signs([flow.amount_fen for flow in ordered])
    first = ordered[0].on

    def worth(rate: Decimal) -> Decimal:
        daily = (1 + rate) ** (Decimal(-1) / _DAYS_PER_YEAR)
        return sum((flow.amount_fen * daily ** (flow.on - first).days for flow in ordered), Decimal(0))

    return _solve(worth, _LOWEST, _HIGHEST_ANNUAL).quantize(_PLACES)


def simple(received_fen: int, paid_fen: int, days: int, year_days: int = _DAYS_PER_YEAR) -> Decimal:
    """Simple annual rate (单利) of one payment for one receipt; contracts must label it as such."""
    if received_fen <= 0 or days <= 0:
        raise TermsError("terms.flows_without_solution", "flows")
    return (Decimal(paid_fen - received_fen) / received_fen * year_days / days).quantize(_PLACES)


def flows_of(terms: Terms, rows: Sequence[Row], other: Sequence[Flow] = ()) -> list[Flow]:
    """All flows of a schedule: drawings, instalments with their fees, and what else is paid (`other`)."""
    first = Flow(terms.drawn_on or terms.start_on, terms.principal_fen)
    drawn = [first, *(Flow(each.on, each.amount_fen) for each in terms.tranches)]
    return [*drawn, *(Flow(row.due_on, -row.total_fen) for row in rows), *other]


def apr_of(terms: Terms, rows: Sequence[Row], other: Sequence[Flow] = ()) -> Apr:
    """Annual rate of a schedule with everything that is paid beside it.

    Equal periods of months without drawings or payments in between go by the period (nominal = rate of a period times
    the periods of a year, as the market shows it), whatever days off move a due date; everything else goes by its
    dates, where nominal is twelve times the monthly equivalent.
    """
    places = _places(terms, rows, other)
    if places is not None:
        amounts = [terms.principal_fen, *(-row.total_fen for row in rows)]
        for flow in other:
            amounts[places[flow.on]] += flow.amount_fen
        rate, periods = irr(amounts), Decimal(MONTHS_PER_YEAR) / terms.every
        effective = (1 + rate) ** periods - 1
        return Apr(AprMethod.IRR, (rate * periods).quantize(_PLACES), effective.quantize(_PLACES))
    effective = xirr(flows_of(terms, rows, other))
    monthly = (1 + effective) ** (Decimal(1) / MONTHS_PER_YEAR) - 1
    return Apr(AprMethod.XIRR, (monthly * MONTHS_PER_YEAR).quantize(_PLACES), effective)


def _places(terms: Terms, rows: Sequence[Row], other: Sequence[Flow]) -> dict[date, int] | None:
    """Which period's end every date is, where all flows lie on the start or on due dates that are a period apart.

    A due date that rolled over days off stands for the agreed one. None where the flows go by their dates.
    """
    if terms.period_unit is not PeriodUnit.MONTH or terms.method is Method.BULLET or terms.drawings:
        return None
    agreed = [terms.start_on, *agreed_of(terms.start_on, (row.days for row in rows))]
    if not all(is_whole(*pair, PeriodUnit.MONTH, terms.every) for pair in pairwise(agreed)):
        return None
    places = {row.due_on: row.number for row in rows} | {on: number for number, on in enumerate(agreed)}
    return places if all(flow.on in places for flow in other) else None


def _check_signs(amounts: Sequence[int]) -> None:
    signs = [amount > 0 for amount in amounts if amount]
    changes = sum(before != after for before, after in pairwise(signs))
    if changes != 1:
        raise TermsError("terms.flows_without_solution", "flows")


def _solve(worth: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """The root between two bounds by the Illinois method, false position with every third step a halving.

    Over dozens of periods the worth at the lower bound dwarfs the other end, and false position alone moves by less
    than the tolerance: only the width of the bracket tells that the root is found.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        at_low, at_high = worth(low), worth(high)
        if at_low * at_high > 0:
            raise TermsError("terms.flows_without_solution", "flows")
        for step in range(1, _STEPS + 1):
            halving = step % _HALVING_STEP == 0
            middle = (low + high) / 2 if halving else (low * at_high - high * at_low) / (at_high - at_low)
            at_middle = worth(middle)
            if at_middle * at_high < 0:
                low, at_low = high, at_high
            elif not halving:
                at_low /= 2
            high, at_high = middle, at_middle
            if not at_middle or abs(high - low) < _TOLERANCE:
                break
        return +high
