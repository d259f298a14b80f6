"""Speaking with debtors (GB/T 45251-2025; 中银协催收工作指引 2026-01-30)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import day, days_between, months_between, years_after

SELF: Final = "self"
CONTACT: Final = "contact"
DEMAND: Final = "demand"
NEGATIONS: Final = "不没别未"
NEGATION_REACH: Final = 3
CONDITIONS: Final = re.compile("再不还?|若不还?|如不还?|不还")
"""What begins a threat ("if you do not pay") and denies nothing."""
AMOUNT: Final = re.compile(r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千万两]+)\s*(?:元|块|万元)")


@measure
def quiet_hours(parameters: Parameters, /, *, local_hour: int, debtor_consent: bool) -> int:
    """Whether the hour at the debtor's place is one of rest to which he has not agreed."""
    resting = local_hour >= parameters["from_hour"] or local_hour < parameters["until_hour"]
    return int(resting and not debtor_consent)


@measure
def calls_with_this(*, effective_calls_today: int, channel: str) -> int:
    """Effective calls to the debtor today, this one included."""
    return effective_calls_today + int(channel == "call")


@measure
def dials_with_this(*, unanswered_dials_today: int, channel: str) -> int:
    """Dials of this number today that were not answered, this one included."""
    return unanswered_dials_today + int(channel == "call")


@measure
def demands_on_contacts(*, to_kind: str, message_kind: str) -> int:
    """A demand for payment that goes to somebody else than the debtor."""
    return int(to_kind != SELF and message_kind == DEMAND)


@measure
def contact_preconditions(
    parameters: Parameters,
    /,
    *,
    to_kind: str,
    debtor_lost: Sequence[str],
    consecutive_failures: int,
    contact_refused: bool,
) -> list[str]:
    """Why another person may not be contacted: the debtor is not proven lost, or that person has refused."""
    if to_kind == SELF:
        return []
    lost = bool(debtor_lost) or consecutive_failures >= parameters["failures"]
    return [*([] if lost else ["reachable"]), *(["refused"] if contact_refused else [])]


@measure
def debts_disclosed(parameters: Parameters, /, *, to_kind: str, text: str) -> list[str]:
    """Words about the debt, and amounts, in a message to somebody else."""
    if to_kind == SELF:
        return []
    said = plain(text)
    return [*(word for word in parameters["words"] if word in said), *AMOUNT.findall(said)]


@measure
def identity_untold(*, first_contact: bool, script_tags: Sequence[str]) -> int:
    """A first contact that does not say who calls."""
    return int(first_contact and "identity" not in script_tags)


@measure
def forbidden_wording(parameters: Parameters, /, *, text: str) -> list[str]:
    """Words of a class that is forbidden, unless they are denied just before."""
    said = plain(text)
    return [word for words in parameters["lexicon"].values() for word in words if _is_said(word, said)]


@measure
def recording_faults(
    parameters: Parameters, /, *, recorded: bool, called_on: str, recording_deleted_on: str
) -> list[str]:
    """A call without a recording, or whose recording did not live out its years."""
    if not recorded:
        return ["unrecorded"]
    kept = not recording_deleted_on or day(recording_deleted_on) >= years_after(called_on, parameters["years"])
    return [] if kept else ["deleted"]


@measure
def months_since_review(
    parameters: Parameters, /, *, agency_since: str, last_review_on: str, agreement_until: str, event_date: str
) -> int:
    """Months since an agency was looked at; more than any limit where its agreement ended without a last look."""
    seen = last_review_on or agency_since
    over = agreement_until and day(agreement_until) < day(event_date)
    if over and days_between(seen, agreement_until) > parameters["final_days"]:
        return max(int(parameters["unreviewed"]), months_between(seen, event_date))
    return months_between(seen, event_date)


@measure
def unpublished_agencies(*, agencies: Sequence[Mapping[str, Any]]) -> list[str]:
    """Agencies at work whose names are not published."""
    return sorted(each["name"] for each in agencies if not each.get("published"))


def plain(text: str) -> str:
    """Without width, spaces and punctuation tricks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_said(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before = CONDITIONS.sub("", text[:at])[-NEGATION_REACH:]
        if not any(negation in before for negation in NEGATIONS):
            return True
        at = text.find(word, at + 1)
    return False
