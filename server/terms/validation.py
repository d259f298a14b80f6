"""What makes terms senseless. Every refusal is coded and names its field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from server.terms.dates import agreed_dates, regular_first_due, step
from server.terms.errors import TermsError
from server.terms.model import (
    EVERY_LIMIT,
    FIRST_DATE,
    LAST_DATE,
    PERIODS_LIMIT,
    PRINCIPAL_LIMIT_FEN,
    RATE_LIMIT,
    RATE_PLACES,
    FeeBasis,
    Method,
    Terms,
)

_WITH_PRINCIPAL_SHARE = {Method.EQUAL_PRINCIPAL, Method.FLAT}
_WITH_GRACE = {Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT, Method.BALLOON}


def check(terms: Terms) -> None:
    """Refuse terms that make no sense. Raises TermsError."""
    _check_amount(terms.principal_fen, "principal_fen", "terms.principal_out_of_range", lowest=1)
    check_rate(terms.rate_annual, "rate_annual")
    _check_count(terms.periods, "periods", "terms.periods_out_of_range", 1, PERIODS_LIMIT)
    _check_count(terms.every, "every", "terms.every_out_of_range", 1, EVERY_LIMIT)
    _check_dates(terms)
    _check_grace(terms)
    _check_settings_of_method(terms)
    _check_tranches(terms)
    _check_rate_changes(terms)
    for fee in terms.fees:
        _check_amount(fee.amount_fen, "fees", "terms.fee_out_of_range", lowest=0)
        check_rate(fee.share, "fees")
        if fee.basis in (FeeBasis.FIXED, FeeBasis.OPENING) and fee.share:
            raise TermsError("terms.not_for_method", "fees")


def check_rate(rate: Decimal, field: str) -> None:
    """Refuse a rate that is not an exact fraction between 0 and 10. Raises TermsError."""
    if not isinstance(rate, Decimal) or not rate.is_finite():
        raise TermsError("terms.not_a_number", field)
    if not 0 <= rate <= RATE_LIMIT:
        raise TermsError("terms.rate_out_of_range", field)
    exponent = rate.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > RATE_PLACES:
        raise TermsError("terms.rate_too_fine", field)


def _check_amount(fen: int, field: str, code: str, *, lowest: int) -> None:
    if type(fen) is not int:
        raise TermsError("terms.not_a_number", field)
    if not lowest <= fen <= PRINCIPAL_LIMIT_FEN:
        raise TermsError(code, field)


def _check_count(count: int, field: str, code: str, lowest: int, highest: int) -> None:
    if type(count) is not int:
        raise TermsError("terms.not_a_number", field)
    if not lowest <= count <= highest:
        raise TermsError(code, field)


def _check_dates(terms: Terms) -> None:
    _check_range([terms.start_on], "start_on")
    if terms.due_on:
        _check_range(terms.due_on, "due_on")
        steps = zip((terms.start_on, *terms.due_on), terms.due_on, strict=False)
        if len(terms.due_on) != terms.periods or any(to_on < from_on for from_on, to_on in steps):
            raise TermsError("terms.due_dates_not_rising", "due_on")
        return
    if terms.first_due_on is not None:
        rule = terms.convention.month_end
        latest = step(regular_first_due(terms), terms.period_unit, terms.every, rule)
        if not terms.start_on < terms.first_due_on <= latest:
            raise TermsError("terms.first_due_out_of_range", "first_due_on")
    years = terms.periods * terms.every / {"day": 365, "week": 52, "month": 12}[terms.period_unit]
    if terms.start_on.year + years + 1 >= LAST_DATE.year:
        raise TermsError("terms.date_out_of_range", "periods")


def _check_range(dates: Iterable[date], field: str) -> None:
    if not all(FIRST_DATE <= on <= LAST_DATE for on in dates):
        raise TermsError("terms.date_out_of_range", field)


def _check_grace(terms: Terms) -> None:
    for field in ("grace_principal", "grace_interest", "interest_free"):
        periods = getattr(terms, field)
        _check_count(periods, field, "terms.grace_out_of_range", 0, PERIODS_LIMIT)
        if periods and terms.method not in _WITH_GRACE:
            raise TermsError("terms.not_for_method", field)
        if periods >= terms.periods + (field == "interest_free"):
            raise TermsError("terms.grace_out_of_range", field)


def _check_settings_of_method(terms: Terms) -> None:
    _check_amount(terms.balloon_fen, "balloon_fen", "terms.balloon_out_of_range", lowest=0)
    if terms.balloon_fen > terms.principal_fen:
        raise TermsError("terms.balloon_out_of_range", "balloon_fen")
    if terms.balloon_fen and terms.method is not Method.BALLOON:
        raise TermsError("terms.not_for_method", "balloon_fen")
    if terms.principal_share is not None:
        check_rate(terms.principal_share, "principal_share")
        if terms.method not in _WITH_PRINCIPAL_SHARE or terms.principal_share * (terms.periods - 1) > 1:
            raise TermsError("terms.not_for_method", "principal_share")


def _check_tranches(terms: Terms) -> None:
    if not terms.drawings:
        return
    if terms.drawn_on is not None and terms.method is Method.FLAT:
        raise TermsError("terms.not_for_method", "drawn_on")
    first, *_, last = terms.start_on, *agreed_dates(terms)
    if terms.drawn_on is not None and not first < terms.drawn_on < agreed_dates(terms)[0]:
        raise TermsError("terms.tranche_out_of_range", "drawn_on")
    total = terms.principal_fen
    for tranche in terms.tranches:
        _check_amount(tranche.amount_fen, "tranches", "terms.tranche_out_of_range", lowest=1)
        total += tranche.amount_fen
        if not terms.start_on <= tranche.on < last:
            raise TermsError("terms.tranche_out_of_range", "tranches")
    _check_amount(total, "tranches", "terms.principal_out_of_range", lowest=1)


def _check_rate_changes(terms: Terms) -> None:
    at = terms.start_on
    for change in terms.rate_changes:
        check_rate(change.rate_annual, "rate_changes")
        if change.from_on <= at:
            raise TermsError("terms.rate_change_out_of_range", "rate_changes")
        at = change.from_on
