"""Paying early: what it costs on a day, and the schedule after it (提前还款).

Interest runs by the day to the day of payment (Civil Code, article 677); a fee only as it was disclosed. What was due
before is taken as paid: overdue amounts are the caller's to collect first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from server.terms.accrual import interest
from server.terms.dates import agreed_of
from server.terms.errors import TermsError
from server.terms.given import schedule_by_instalment, schedule_by_principal
from server.terms.model import Method, Row, Terms, share_of
from server.terms.periods import rate_on
from server.terms.schedules import schedule

_MONTHS = 12


class Choice(StrEnum):
    """What a partial early payment does to the rest."""

    SHORTEN_TERM = "shorten_term"
    LOWER_INSTALMENT = "lower_instalment"


@dataclass(frozen=True, slots=True)
class PrepaymentFee:
    """The disclosed fee: a share of the prepaid principal, at most so many months' interest on it.

    Free for loans of fewer than `free_below_periods` periods and once `free_after_share` of the periods is over.
    """

    share: Decimal = Decimal("0.01")
    months_of_interest: int = 1
    free_below_periods: int = 12
    free_after_share: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class PrepaymentQuote:
    """What has to be paid on the day, and the rows that remain. `saved_fen` is interest that is no longer due."""

    on: date
    principal_fen: int
    interest_fen: int
    fee_fen: int
    rows_before: tuple[Row, ...]
    rows_after: tuple[Row, ...]

    @property
    def total_fen(self) -> int:
        """All that has to be paid on the day."""
        return self.principal_fen + self.interest_fen + self.fee_fen

    @property
    def saved_fen(self) -> int:
        """Interest and fees that fall away, less what is paid for that on the day."""
        before = sum(row.interest_fen + row.fee_fen for row in self.rows_before)
        after = sum(row.interest_fen + row.fee_fen for row in self.rows_after)
        return before - after - self.interest_fen - self.fee_fen


def payoff(terms: Terms, rows: Sequence[Row], on: date, fee: PrepaymentFee | None = None) -> PrepaymentQuote:
    """What pays the loan off on a day: principal, interest to the day, the disclosed fee.

    Raises TermsError `terms.row_out_of_range` when the day is before the start or nothing is left to prepay then.
    """
    at = _position(terms, rows, on)
    charged = _fee_fen(terms, fee, at.balance_fen, len(rows) - len(at.left), on)
    return PrepaymentQuote(on, at.balance_fen, at.accrued_fen, charged, tuple(at.left), ())


def prepay(
    terms: Terms,
    rows: Sequence[Row],
    on: date,
    principal_fen: int,
    choice: Choice,
    *,
    fee: PrepaymentFee | None = None,
) -> PrepaymentQuote:
    """What paying part of the principal early takes on the day, and the rows after it, on the same due dates.

    Shortening keeps the instalment (or the principal of a row) and drops the last rows; lowering keeps the number of
    rows. Raises TermsError: `terms.amount_negative`, `terms.principal_out_of_range` (not less than the balance),
    `terms.not_for_method` (flat interest is paid off whole), `terms.row_out_of_range`.
    """
    if principal_fen <= 0:
        raise TermsError("terms.amount_negative", "principal_fen")
    if terms.method in (Method.FLAT, Method.BALLOON):
        raise TermsError("terms.not_for_method", "principal_fen")
    at = _position(terms, rows, on)
    if principal_fen >= at.balance_fen:
        raise TermsError("terms.principal_out_of_range", "principal_fen")
    past = len(rows) - len(at.left)
    charged = _fee_fen(terms, fee, principal_fen, past, on)
    after = _rest(terms, at, on, at.balance_fen - principal_fen, choice)
    numbered = tuple(row._replace(number=row.number + past) for row in after)
    return PrepaymentQuote(on, principal_fen, at.accrued_fen, charged, tuple(at.left), numbered)


class _Position(NamedTuple):
    """Rows not yet due on a day with their agreed dates, the principal owed, the interest since the last due date."""

    left: list[Row]
    dates: tuple[date, ...]
    balance_fen: int
    accrued_fen: int


def _position(terms: Terms, rows: Sequence[Row], on: date) -> _Position:
    if any(tranche.on > on for tranche in terms.drawings):
        raise TermsError("terms.not_for_method", "tranches")
    agreed = agreed_of(terms.start_on, (row.days for row in rows))
    left = [row for row, due_on in zip(rows, agreed, strict=True) if due_on > on]
    if on < terms.start_on or not left:
        raise TermsError("terms.row_out_of_range", "on")
    begun = [terms.start_on, *agreed][len(rows) - len(left)]
    balance = sum(row.principal_fen for row in left)
    base = terms.principal_fen if terms.method is Method.FLAT else balance
    marks = [begun, *(change.from_on for change in terms.rate_changes if begun < change.from_on < on), on]
    accrued = sum(interest(base, rate_on(terms, at), at, to, terms.convention) for at, to in pairwise(marks))
    return _Position(left, tuple(agreed[-len(left) :]), balance, accrued)


def _rest(terms: Terms, at: _Position, on: date, balance: int, choice: Choice) -> tuple[Row, ...]:
    """The rows after a partial payment: interest runs anew from the day of payment."""
    left = at.left
    level = terms.method in (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL)
    anew = replace(
        terms,
        principal_fen=balance,
        rate_annual=rate_on(terms, on),
        periods=len(left),
        start_on=on,
        first_due_on=None,
        due_on=at.dates,
        drawn_on=None,
        tranches=(),
        rate_changes=tuple(change for change in terms.rate_changes if change.from_on > on),
        grace_principal=sum(1 for row in left[:-1] if not row.principal_fen) if level else 0,
        grace_interest=0,
        interest_free=0,
    )
    if choice is Choice.LOWER_INSTALMENT or not level:
        return schedule(anew)
    # the last row may be smaller and the running one shorter: the size is that of a whole row between
    usual = left[:1] + left[-2:-1]
    if terms.method is Method.EQUAL_PRINCIPAL:
        return schedule_by_principal(anew, max(row.principal_fen for row in usual), takes_rest=True)
    instalment = max(row.principal_fen + row.interest_fen for row in usual)
    return schedule_by_instalment(anew, instalment, takes_rest=True)


def _fee_fen(terms: Terms, fee: PrepaymentFee | None, principal_fen: int, paid_rows: int, on: date) -> int:
    """The disclosed fee for prepaying a principal after so many rows."""
    if fee is None or terms.periods < fee.free_below_periods or paid_rows >= terms.periods * fee.free_after_share:
        return 0
    monthly = share_of(principal_fen * fee.months_of_interest, rate_on(terms, on) / _MONTHS, terms.rounding)
    return min(share_of(principal_fen, fee.share, terms.rounding), monthly)
