"""Personal information (个人信息保护法)."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import day, days_between, hours_between, months_between, years_after


@measure
def consents_missing(parameters: Parameters, /, *, consents: Mapping[str, str]) -> list[str]:
    """Needed scopes without a consent, or with one to an older text. `scopes` is the oldest text that still counts."""
    return sorted(scope for scope, oldest in parameters["scopes"].items() if consents.get(scope, "") < oldest)


@measure
def sensitive_unconsented(*, sensitive_fields: Sequence[str], separate_consents: Sequence[str]) -> list[str]:
    """Sensitive fields that are held without a consent of their own."""
    return sorted(set(sensitive_fields) - set(separate_consents))


@measure
def excessive_fields(parameters: Parameters, /, *, collected_fields: Sequence[str]) -> list[str]:
    """Fields that no product needs."""
    return sorted(set(collected_fields) & set(parameters["never"]))


@measure
def optional_refusals(parameters: Parameters, /, *, refusal_codes: Sequence[str]) -> list[str]:
    """Refusals for want of a consent that was not needed."""
    return sorted(set(refusal_codes) & set(parameters["codes"]))


@measure
def unconsented_sharing(*, recipient: str, consented_recipients: Sequence[str]) -> list[str]:
    """To whom personal data went without a consent of its own that names him."""
    return [] if recipient in consented_recipients else [recipient]


@measure
def agreements_missing(*, processors: Sequence[Mapping[str, str]], event_date: str) -> list[str]:
    """Who handles personal data for us without an agreement in force."""
    return sorted(each["name"] for each in processors if not each.get("until") or day(each["until"]) < day(event_date))


@measure
def days_kept_too_long(parameters: Parameters, /, *, ended_on: str, event_date: str, on_hold: bool) -> int:
    """Days since data should have been destroyed; none while a relation runs or a hold stands."""
    if not ended_on or on_hold:
        return 0
    return max(0, (day(event_date) - years_after(ended_on, parameters["years"])).days)


@measure
def unassessed_activities(
    parameters: Parameters, /, *, activities: Sequence[str], assessments: Mapping[str, str], event_date: str
) -> list[str]:
    """What is done with personal data that wants an assessment and has none, or one that is older than its years."""
    sound = {name for name, on in assessments.items() if years_after(on, parameters["years"]) >= day(event_date)}
    return sorted(set(activities) - sound)


@measure
def unjustified_access(*, viewer_operations: Sequence[str], needed_operation: str, reason: str) -> int:
    """Looking at clear data without the right, or without saying what for."""
    return int(needed_operation not in viewer_operations or not reason.strip())


@measure
def hours_to_notice(*, detected_at: str, notified_at: str, event_at: str) -> int:
    """Hours from the discovery of a breach to the notice, or to now."""
    return hours_between(detected_at, notified_at or event_at)


@measure
def unlawful_transfers(*, transfers: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where personal data lies or goes abroad without a legal ground and a consent of its own."""
    return sorted(
        each["name"]
        for each in transfers
        if each["region"] != "CN" and not (each.get("export_basis") and each.get("separate_consent"))
    )


@measure
def persons(*, persons: int) -> int:
    """How many people's data the house holds."""
    return persons


@measure
def months_since_audit(*, last_audit_on: str, event_date: str) -> int:
    """Months since the last audit of how personal data is handled."""
    return months_between(last_audit_on, event_date)


@measure
def youngest_log_days(*, deleted_log_days: int) -> int:
    """The age in days of the youngest network log that was deleted."""
    return deleted_log_days


@measure
def request_days(*, opened_on: str, answered_on: str, event_date: str, storage_only: bool) -> int:
    """Days that a request to withdraw or erase has waited; none where the law keeps the data and it is only stored."""
    return 0 if storage_only else days_between(opened_on, answered_on or event_date)
