"""Credit information (征信业管理条例)."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.compliance.engine import Parameters, measure
from server.compliance.measures.days import day


@measure
def unauthorised_queries(*, authorisations: Sequence[Mapping[str, Any]], query_reason: str, event_date: str) -> int:
    """One where no signed authorisation in force covers the reason of the question to the bureau."""
    sound = [
        each
        for each in authorisations
        if each["signed"]
        and query_reason in each["scopes"]
        and day(each["from"]) <= day(event_date)
        and (not each.get("until") or day(each["until"]) >= day(event_date))
    ]
    return int(not sound)


@measure
def unannounced_reports(*, notice_on: str, reported_on: str) -> int:
    """Bad information that was reported before the person was told, or without telling him."""
    return int(bool(reported_on) and (not notice_on or day(notice_on) > day(reported_on)))


@measure
def prohibited_fields(parameters: Parameters, /, *, collected_fields: Sequence[str]) -> list[str]:
    """Collected fields that are on the list of what must not be collected."""
    return sorted(set(collected_fields) & set(parameters["prohibited"]))


@measure
def fields_without_consent(
    parameters: Parameters, /, *, collected_fields: Sequence[str], written_consent: bool, adverse_notice: bool
) -> list[str]:
    """Income and assets that were collected without a written consent that tells what may follow."""
    return [] if written_consent and adverse_notice else sorted(set(collected_fields) & set(parameters["fields"]))


@measure
def unlicensed_sources(*, data_sources: Sequence[Mapping[str, str]]) -> list[str]:
    """Sources of credit scores without a licence or a filing."""
    return sorted(each["name"] for each in data_sources if not each.get("licence_no"))
