"""Cases with `kind` and `expected`: Frappe Lending's schedules and penalties.

`params`: principal, annual_rate_pct, frequency ('1 MONTH'), and installments or the instalment that is given instead.
The instalment is the annuity rounded up to a whole unit, a month is a twelfth of the year; with
`interest_rounded_to_unit` the interest of each month is rounded to a whole unit. `expected`: installment, n,
total_interest_rounded0, total_payment_rounded0, rows by `index0` with principal, interest, balance. The source works in
floats and asserts whole units: a figure is compared at the places that it is stated with.

With `accrual_days` or `days_late` the case is interest by the day (`day_count` ACT/365): accrued_interest; penalty_days
are the late days less `grace_days`; the penalty is the penalty rate on the accrued interest for those days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from server.commands.conformance.reading import UNITS, Case, day, day_count, decimal, fen, frequency, rate
from server.terms.accrual import interest, penalty
from server.terms.convention import PROFILES
from server.terms.given import longest, schedule_by_instalment
from server.terms.model import Method, Row, Terms
from server.terms.schedules import schedule

_GIVEN = ("amount", "installment", "instalment", "emi")
_START = date(2024, 1, 1)
_WHOLE_UNIT_FEN = 100


def differences(case: Case) -> list[str]:
    """What of a case our engine answers otherwise. Raises UnsupportedError."""
    params, expected = case["params"], case["expected"]
    if "accrual_days" in params or "days_late" in params:
        return list(_compare(expected, _by_days(params)))
    rows = _rows(case)
    found = list(_compare({name: value for name, value in expected.items() if name != "rows"}, _totals(rows)))
    for row in expected.get("rows", []):
        index = int(row["index0"])
        if index >= len(rows):
            found.append(f"row {index} is missing")
            continue
        figures = {name: value for name, value in row.items() if name != "index0"}
        found += [f"row {index} {each}" for each in _compare(figures, _figures(rows[index]))]
    return found


def _rows(case: Case) -> tuple[Row, ...]:
    params = case["params"]
    every, unit = frequency(params.get("frequency", "1 MONTH"))
    convention = PROFILES["frappe"]
    if case.get("interest_rounded_to_unit") or params.get("interest_rounded_to_unit"):
        convention = replace(convention, amount_multiple_fen=_WHOLE_UNIT_FEN)
    given = next((value for name, value in params.items() if any(word in name for word in _GIVEN)), None)
    terms = Terms(
        principal_fen=fen(params["principal"]),
        rate_annual=rate(params["annual_rate_pct"]),
        method=Method.EQUAL_INSTALMENT,
        periods=int(params.get("installments") or 1),
        start_on=day(params["start"]) if "start" in params else _START,
        period_unit=UNITS[unit],
        every=every,
        convention=convention,
    )
    if given is not None and not params.get("installments"):
        return schedule_by_instalment(longest(replace(terms, every=every)), fen(given))
    return schedule(terms)


def _figures(row: Row) -> dict[str, int]:
    return {
        "principal": row.principal_fen,
        "interest": row.interest_fen,
        "total": row.total_fen,
        "total_payment": row.total_fen,
        "balance": row.balance_after_fen,
    }


def _totals(rows: tuple[Row, ...]) -> dict[str, int | Decimal]:
    total_interest = sum(row.interest_fen for row in rows)
    total = sum(row.total_fen for row in rows)
    return {
        "n": Decimal(len(rows)),
        "installment": rows[0].total_fen,
        "total_interest": total_interest,
        "total_payment": total,
    }


def _by_days(params: Case) -> dict[str, int | Decimal]:
    """Interest of some days, and the penalty on it for the days that it is late."""
    convention = day_count(str(params.get("day_count", "ACT/365")))
    accrued_to = _START + timedelta(days=int(params.get("accrual_days", 0)))
    accrued = interest(fen(params["principal"]), rate(params["annual_rate_pct"]), _START, accrued_to, convention)
    late, grace = int(params.get("days_late", 0)), int(params.get("grace_days", 0))
    figures: dict[str, int | Decimal] = {"accrued_interest": accrued, "penalty_days": Decimal(max(0, late - grace))}
    if "penalty_rate_pct" in params:
        figures["penalty"] = penalty(
            accrued,
            rate(params["penalty_rate_pct"]),
            _START,
            _START + timedelta(days=late),
            convention,
            multiple=Decimal(1),
            grace_days=grace,
            grace_is_free=True,
        )
    return figures


def _compare(expected: Mapping[str, Any], ours: Mapping[str, int | Decimal]) -> Iterator[str]:
    """Figures at the places that they are stated with; `_rounded0` states whole units."""
    for name, value in expected.items():
        plain = name.removesuffix("_rounded0")
        if plain not in ours:
            yield f"{name}: not known here"
            continue
        figure = ours[plain]
        exact = figure if isinstance(figure, Decimal) else Decimal(figure) / 100
        stated = decimal(value)
        if exact.quantize(stated, rounding=ROUND_HALF_EVEN) != stated:
            yield f"{name}: {exact} instead of {value}"
