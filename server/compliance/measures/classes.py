"""Tiers of loans against what they rest on (商业银行金融资产风险分类办法, 令〔2023〕1号, by house rule).

Ranks are the tiers, best first; a floor is the best tier that a figure above its bound allows.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import day
from server.terms.dates import add_months


@measure
def days_above_tier(parameters: Parameters, /, *, tier: str, days_past_due: int) -> int:
    """1 where a tier is better than so many days past due allow."""
    return int(_is_better(parameters["ranks"], tier, _floor(parameters["floors"], days_past_due)))


@measure
def restructured_above_tier(parameters: Parameters, /, *, tier: str, restructures_observed: int) -> int:
    """1 where a tier is better than restructurings that are still observed allow."""
    return int(_is_better(parameters["ranks"], tier, _floor(parameters["floors"], restructures_observed)))


@measure
def early_upgrades(
    parameters: Parameters, /, *, tier_before: str, tier: str, clear_since: str, dues_clear: int, event_date: str
) -> int:
    """1 where a loan left the non-performing tiers before the longer of months and instalments without arrears."""
    ranks, bound = list(parameters["ranks"]), parameters["non_performing"]
    if _is_better(ranks, tier_before, bound) or not _is_better(ranks, tier, bound):
        return 0
    waited = clear_since != "" and add_months(day(clear_since), parameters["months"]) <= day(event_date)
    return int(not waited or dues_clear < parameters["instalments"])


@measure
def impaired_above_tier(parameters: Parameters, /, *, tier: str, expected_loss_fen: int, balance_fen: int) -> int:
    """1 where a tier is better than the share of the balance that is expected to be lost allows."""
    share = Decimal(expected_loss_fen) / balance_fen if balance_fen else Decimal(0)
    reached = [floor for bound, floor in parameters["shares"] if share >= Decimal(bound)]
    return int(_is_better(parameters["ranks"], tier, reached[-1] if reached else None))


@measure
def misused_above_tier(parameters: Parameters, /, *, tier: str, purpose_changed: bool) -> int:
    """1 where a loan that was put to another use stands in the best tier."""
    return int(purpose_changed and tier == parameters["best"])


def _floor(floors: Sequence[Any], figure: int) -> str | None:
    reached = [str(floor) for bound, floor in floors if figure > bound]
    return reached[-1] if reached else None


def _is_better(ranks: Sequence[str], tier: str, floor: str | None) -> bool:
    return floor is not None and ranks.index(tier) < ranks.index(floor)
