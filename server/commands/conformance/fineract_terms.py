"""Parameters of a case with `snapshots` as terms and servicing of the engine.

`engine` is `cumulative` or `progressive`. `interest_period` SAME_AS_REPAYMENT_PERIOD counts periods, DAILY counts days
over the days of the year in which the loan starts. Progressive loans take `days_in_month` 30 as thirty days a month and
count actual days otherwise. `periods` name the dates. Amounts are HALF_EVEN to the cent unless the case says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from server.commands.conformance.reading import UNITS, Case, UnsupportedError, day, decimal, fen, rate, rounding
from server.terms.allocation import Order, Part
from server.terms.convention import PROFILES, Convention, Count, InstalmentBasis, MonthEnd, SubPeriod, Year
from server.terms.dates import step
from server.terms.model import Method, PeriodUnit, Terms
from server.terms.periods import is_whole
from server.terms.replay.history import Advance, Allocation, Rest, Servicing
from server.terms.rescheduling import Rescheduling

_YEARS = {"360": Year.DAYS_360, "364": Year.DAYS_364, "365": Year.DAYS_365}
_MONTH_ENDS = {
    "LAST_DAY_OF_MONTH": MonthEnd.LAST,
    "FIRST_DAY_OF_NEXT_MONTH": MonthEnd.NEXT_FIRST,
}
_ADVANCES = {
    "REDUCE_NR_INSTALLMENTS": Advance.SHORTEN_TERM,
    "REDUCE_NUMBER_OF_INSTALLMENTS": Advance.SHORTEN_TERM,
    "RESCHEDULE_NEXT_REPAYMENTS": Advance.SKIP_NEXT,
}
_PARTS = {"PENALT": Part.PENALTY, "FEE": Part.FEE, "INTEREST": Part.INTEREST, "PRINCIPAL": Part.PRINCIPAL}


@dataclass(frozen=True, slots=True)
class Loan:
    """A case's loan: terms, servicing, and a moved due date that its periods show."""

    terms: Terms
    servicing: Servicing
    progressive: bool
    moved: Rescheduling | None
    overdue_share: Decimal


def loan_of(case: Case, principal_fen: int, start_on: date | None) -> Loan:
    """Set the engine up from a case's parameters. Raises UnsupportedError."""
    params = case["params"]
    progressive = params.get("engine") == "progressive"
    if not progressive and params.get("engine") not in (None, "cumulative"):
        raise UnsupportedError(f"engine {params['engine']!r}")
    periods = params.get("periods") or []
    begin = day(periods[0][0]) if periods else start_on or _start(case)
    unit = UNITS.get(str(params.get("repay_unit", "MONTHS"))[:1].lower())
    if unit is None:
        raise UnsupportedError(f"repay_unit {params.get('repay_unit')!r}")
    method = _method(params, progressive=progressive)
    by_balance = progressive and method is not Method.FLAT
    convention = _progressive(params, unit) if by_balance else _cumulative(params)
    share = params.get("fixed_principal_pct")
    balloon = _balloon_fen(params, principal_fen)
    terms = Terms(
        principal_fen=principal_fen,
        rate_annual=rate(params["annual_rate_pct"]),
        method=Method.BALLOON if balloon else method,
        periods=int(params["installments"]),
        start_on=begin,
        period_unit=unit,
        every=int(params.get("repay_every", 1)),
        convention=convention,
        grace_principal=int(params.get("grace_principal") or 0),
        grace_interest=_grace_interest(params),
        balloon_fen=balloon,
        principal_share=rate(share) if share is not None else None,
        due_on=tuple(day(period[1]) for period in periods),
    )
    terms, moved = _unmoved(terms, params) if periods else (terms, None)
    return Loan(terms, _servicing(case, progressive=progressive), progressive, moved, _overdue_share(params))


def _start(case: Case) -> date:
    """The day of the loan: submitted on, or the drawing that the rows show."""
    if case["params"].get("submitted_on"):
        return day(case["params"]["submitted_on"])
    for snapshot in case["snapshots"]:
        for row in snapshot["rows"]:
            if row.get("type") == "disbursement":
                return day(row["date"])
            if row.get("from_date"):
                return day(row["from_date"])
    raise UnsupportedError("no start date")


def _method(params: Case, *, progressive: bool) -> Method:
    amortization = str(params.get("amortization", "EQUAL_INSTALLMENTS"))
    if params.get("interest_type") == "FLAT" and not (progressive and not decimal(params["annual_rate_pct"])):
        return Method.FLAT
    if amortization.startswith("EQUAL_PRINCIPAL"):
        return Method.EQUAL_PRINCIPAL
    if not amortization.startswith("EQUAL_INSTALL"):
        raise UnsupportedError(f"amortization {amortization!r}")
    return Method.EQUAL_INSTALMENT


def _balloon_fen(params: Case, principal_fen: int) -> int:
    """The principal that is left for the last row: an amount, or a share of the principal in per cent."""
    for name, value in params.items():
        if "balloon" in name.lower() and value and not isinstance(value, bool):
            percent = name.lower().endswith(("pct", "percentage"))
            return round(principal_fen * rate(value)) if percent else fen(value)
    return 0


def _grace_interest(params: Case) -> int:
    """Periods whose interest is deferred. The `interest_free` column of the source sets this too (see its notes)."""
    stated = ("effective_grace_interest_payment", "grace_interest_payment", "interest_free_column")
    return next((int(params[key] or 0) for key in stated if key in params), 0)


