"""What is reckoned from what is known: age, ratios, and which of several tellings of a fact counts. Pure.

Nothing is filled in: what cannot be reckoned is missing. A ratio on nothing is missing too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from server.customers.rating.chart import Chart, Facts
from server.customers.rating.vocabulary import FACTS, FactSource, Value

MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of a fact; no value means that it is not known any more."""

    code: str
    value: Value | None
    source: FactSource
    observed_on: date


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the house's own loans say of a customer. Shares are of instalments that fell due in twelve months."""

    loans: int
    current_dpd: int
    worst_dpd: int
    due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a customer on a day. Amounts in fen, None where nobody told.

    `median_income_fen` is what half of the people where he lives earn more than in a month, as headquarters entered it.
    """

    kind: str
    born: date | None
    income_monthly_fen: int | None
    debt_monthly_fen: int | None
    exposure_fen: int
    conduct: Conduct | None
    told: tuple[Told, ...]
    median_income_fen: Decimal | None = None


def facts_of(known: Known, chart: Chart, today: date) -> dict[str, Value | None]:
    """Every fact of the vocabulary with its value on a day; None is missing."""
    best = _best(known.told, chart.verified_by, today)
    facts: dict[str, Value | None] = dict.fromkeys(FACTS)
    facts |= {code: each.value for code, each in best.items() if code in FACTS}
    income = best.get("income_monthly_fen")
    own_income = _decimal(known.income_monthly_fen)
    income_fen = _number(income.value) if income is not None else own_income
    facts["income_monthly_fen"] = income_fen
    facts["income_verified"] = None if income_fen is None else income is not None and income.source in chart.verified_by
    facts["kind"] = known.kind
    facts["age_years"] = _age(known.born, today)
    facts["dependants_per_earner"] = _ratio(facts["dependants"], facts["earners"])
    facts["income_ratio"] = _ratio(income_fen, known.median_income_fen)
    facts["debt_ratio"] = _ratio(_decimal(known.debt_monthly_fen), income_fen)
    wanted = max(_number(facts["requested_fen"]) or Decimal(0), Decimal(known.exposure_fen))
    assets, owed = _number(facts["assets_fen"]), _number(facts["liabilities_fen"])
    facts["assets_ratio"] = None if assets is None or owed is None else _ratio(assets - owed, wanted)
    facts["liability_ratio"] = _ratio(owed, assets)
    facts["loan_to_inflow"] = _ratio(wanted or None, facts["annual_inflow_fen"])
    return facts | _conduct(known.conduct)


def _conduct(conduct: Conduct | None) -> dict[str, Value | None]:
    """Who never borrowed here is new; who borrowed and had nothing to pay yet has no share."""
    if conduct is None or conduct.loans == 0:
        return {"is_new": True, "current_dpd": None, "worst_dpd": None, "on_time_share": None}
    has_paid = conduct.due > 0
    return {
        "is_new": not has_paid,
        "current_dpd": Decimal(conduct.current_dpd),
        "worst_dpd": Decimal(conduct.worst_dpd) if has_paid else None,
        "on_time_share": Decimal(conduct.on_time) / conduct.due if has_paid else None,
    }


def _best(told: Iterable[Told], verified_by: frozenset[FactSource], today: date) -> Mapping[str, Told]:
    """Of the tellings that still hold: a verified one before another, then the newest, then the one that came last."""
    best: dict[str, Told] = {}
    for each in told:
        fact = FACTS.get(each.code)
        if fact is None or not _holds(each, fact.valid_months, today):
            continue
        before = best.get(each.code)
        if before is None or _rank(each, verified_by) >= _rank(before, verified_by):
            best[each.code] = each
    return best


def _rank(told: Told, verified_by: frozenset[FactSource]) -> tuple[bool, date]:
    return told.source in verified_by, told.observed_on


def _holds(told: Told, months: int | None, today: date) -> bool:
    if told.observed_on > today:
        return False
    if months is None:
        return True
    passed = (today.year - told.observed_on.year) * MONTHS_A_YEAR + today.month - told.observed_on.month
    return passed - (today.day < told.observed_on.day) < months


def _age(born: date | None, today: date) -> Decimal | None:
    if born is None:
        return None
    return Decimal(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _ratio(part: Value | None, whole: Value | None) -> Decimal | None:
    above, below = _number(part), _number(whole)
    return None if above is None or not below else above / below


def _number(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _decimal(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def as_data(facts: Facts) -> dict[str, str | bool]:
    """Facts as they are kept: numbers as text, so that none loses a digit."""
    return {
        code: f"{value:f}" if isinstance(value, Decimal) else value
        for code, value in sorted(facts.items())
        if value is not None
    }
