"""Who may borrow, and who may decide on it."""

from collections.abc import Mapping, Sequence

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import years_old


@measure
def age_years(*, birth_on: str, event_date: str) -> int:
    """Completed years on the day of the event."""
    return years_old(birth_on, event_date)


@measure
def student_targets(parameters: Parameters, /, *, materials: Sequence[Mapping[str, str]]) -> list[str]:
    """Advertisements made for students or shown on a campus."""
    return [
        each["name"]
        for each in materials
        if set(each.get("segments", ())) & set(parameters["segments"]) or each.get("place") in parameters["places"]
    ]


@measure
def tiers_too_low(parameters: Parameters, /, *, exposure_after_fen: int, decided_tier: str) -> list[str]:
    """The tier that should have decided, where a lower one did. `steps` is [from which fen, tier], low to high."""
    ladder = [tier for _, tier in parameters["steps"]]
    needed = max((tier for fen, tier in parameters["steps"] if exposure_after_fen >= fen), key=ladder.index)
    rank = parameters["ranks"]
    return [needed] if rank.index(decided_tier) < rank.index(needed) else []


@measure
def tiers_below_matrix(parameters: Parameters, /, *, decided_tier: str, matrix_tier: str) -> list[str]:
    """The tier that the approval matrix asked for, where a lower one decided. `ranks` are all tiers, low to high."""
    rank = parameters["ranks"]
    return [matrix_tier] if rank.index(decided_tier) < rank.index(matrix_tier) else []


@measure
def own_decisions(*, editors: Sequence[str], deciders: Sequence[str]) -> int:
    """How many of those who decided had entered something of the case themselves."""
    return len(set(editors) & set(deciders))


@measure
def unexplained_refusals(*, decided_by_rules: bool, reason_count: int, human_route: bool) -> int:
    """An automatic refusal without a reason, or without a way to a person."""
    return int(decided_by_rules and not (reason_count and human_route))


@measure
def protected_features(parameters: Parameters, /, *, price_features: Sequence[str]) -> list[str]:
    """What decides the price and must not."""
    return sorted(set(price_features) & set(parameters["protected"]))