def _year(params: Case, otherwise: Year) -> Year:
    text = str(params.get("days_in_year") or "")
    if not text or "disbursement" in text:
        return otherwise
    if text.upper().startswith("ACTUAL"):
        return Year.ACTUAL if otherwise is not Year.START else otherwise
    if text not in _YEARS:
        raise UnsupportedError(f"days_in_year {text!r}")
    return _YEARS[text]


def _multiples(params: Case, convention: Convention) -> Convention:
    """Rounding of amounts and of the instalment: decimals and multiples."""
    places = int(params.get("currency_decimals", 2))
    smallest = {0: 100, 1: 10, 2: 1}.get(places)
    if smallest is None:
        raise UnsupportedError(f"currency_decimals {places}")
    multiple = params.get("currency_in_multiples_of")
    amount = fen(multiple) if multiple and decimal(multiple) else smallest
    instalment = params.get("installment_multiples_of")
    each = fen(instalment) if instalment and decimal(instalment) else 1
    return replace(
        convention, rounding=rounding(params, "HALF_EVEN"), amount_multiple_fen=amount, instalment_multiple_fen=each
    )


def _cumulative(params: Case) -> Convention:
    base = PROFILES["fineract_cumulative"]
    if params.get("interest_period", "SAME_AS_REPAYMENT_PERIOD") == "DAILY":
        return _multiples(params, replace(base, year=_year(params, Year.START)))
    by_period = replace(base, count=Count.PERIOD, instalment_basis=InstalmentBasis.FACTORS)
    return _multiples(params, replace(by_period, year=_year(params, Year.START)))


def _progressive(params: Case, unit: PeriodUnit) -> Convention:
    thirty = str(params.get("days_in_month", "")) == "30" and unit is PeriodUnit.MONTH
    return _multiples(
        params,
        replace(
            PROFILES["fineract_progressive"],
            count=Count.MONTH_30 if thirty else Count.ACTUAL,
            year=_year(params, Year.ACTUAL),
            sub_period=SubPeriod.ONCE if params.get("interest_rounding") == "PER_INSTALLMENT" else SubPeriod.EACH,
            month_end=_MONTH_ENDS.get(str(params.get("month_end_strategy")), MonthEnd.CLAMP),
        ),
    )


def _unmoved(terms: Terms, params: Case) -> tuple[Terms, Rescheduling | None]:
    """When the periods show one due date that was moved, the terms agreed before and the move.

    A single period of another length after the first is such a move: the instalment was agreed without it.
    """
    unit, every, rule = terms.period_unit, terms.every, terms.convention.month_end
    dates = (terms.start_on, *terms.due_on)
    odd = [at for at in range(terms.periods) if not is_whole(dates[at], dates[at + 1], unit, every)]
    if len(odd) != 1 or not odd[0] or params.get("month_end_strategy"):
        return terms, None
    at = odd[0]
    agreed = [step(dates[0], unit, every * number, rule) for number in range(1, terms.periods + 1)]
    if tuple(agreed[:at]) != terms.due_on[:at]:
        return terms, None
    return replace(terms, due_on=tuple(agreed)), Rescheduling(agreed[at], due_on=terms.due_on[at])


def _servicing(case: Case, *, progressive: bool) -> Servicing:
    params = case["params"]
    advance = str(params.get("advance_payment_strategy", ""))
    down = params.get("down_payment_pct")
    return Servicing(
        allocation=_allocation(str(params.get("allocation_strategy", "")), progressive=progressive),
        recalculates=bool(params.get("interest_recalculation")),
        credits_early=any(str(event["event"]).startswith("pay_") for event in case.get("events", [])),
        rest=Rest.PERIOD if str(params.get("rest_frequency", "")).startswith("SAME_AS") else Rest.DAILY,
        advance=_ADVANCES.get(advance, Advance.LOWER_INSTALMENT),
        compounds=str(params.get("compounding", "")).startswith("INTEREST"),
        down_payment=rate(down) if down else Decimal(0),
        takes_down_payment="AUTO" in str(params.get("source_product", "AUTO")),
        payoff_to_rest="REST" in str(params.get("payoff_interest", "")),
    )


def _order(text: str) -> Order:
    """'PENALTY_FEE_INTEREST_PRINCIPAL' as parts; parts that are not named come last."""
    found = sorted((match.start(), _PARTS[match.group()]) for match in re.finditer("|".join(_PARTS), text))
    named = [part for _, part in found]
    return (*named, *(part for part in (Part.PENALTY, *Part) if part not in named))[: len(Part)]


def _allocation(strategy: str, *, progressive: bool) -> Allocation:
    if strategy.startswith("DUE_"):
        due, _, advance = strategy.removeprefix("DUE_").partition("IN_ADVANCE_")
        return Allocation(_order(due), _order(advance), by_day=True)
    if progressive or strategy.startswith("ADVANCED"):
        # the rule that the source sets up where a case names no order of its own
        order = _order("PENALTY_FEE_PRINCIPAL_INTEREST")
        return Allocation(order, order, by_day=True)
    order = _order(strategy or "PENALTY_FEE_INTEREST_PRINCIPAL")
    return Allocation(order, order)


def _overdue_share(params: Case) -> Decimal:
    """The share of what is overdue that each overdue instalment is charged."""
    text = params.get("penalty")
    if not text:
        return Decimal(0)
    match = re.match(r"([0-9.]+)% of overdue", str(text))
    if match is None:
        raise UnsupportedError(f"penalty {text!r}")
    return rate(match.group(1))


def moved_entries(loan: Loan) -> Sequence[Any]:
    """The move that the periods show, as the first entry of the history."""
    return [loan.moved] if loan.moved else []
