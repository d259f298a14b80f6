"""A schedule made anew from one row on: later due dates, more periods, another rate, new grace (展期, 调整还款计划)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from server.terms.dates import agreed_dates, agreed_of, step
from server.terms.errors import TermsError
from server.terms.flat import flat_parts
from server.terms.model import Method, Row, Terms
from server.terms.periods import periods_of
from server.terms.schedules import as_rows, level_principal, schedule, with_instalment


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """What changes from the first row due on or after `from_on`.

    Its due date and with it all later ones, the number of periods, the annual rate, periods of grace.
    """

    from_on: date
    due_on: date | None = None
    extra_periods: int = 0
    rate_annual: Decimal | None = None
    grace_principal: int = 0
    grace_interest: int = 0


def rescheduled(terms: Terms, rows: Sequence[Row], change: Rescheduling) -> tuple[Row, ...]:
    """The rows of a loan after a rescheduling: those before it stay, the balance is scheduled anew over the rest.

    When only a due date moves, the level instalment stays and the last row takes the difference. Flat interest goes on
    bearing on the whole principal. Raises TermsError `terms.row_out_of_range` when no row is due from that day on.
    """
    agreed = agreed_of(terms.start_on, (row.days for row in rows))
    kept = [row for row, due_on in zip(rows, agreed, strict=True) if due_on < change.from_on]
    rest = rows[len(kept) :]
    if not rest:
        raise TermsError("terms.row_out_of_range", "from_on")
    start_on = [terms.start_on, *agreed][len(kept)]
    balance = kept[-1].balance_after_fen if kept else terms.principal_fen
    anew = replace(
        terms,
        principal_fen=balance,
        rate_annual=terms.rate_annual if change.rate_annual is None else change.rate_annual,
        periods=len(rest) + change.extra_periods,
        start_on=start_on,
        first_due_on=None,
        due_on=_due_dates(terms, agreed[len(kept) :], change),
        grace_principal=change.grace_principal or max(0, terms.grace_principal - len(kept)),
        grace_interest=change.grace_interest or max(0, terms.grace_interest - len(kept)),
        interest_free=max(0, terms.interest_free - len(kept)),
    )
    if terms.method is Method.FLAT:
        made = _flat(terms, anew)
    elif _moves_only(change) and terms.method is Method.EQUAL_INSTALMENT and len(rest) > 1:
        periods = periods_of(anew)
        parts = with_instalment(anew, periods, balance, rest[0].principal_fen + rest[0].interest_fen)
        made = as_rows(anew, periods, parts)
    else:
        made = schedule(anew)
    return (*kept, *(row._replace(number=row.number + len(kept)) for row in made))


def moved_dates(terms: Terms, change: Rescheduling) -> tuple[date, ...]:
    """All due dates after a rescheduling, those before it included."""
    dates = agreed_dates(terms)
    rest = [on for on in dates if on >= change.from_on]
    return (*dates[: len(dates) - len(rest)], *_due_dates(terms, rest, change))


def _moves_only(change: Rescheduling) -> bool:
    others = (change.extra_periods, change.rate_annual, change.grace_principal, change.grace_interest)
    return change.due_on is not None and not any(others)


def _due_dates(terms: Terms, rest: Sequence[date], change: Rescheduling) -> tuple[date, ...]:
    """The due dates from the changed row on: moved ones keep the distance of the agreed period."""
    dates = list(rest)
    rule = terms.convention.month_end
    if change.due_on is not None:
        every = (terms.every * number for number in range(len(dates)))
        dates = [step(change.due_on, terms.period_unit, count, rule) for count in every]
    extra = (terms.every * number for number in range(1, change.extra_periods + 1))
    anchor = dates[-1]
    return (*dates, *(step(anchor, terms.period_unit, count, rule) for count in extra))


def _flat(terms: Terms, anew: Terms) -> tuple[Row, ...]:
    """Flat rows anew: the principal that is left in equal parts, the interest on the principal first lent."""
    whole = replace(anew, principal_fen=terms.principal_fen)
    periods = periods_of(whole)
    each = level_principal(anew, len(periods) - anew.grace_principal)
    parts = flat_parts(whole, periods, anew.principal_fen, each)
    return as_rows(anew, periods, parts)
