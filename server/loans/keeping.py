"""Terms and schedules as they are kept with a loan: plain data that `terms.reading` reads back. Pure."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from server.terms.convention import PROFILES, Convention, Year, named
from server.terms.dates import agreed_of
from server.terms.model import Row, Terms
from server.terms.reading import terms_from
from server.terms.running.opening import penalty_rate
from server.terms.running.policy import Policy, policy_from

DAY_BASES = {Year.DAYS_360: 360, Year.DAYS_364: 364}
DAY_BASE_USUAL = 365


def kept(terms: Terms) -> dict[str, Any]:
    """The terms as JSON: dates in ISO form, rates as decimal strings, what is as usual left out."""
    told = {name: _plain(getattr(terms, name)) for name in _names(terms) if name != "convention"}
    return told | {"convention": _convention(terms.convention)}


def terms_kept(plan: dict[str, Any]) -> Terms:
    """The terms that `kept` made this of. Raises TermsError."""
    return terms_from(plan)


class Offer(Protocol):
    """What is needed of a product version to say how its loans are served."""

    rate_annual: Decimal
    convention: str
    penalty_multiple: Decimal
    servicing: dict[str, Any]


def served(offer: Offer) -> dict[str, Any]:
    """How a new loan is served, as columns of it: the policy in full, the penalty rate, the days it is divided by."""
    policy = policy_from(offer.servicing, base=Policy(penalty_multiple=offer.penalty_multiple))
    year = named(offer.convention).year
    return {
        "servicing": policy.as_dict(),
        "penalty_rate": penalty_rate(offer.rate_annual, policy.penalty_multiple, policy),
        "day_base": policy.penalty_day_base or DAY_BASES.get(year, DAY_BASE_USUAL),
    }


def dated(start_on: date, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as columns of instalments: each with the first day of its interest and its agreed date."""
    agreed = agreed_of(start_on, (row.days for row in rows))
    begun = [start_on, *agreed]
    return [
        {
            "number": row.number,
            "from_on": from_on,
            "agreed_on": agreed_on,
            "due_on": row.due_on,
            "principal_fen": row.principal_fen,
            "interest_fen": row.interest_fen,
            "fee_fen": row.fee_fen,
            "balance_after_fen": row.balance_after_fen,
        }
        for row, from_on, agreed_on in zip(rows, begun, agreed, strict=False)
    ]


def as_plan(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Such rows as JSON."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _names(value: Any) -> list[str]:
    """Fields that say something: those without a default, and those that differ from it."""
    usual = {each.name: each.default for each in fields(value)}
    return [name for name, default in usual.items() if getattr(value, name) != default and getattr(value, name) != ()]


def _convention(convention: Convention) -> Any:
    profile = PROFILES.get(convention.name)
    if profile == convention:
        return convention.name
    base = profile or PROFILES["prc_360"]
    differs = [each.name for each in fields(convention) if getattr(convention, each.name) != getattr(base, each.name)]
    return {"profile": base.name} | {name: _plain(getattr(convention, name)) for name in differs}


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case Decimal() | date():
            return str(value)
        case frozenset():
            return sorted(_plain(each) for each in value)
        case tuple():
            return [_plain(each) for each in value]
        case bool() | int() | str() | None:
            return value
    return {name: _plain(getattr(value, name)) for name in _names(value)}
