"""Cases with `params` and `expected` (or `expected_wrong`) alone: the Chinese methods of Sunline microloan.

The repayment method is told by `method`, or by the words of `name`: 等额本息 (equal instalment), 等额本金 (equal
principal), 按期付息 (interest only), 一次性 (bullet). Without `day_count` a month is a twelfth of the year, with it the
days go by it; the days of periods stand in the rows, or between `from` and `repayment`. Amounts are HALF_UP; the last
row of equal instalments keeps the instalment and its interest takes the difference.

`expected`: installment alone (the formula), rows (days, principal, interest, total, and what else they state), totals,
or rates (overdue_annual_rate, day_rate_360, day_rate_365, month_rate) at the places they are stated with.
`expected_wrong` is a figure that our engine must not give; `correct` is the one that it must, its name ending in the
day count (`interest_30_360`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from server.commands.conformance.reading import (
    UNITS,
    Case,
    UnsupportedError,
    day,
    day_count,
    decimal,
    fen,
    frequency,
    rate,
    rounding,
)
from server.terms.accrual import interest
from server.terms.convention import PROFILES, Convention, Count
from server.terms.model import Method, Row, Terms
from server.terms.schedules import schedule

_METHODS = {
    "等额本息": Method.EQUAL_INSTALMENT,
    "等额本金": Method.EQUAL_PRINCIPAL,
    "按期付息": Method.INTEREST_ONLY,
    "先息后本": Method.INTEREST_ONLY,
    "一次": Method.BULLET,
    "到期还本付息": Method.BULLET,
    "equalinstal": Method.EQUAL_INSTALMENT,
    "equalprincipal": Method.EQUAL_PRINCIPAL,
    "interest-only": Method.INTEREST_ONLY,
    "interestonly": Method.INTEREST_ONLY,
    "payinterest": Method.INTEREST_ONLY,
    "oneoff": Method.BULLET,
    "one-off": Method.BULLET,
    "bullet": Method.BULLET,
}
_START = date(2022, 1, 1)
_LABELS = ("days", "due_date", "number", "n", "period", "index", "index0")
_MONTHS = 12


def differences(case: Case) -> list[str]:
    """What of a case our engine answers otherwise. Raises UnsupportedError."""
    if "expected_wrong" in case:
        return list(_beside_wrong(case))
    params, expected = case["params"], case["expected"]
    if "principal" not in params:
        return list(_compare(expected, _rates(params)))
    rows = schedule(_terms(case))
    figures = {name: value for name, value in expected.items() if name != "rows"}
    found = list(_compare(figures, _totals(rows) | _rates(params)))
    stated = expected.get("rows", [])
    if stated and len(stated) != len(rows) and not case.get("partial"):
        found.append(f"{len(rows)} rows instead of {len(stated)}")
    for number, (row, ours) in enumerate(zip(stated, rows, strict=False), 1):
        meant = {_meaning(name): value for name, value in row.items()}
        found += [f"row {number} {each}" for each in _compare(meant, _figures(ours))]
    return found


def _terms(case: Case) -> Terms:
    params = case["params"]
    stated = case.get("expected", {}).get("rows", [])
    method = _method(case)
    every, unit = frequency(params.get("frequency", "1 MONTH"))
    start_on = day(params["from"]) if "from" in params else _START
    due_on = _dates(start_on, stated)
    if not due_on and params.get("repayment"):
        due_on = (day(params["repayment"]),) if method is Method.BULLET else ()
    periods = len(due_on) or int(params.get("installments") or len(stated) or 1)
    convention = _convention(params)
    by_period = convention.count is Count.PERIOD and method is not Method.BULLET
    if method is Method.BULLET and not due_on:
        # a term in months without any date or days: thirty days each
        convention = replace(convention, count=Count.THIRTY)
    return Terms(
        principal_fen=fen(params["principal"]),
        rate_annual=rate(params["annual_rate_pct"]),
        method=method,
        periods=periods,
        start_on=start_on,
        period_unit=UNITS[unit],
        every=every,
        convention=convention,
        due_on=() if by_period else due_on,
    )


def _convention(params: Case) -> Convention:
    """By period unless the case counts days; with thirty-day months whole periods come to the same."""
    convention = replace(PROFILES["sunline"], count=Count.PERIOD, rounding=rounding(params, "HALF_UP"))
    if not params.get("day_count"):
        return convention
    named = day_count(str(params["day_count"]))
    count = Count.PERIOD if named.count is Count.THIRTY else named.count
    return replace(convention, count=count, year=named.year)


def _method(case: Case) -> Method:
    words = f"{case['params'].get('method', '')} {case.get('method', '')} {case.get('name', '')}"
    plain = words.lower().replace("_", "").replace(" ", "")
    for word, method in _METHODS.items():
        if word in plain:
            return method
    raise UnsupportedError("the repayment method is not named")


def _dates(start_on: date, stated: list[Case]) -> tuple[date, ...]:
    """Due dates from the rows: named, or by the days of each period."""
    if stated and all("due_date" in row for row in stated):
        return tuple(day(row["due_date"]) for row in stated)
    if stated and all("days" in row for row in stated):
        days = 0
        dates = []
        for row in stated:
            days += int(row["days"])
            dates.append(start_on + timedelta(days=days))
        return tuple(dates)
    return ()


def _figures(row: Row) -> dict[str, Decimal]:
    return {
        "principal": _yuan(row.principal_fen),
        "interest": _yuan(row.interest_fen),
        "total": _yuan(row.total_fen),
        "balance": _yuan(row.balance_after_fen),
    }


def _meaning(name: str) -> str:
    """Which figure of a row a key means: remaining principal, interest, principal or the whole."""
    plain = name.lower()
    meanings = (
        ("balance", ("remain", "balance", "outstanding")),
        ("interest", ("interest",)),
        ("principal", ("principal",)),
        ("total", ("total", "instal", "payment", "amount")),
    )
    return next((meaning for meaning, words in meanings if any(word in plain for word in words)), name)


def _totals(rows: tuple[Row, ...]) -> dict[str, Decimal]:
    total_interest = _yuan(sum(row.interest_fen for row in rows))
    total = _yuan(sum(row.total_fen for row in rows))
    return {
        "installment": _yuan(rows[0].total_fen),
        "interest": total_interest,
        "total_interest": total_interest,
        "total": total,
        "total_payment": total,
        "principal": _yuan(sum(row.principal_fen for row in rows)),
        "last_interest": _yuan(rows[-1].interest_fen),
        "last_principal": _yuan(rows[-1].principal_fen),
        "last_installment": _yuan(rows[-1].total_fen),
        "n": Decimal(len(rows)),
    }


def _rates(params: Case) -> dict[str, Decimal]:
    """Rates of a year, a month and a day, never rounded before they are compared."""
    if "annual_rate_pct" not in params:
        return {}
    annual = rate(params["annual_rate_pct"])
    rates = {
        "annual_rate": annual,
        "month_rate": annual / _MONTHS,
        "day_rate_360": annual / 360,
        "day_rate_365": annual / 365,
    }
    if "overdue_pct_of_rate" in params:
        rates["overdue_annual_rate"] = annual * rate(params["overdue_pct_of_rate"])
    return rates


def _beside_wrong(case: Case) -> Iterator[str]:
    """Our figure must not be the wrong one, and must be the correct one where that is stated."""
    params = case["params"]
    to_on = day(params["repayment"])
    correct = case.get("correct", {})
    counts = [name.removeprefix("interest_") for name in correct if name.startswith("interest_")] or ["30_360"]
    for name in counts:
        convention = day_count(name)
        annual = rate(params["annual_rate_pct"])
        figure = _yuan(interest(fen(params["principal"]), annual, day(params["from"]), to_on, convention))
        ours = {"interest": figure, f"interest_{name}": figure}
        yield from _compare({f"interest_{name}": correct[f"interest_{name}"]} if correct else {}, ours)
        for key, value in case["expected_wrong"].items():
            if key not in ours:
                yield f"{key}: not known here"
            elif ours[key] == decimal(value):
                yield f"{key}: {value} is wrong, yet it is what our engine gives"


def _compare(expected: Mapping[str, Any], ours: Mapping[str, Decimal]) -> Iterator[str]:
    """Figures at the places that they are stated with."""
    for name, value in expected.items():
        if name in _LABELS and name not in ours:
            continue
        if name not in ours:
            yield f"{name}: not known here"
        elif ours[name].quantize(decimal(value), rounding=ROUND_HALF_UP) != decimal(value):
            yield f"{name}: {ours[name]} instead of {value}"


def _yuan(amount_fen: int) -> Decimal:
    return Decimal(amount_fen) / 100
