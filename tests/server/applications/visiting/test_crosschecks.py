"""The rules that check a visit, as a new house has them: each passes, finds, and says when something is missing."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.applications.visiting.crosschecks import LABELS, Known, cross_check, kept, measures_of, restored
from server.applications.visiting.figures import figures_of
from server.applications.visiting.sheet import Line, LinePart, Photo, PhotoSource, Position, Sheet
from server.kit.rulebook import Comparison, Condition, Finding, FindingOutcome, Rule, Severity, Unit
from tests.factories.visits import HERE, MONTHS, NORMS, VISITED_AT, a_sheet

P = LinePart
ROWS = json.loads((Path("migrations") / "charts" / "visits-2026-11.json").read_text(encoding="utf-8"))
PAPERS = [uuid4() for _ in range(3)]
KNOWN = Known("person", 2_200_000, 100_000, 0, {name: Decimal(value) for name, value in NORMS.items()})
PASS, REVIEW = FindingOutcome.PASS, FindingOutcome.REVIEW


def rule(row: dict[str, Any]) -> Rule:
    return Rule(
        row["code"],
        1,
        row["name_zh"],
        row["name_en"],
        row["fact"],
        Comparison(row["comparison"]),
        Decimal(row["bound"]),
        Unit(row["unit"]),
        Severity(row["severity"]),
        row["zh"],
        row["en"],
        row["applies_to"],
        tuple(Condition(c["fact"], Comparison(c["comparison"]), Decimal(c["bound"])) for c in row["conditions"]),
    )


RULES = tuple(rule(row) for row in ROWS)


def found(sheet: Sheet, known: Known = KNOWN) -> dict[str, Finding]:
    return {each.code: each for each in cross_check(RULES, sheet, figures_of(sheet), known)}


def without(sheet: Sheet, *parts: LinePart, kind: str | None = None) -> tuple[Line, ...]:
    """The lines but those of some parts, or of one kind in them."""
    return tuple(line for line in sheet.lines if line.part not in parts or (kind and line.kind != kind))


def evidence(kind: str, amount_fen: int) -> tuple[Line, ...]:
    return tuple(Line(P.EVIDENCE, kind, amount_fen, month, None, "", PAPERS[0]) for month in MONTHS)


SHEET = a_sheet(PAPERS)
FAR = Position(Decimal("30.60"), Decimal("104.066801"), 10, VISITED_AT)


def photographed(**changes: Any) -> Sheet:
    first = Photo(PAPERS[1], VISITED_AT, PhotoSource.PHONE, HERE, "店面")
    return replace(SHEET, photos=(first, replace(first, document_id=PAPERS[2], **changes)))


def with_lines(*lines: Line) -> Sheet:
    return replace(SHEET, lines=lines)


SLOW_BANK = with_lines(*without(SHEET, P.EVIDENCE), *evidence("bank_inflow", 5_000_000))
LITTLE_TAX = with_lines(*SHEET.lines, *evidence("tax_turnover", 3_000_000))
CHEAP = with_lines(*without(SHEET, P.SHOP_EXPENSE, kind="purchases"), Line(P.SHOP_EXPENSE, "purchases", 100, MONTHS[0]))
OVERSTOCKED = with_lines(*without(SHEET, P.EVIDENCE, kind="stock"), Line(P.EVIDENCE, "stock", 90_000_000))
UNPROVEN = with_lines(*(replace(line, document_id=None) for line in SHEET.lines))
SILENT = photographed(source=PhotoSource.NONE, taken_at=None, position=None)
VIOLATIONS: dict[str, tuple[Sheet, Known]] = {
    "VI-01": (SHEET, replace(KNOWN, claimed_income_fen=3_000_000)),
    "VI-02": (replace(SHEET, household_size=40), KNOWN),
    "VI-03": (SLOW_BANK, KNOWN),
    "VI-04": (LITTLE_TAX, KNOWN),
    "VI-05": (CHEAP, KNOWN),
    "VI-06": (OVERSTOCKED, KNOWN),
    "VI-07": (replace(SHEET, household_size=5), KNOWN),
    "VI-08": (SHEET, replace(KNOWN, owed_here_fen=4_000_000)),
    "VI-09": (SHEET, replace(KNOWN, claimed_debt_fen=200_000)),
    "VI-10": (photographed(position=FAR), KNOWN),
    "VI-11": (photographed(taken_at=VISITED_AT - timedelta(hours=5)), KNOWN),
    "VI-12": (SILENT, KNOWN),
    "VI-13": (UNPROVEN, KNOWN),
    "VI-14": (UNPROVEN, KNOWN),
    "VI-15": (replace(SHEET, position=replace(HERE, accuracy_m=900)), KNOWN),
}


def test_a_sound_visit_passes_every_rule() -> None:
    assert {code: each.outcome for code, each in found(SHEET).items() if each.outcome is not PASS} == {}


def test_every_rule_has_a_case_that_violates_it_and_names_a_measure_that_is_reckoned() -> None:
    assert set(VIOLATIONS) == {each.code for each in RULES}
    measures = measures_of(SHEET, figures_of(SHEET), KNOWN)
    assert {each.fact for each in RULES} | {c.fact for each in RULES for c in each.conditions} <= set(measures)


@pytest.mark.parametrize("code", VIOLATIONS)
def test_a_violation_is_told_in_both_languages_with_its_numbers(code: str) -> None:
    sheet, known = VIOLATIONS[code]
    finding = found(sheet, known)[code]
    assert finding.violated
    severity = next(each.severity for each in RULES if each.code == code)
    assert finding.outcome is (PASS if severity is Severity.WARN else REVIEW)
    assert "{" not in finding.zh + finding.en
    assert any(character.isdigit() for character in finding.zh)
    assert any(character.isdigit() for character in finding.en)


MISSING: dict[str, tuple[Sheet, Known]] = {
    "VI-01": (SHEET, replace(KNOWN, claimed_income_fen=None)),
    "VI-02": (with_lines(*without(SHEET, P.HOUSEHOLD_EXPENSE)), KNOWN),
    "VI-05": (SHEET, replace(KNOWN, norms={})),
    "VI-06": (SHEET, replace(KNOWN, norms={})),
    "VI-07": (replace(SHEET, earners=None), KNOWN),
    "VI-09": (SHEET, replace(KNOWN, claimed_debt_fen=None)),
    "VI-10": (replace(SHEET, position=None), KNOWN),
    "VI-13": (with_lines(*without(SHEET, P.HOUSEHOLD_INCOME, P.SHOP_INCOME)), KNOWN),
}


@pytest.mark.parametrize("code", MISSING)
def test_what_is_missing_asks_for_a_person_and_is_named(code: str) -> None:
    finding = found(*MISSING[code])[code]
    assert (finding.outcome, finding.value, finding.violated) == (REVIEW, None, False)
    assert set(finding.missing) <= set(LABELS)
    assert "缺少" in finding.zh


def test_a_rule_about_a_shop_says_nothing_of_who_has_none() -> None:
    household = replace(SHEET, trade=None, lines=without(SHEET, P.SHOP_INCOME, P.SHOP_EXPENSE, P.EVIDENCE))
    assert not {"VI-03", "VI-04", "VI-05", "VI-06"} & set(found(household))


def test_findings_are_kept_and_read_back_as_they_were() -> None:
    findings = cross_check(RULES, *_violated())
    assert restored(json.loads(json.dumps(kept(findings)))) == findings


def _violated() -> tuple[Sheet, Any, Known]:
    sheet = VIOLATIONS["VI-03"][0]
    return sheet, figures_of(sheet), KNOWN


@given(st.integers(1, 10**10), st.integers(1, 10**10))
def test_turnover_and_bank_flow_agree_exactly_within_the_limit(sold: int, seen: int) -> None:
    lines = tuple(Line(P.SHOP_INCOME, "sales", sold, month) for month in MONTHS) + evidence("bank_inflow", seen)
    finding = found(Sheet(lines=lines))["VI-03"]
    assert finding.violated == (10 * abs(sold - seen) > 3 * sold)


@given(st.integers(0, 10**10), st.integers(1, 10**10))
def test_hidden_debt_is_what_is_owed_here_and_was_not_told(told: int, owed: int) -> None:
    lines = (Line(P.DEBT, "own_house", told, None, 0),) if told else ()
    finding = found(Sheet(lines=lines), replace(KNOWN, owed_here_fen=owed))["VI-08"]
    assert finding.violated == (5 * max(owed - told, 0) > owed)


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_household_is_its_earners_and_its_dependants(size: int, dependants: int, earners: int) -> None:
    finding = found(Sheet(household_size=size, dependants=dependants, earners=earners))["VI-07"]
    assert finding.violated == (size != dependants + earners)
