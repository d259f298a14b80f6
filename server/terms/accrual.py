"""Interest and penalty interest between two dates, by the day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from server.kit.money import round_quotient
from server.terms.convention import Convention
from server.terms.daycount import days_fraction
from server.terms.errors import TermsError
from server.terms.validation import check_rate

PENALTY_MULTIPLE: Final = Decimal("1.5")


def interest(principal_fen: int, rate_annual: Decimal, from_on: date, to_on: date, convention: Convention) -> int:
    """Interest in fen on a balance from one date to another, the first day included, the last not (算头不算尾).

    By days over the year of the convention (thirty-day months where it counts so), rounded once. Raises TermsError
    (`terms.dates_reversed`, `terms.amount_negative`, rate refusals).
    """
    if principal_fen < 0:
        raise TermsError("terms.amount_negative", "principal_fen")
    if to_on < from_on:
        raise TermsError("terms.dates_reversed", "to_on")
    check_rate(rate_annual, "rate_annual")
    part, year = days_fraction(convention, from_on, to_on, from_on)
    numerator, denominator = rate_annual.as_integer_ratio()
    multiple = convention.amount_multiple_fen
    exact = principal_fen * numerator * part
    return round_quotient(exact, denominator * year * multiple, convention.rounding) * multiple


def penalty(
    overdue_fen: int,
    rate_annual: Decimal,
    due_on: date,
    to_on: date,
    convention: Convention,
    *,
    multiple: Decimal = PENALTY_MULTIPLE,
    grace_days: int = 0,
    grace_is_free: bool = False,
    cap_annual: Decimal | None = None,
) -> int:
    """Penalty interest (罚息) in fen on an overdue amount from its due date: contract rate times `multiple`, by days.

    Paid within `grace_days` it costs nothing. Later the days run from the due date, or from the end of the grace where
    the contract gives those days away (`grace_is_free`). `cap_annual` is the most a year may cost. The base is what the
    caller passes: overdue principal, so that no interest bears interest. Raises TermsError like `interest`.
    """
    if grace_days < 0:
        raise TermsError("terms.amount_negative", "grace_days")
    late_days = (to_on - due_on).days
    if 0 <= late_days <= grace_days:
        return 0
    from_on = due_on + timedelta(days=grace_days) if grace_is_free else due_on
    rate = rate_annual * multiple
    if cap_annual is not None:
        rate = min(rate, cap_annual)
    return interest(overdue_fen, rate, from_on, to_on, convention)
