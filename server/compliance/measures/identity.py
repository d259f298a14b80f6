"""Knowing the customer and watching the money (反洗钱法 2024; 令〔2016〕第3号)."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import day, days_between, years_after

FOR_EVER = "permanent"
MANY_DAYS = 36_500


@measure
def unproved_identity(*, identity_proofs: Mapping[str, bool]) -> list[str]:
    """Which proofs of the customer's identity are not there."""
    return sorted(name for name, proved in identity_proofs.items() if not proved)


@measure
def id_days_left(*, id_valid_until: str, event_date: str) -> int:
    """How many days the identity document is still good for; below nothing once it is over."""
    return MANY_DAYS if id_valid_until == FOR_EVER else days_between(event_date, id_valid_until)


@measure
def owners_unidentified(parameters: Parameters, /, *, owners: Sequence[Mapping[str, Any]]) -> list[str]:
    """A company without any known beneficial owner, or holders of a quarter and more who are not identified."""
    if not owners:
        return ["—"]
    unknown = [each for each in owners if each["share_percent"] >= parameters["percent"] and not each["identified"]]
    return [f"{each['share_percent']}%" for each in unknown]


@measure
def list_hits(*, watch_list_hits: Sequence[str]) -> list[str]:
    """On which special-prevention lists this person or company stands."""
    return list(watch_list_hits)


@measure
def unreported_workdays(parameters: Parameters, /, *, day_total_fen: int, workdays_since: int, reported: bool) -> int:
    """Working days gone by since money that must be reported; none while the day's sum is below the threshold."""
    return 0 if reported or day_total_fen < parameters["threshold_fen"] else workdays_since


@measure
def suspicion_workdays(*, suspicion_workdays: int) -> int:
    """Working days from the confirmation of a suspicion to its report, or to today."""
    return suspicion_workdays


@measure
def outsiders(*, confidential: bool, viewer_operations: Sequence[str], needed_operation: str) -> int:
    """Whether somebody without the right wants to see a case of suspicion."""
    return int(confidential and needed_operation not in viewer_operations)


@measure
def days_unanswered(*, opened_on: str, answered_on: str, event_date: str) -> int:
    """Days from the question to its answer, or to today where there is none."""
    return days_between(opened_on, answered_on or event_date)


@measure
def days_short_of_keeping(parameters: Parameters, /, *, ended_on: str, event_date: str) -> int:
    """How many days are still to go before data may be destroyed; a relation that has not ended counts all of them."""
    until = years_after(ended_on or event_date, parameters["years"])
    return max(0, (until - day(event_date)).days)
