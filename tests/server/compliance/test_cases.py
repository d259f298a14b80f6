"""Every rule of the catalogue by its two cases, before, on and after its days, and without what it needs."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.compliance import catalogue
from server.compliance.catalogue import CASES, MEASURES, Entry
from server.compliance.engine import GAUGES, Findings, put
from server.compliance.rules import LENDERS_USUAL, Trigger
from server.kit.rulebook import ANYBODY, FindingOutcome, Severity

KINDS: dict[str, Any] = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
ANSWERED = [each for each in catalogue.entries() if each.implemented]
LENDERS = LENDERS_USUAL | {"online_microloan", "bank_partner", "p2p", "credit_agency"}
OUTCOMES = {
    Severity.BLOCK: FindingOutcome.REFUSE,
    Severity.REVIEW: FindingOutcome.REVIEW,
    Severity.WARN: FindingOutcome.PASS,
}
EACH = [pytest.param(each, case, id=each.case_names[case]) for each in ANSWERED for case in CASES]


def name_of(entry: Entry) -> str:
    """By which name its cases stand in the file."""
    return entry.case_names["passing"].removesuffix("-passing")


def asked(entry: Entry, facts: dict[str, Any], day: date) -> Findings:
    """What this rule says of the facts on a day: nothing where it is not in force."""
    rules = [rule for rule in catalogue.in_force(day) if rule.code == entry.code]
    kind = KINDS[name_of(entry)].get("kind", ANYBODY)
    return put(rules, facts, kind=kind, lenders=LENDERS, labels=catalogue.labels())


def days_of(entry: Entry) -> tuple[list[date], list[date]]:
    """First, last or a late day in force, which is the one before the next version's first; the days just outside."""
    first, last = entry.effective_from, entry.effective_until
    later = [each.effective_from for each in ANSWERED if each.code == entry.code and each.effective_from > first]
    if later:
        return [first, min(later) - timedelta(days=1)], [first - timedelta(days=1)]
    inside = [first, last or first + timedelta(days=3650)]
    return inside, [first - timedelta(days=1), *([last + timedelta(days=1)] if last else [])]


@pytest.mark.parametrize(("entry", "case"), EACH)
def test_a_rule_holds_from_its_first_to_its_last_day(entry: Entry, case: str) -> None:
    facts = KINDS[name_of(entry)][case]
    inside, outside = days_of(entry)
    violated = case == "violating"
    for day in inside:
        [finding] = asked(entry, facts, day).results
        assert (finding.violated, finding.missing) == (violated, ()), finding
        wanted = OUTCOMES[entry.law.rule.severity] if violated else FindingOutcome.PASS
        assert finding.outcome is wanted
        assert finding.version == entry.told["version"]
        assert "{" not in finding.zh + finding.en
    for day in outside:
        assert all(each.version < entry.law.rule.version for each in asked(entry, facts, day).results)


@pytest.mark.parametrize("entry", ANSWERED, ids=name_of)
def test_a_missing_fact_is_named_and_never_passes_where_the_rule_blocks(entry: Entry) -> None:
    passing = KINDS[name_of(entry)]["passing"]
    assert set(passing) == set(entry.law.needs)
    for name in entry.law.needs:
        [finding] = asked(entry, passing | {name: None}, entry.effective_from).results
        assert name in finding.missing
        assert finding.value is None
        assert catalogue.labels()[name][0] in finding.zh
        mild = entry.law.rule.severity is Severity.WARN
        assert finding.outcome is (FindingOutcome.PASS if mild else FindingOutcome.REVIEW)


def test_the_catalogue_is_whole() -> None:
    entries = catalogue.entries()
    assert len({each.code for each in entries}) == 105
    assert len(ANSWERED) >= 85
    assert set(KINDS) == {name_of(each) for each in ANSWERED}
    for each in entries:
        assert each.told["source"]
        assert each.told["name_zh"]
        if not each.implemented:
            assert each.told["reason_zh"]
            assert each.told["reason_en"]
            continue
        assert each.told["origin_zh"]
        assert each.told["origin_en"]
        assert each.law.triggers <= set(Trigger)
        assert each.law.triggers


def test_every_measure_is_used_by_a_rule_and_every_fact_has_a_name_in_both_languages() -> None:
    assert MEASURES
    used = {name for each in ANSWERED for name in (each.law.rule.fact, *(c.fact for c in each.law.rule.conditions))}
    assert used == set(GAUGES)
    needed = {name for gauge in GAUGES.values() for name in gauge.inputs}
    assert needed == set(catalogue.labels())


def test_a_rule_for_other_lenders_or_customers_is_not_asked() -> None:
    facts = KINDS["MC-03"]["violating"]
    rules = [rule for rule in catalogue.in_force(date(2026, 3, 2)) if rule.code == "MC-03"]
    usual = put(rules, facts, kind=ANYBODY, lenders=LENDERS_USUAL, labels=catalogue.labels())
    assert usual.results == ()
    company = KINDS["AP-01"]["violating"]
    ages = [rule for rule in catalogue.in_force(date(2026, 3, 2)) if rule.code == "AP-01"]
    assert put(ages, company, kind="company", lenders=LENDERS, labels=catalogue.labels()).results == ()
