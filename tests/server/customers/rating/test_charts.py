"""The charts that ship: complete, monotone, bounded, and blind to what may not count."""

import copy
import itertools
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.customers.rating.chart import RANKS, Cap, Chart, ChartUnsound, Flag, Grade, Part, parse
from server.customers.rating.scoring import score
from server.customers.rating.vocabulary import FACTS, Fact, FactKind, Value, shown

CHARTS = Path(__file__).parents[4] / "migrations" / "charts"
FORBIDDEN = ("sex", "gender", "ethnic", "nation", "relig", "disease", "health", "birthplace", "marital", "device_price")
RISING = {
    "work_months": "A6",
    "assets_ratio": "A8",
    "trade_years": "N3",
    "own_capital_share": "N4",
    "firm_years": "N5",
    "current_ratio": "F2",
    "turnover_growth": "F3",
    "net_margin": "F4",
    "debt_service_cover": "F6",
}
FALLING = {
    "dependants_per_earner": "A2",
    "debt_ratio": "A9",
    "inquiries": "B3",
    "application_flags": "B5",
    "top_customer_share": "N9",
    "liability_ratio": "F1",
    "loan_to_inflow": "F5",
}


def body(name: str, version: int = 2) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((CHARTS / f"{name}_{version}.json").read_text(encoding="utf-8"))
    return told


PERSON, COMPANY = parse("person", 2, body("person")), parse("company", 2, body("company"))
BOTH = {"person": PERSON, "company": COMPANY}


def values(fact: Fact) -> st.SearchStrategy[Value | None]:
    """Anything that a fact may be, missing included."""
    match fact.kind:
        case FactKind.FLAG:
            return st.none() | st.booleans()
        case FactKind.WORD:
            return st.none() | st.sampled_from(sorted(fact.words))
        case FactKind.NUMBER:
            most = min(fact.most, Decimal(200))
            return st.none() | st.decimals(max(fact.least, Decimal(-200)), most, places=2)


FEW = settings(max_examples=30, deadline=None)
ANYBODY = st.fixed_dictionaries({code: values(fact) for code, fact in FACTS.items()})


def test_persons_have_twelve_basic_and_eight_behaviour_categories_of_fifty_points() -> None:
    parts = [category.part for category in PERSON.categories]
    assert (parts.count(Part.BASIC), parts.count(Part.BEHAVIOUR), len(parts)) == (12, 8, 20)
    assert {category.most for category in PERSON.categories} == {50}


def test_small_firms_have_65_points_beside_the_figures_and_35_for_them() -> None:
    sums = {
        part: sum(each.most for each in COMPANY.categories if each.part is part)
        for part in (Part.NON_FINANCIAL, Part.FINANCIAL)
    }
    assert sums == {Part.NON_FINANCIAL: 65, Part.FINANCIAL: 35}


def test_nothing_that_may_not_count_is_a_fact() -> None:
    words = [word for fact in FACTS.values() for word in (fact.code, fact.en.lower())]
    assert [word for word in words if any(bad in word for bad in FORBIDDEN)] == []


@pytest.mark.parametrize(("fact", "category"), sorted((RISING | FALLING).items()))
def test_more_of_what_is_good_never_gives_fewer_points(fact: str, category: str) -> None:
    chart = next(chart for chart in BOTH.values() if any(each.code == category for each in chart.categories))
    looked_at = next(each for each in chart.categories if each.code == category)
    bounds = {condition.bound for each in looked_at.bins for condition in each.when}
    steps = sorted(
        Decimal(str(bound)) + shift for bound in bounds for shift in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))
    )
    found = [next(part for part in score(chart, {fact: value}).parts if part.category is looked_at) for value in steps]
    points = [part.points for part in found]
    assert points == sorted(points, reverse=fact in FALLING)
    assert len(set(points)) == len({each.points for each in looked_at.bins})


@pytest.mark.parametrize("name", BOTH)
@FEW
@given(facts=ANYBODY)
def test_scores_stay_within_bounds_and_are_the_sum_of_their_parts(name: str, facts: dict[str, Value | None]) -> None:
    chart = BOTH[name]
    scored = score(chart, facts)
    assert 0 <= scored.score <= chart.total
    assert scored.score == sum(part.points for part in scored.parts)
    assert all(0 <= part.points <= part.category.most for part in scored.parts)
    assert RANKS[scored.grade] >= RANKS[scored.uncapped]
    assert all(RANKS[scored.grade] >= RANKS[chart.caps[cap]] for cap in scored.caps)


@pytest.mark.parametrize("name", BOTH)
@FEW
@given(facts=ANYBODY, lost=st.sampled_from(sorted(FACTS)))
def test_a_fact_that_goes_missing_is_never_counted_as_nought(
    name: str, facts: dict[str, Value | None], lost: str
) -> None:
    chart = BOTH[name]
    before, after = score(chart, facts), score(chart, facts | {lost: None})
    for was, now in zip(before.parts, after.parts, strict=True):
        if lost in {"is_new", "kind"} or lost not in was.category.facts:
            continue
        absent = int(now.category.most * chart.missing_share)
        neutral = int(now.category.most * chart.neutral_share)
        unmoved = now.is_known and now.points == was.points
        assert unmoved or now.points in {absent, neutral} or (now.is_known and not was.is_known)
    missing = [part.category for part in after.parts if not part.is_known and not part.is_neutral]
    if len(missing) >= chart.thin_from or any(category.is_thin_without for category in missing):
        assert Flag.THIN in after.flags
        assert RANKS[after.grade] >= RANKS[Grade.BBB]


@pytest.mark.parametrize("name", BOTH)
@FEW
@given(facts=ANYBODY)
def test_the_four_worst_categories_are_told_in_both_languages(name: str, facts: dict[str, Value | None]) -> None:
    scored = score(BOTH[name], facts)
    rest = [part.lost for part in scored.parts if part not in scored.reasons]
    assert len(scored.reasons) <= 4
    assert all(part.lost >= max(rest, default=0) for part in scored.reasons)
    assert all(part.zh and part.en for part in scored.parts)


def test_caps_hold_whatever_the_score() -> None:
    best = best_of(PERSON)
    assert score(PERSON, best).grade is Grade.AAA
    assert score(PERSON, best | {"current_dpd": Decimal(30)}).grade is Grade.AAA
    overdue = score(PERSON, best | {"current_dpd": Decimal(31)})
    assert (overdue.grade, overdue.caps) == (Grade.CCC, (Cap.OVERDUE,))
    assert score(PERSON, best | {"blocked": True}).grade is Grade.C
    assert score(PERSON, best | {"device": "emulated"}).grade is Grade.C
    thin = score(PERSON, best | {"bureau_months": None, "bureau_m1": None})
    assert (thin.grade, thin.caps, thin.uncapped) == (Grade.BBB, (Cap.THIN,), Grade.AAA)


def test_a_file_is_thin_without_a_history_at_the_bureau_and_not_for_one_question_that_nobody_asked() -> None:
    best = best_of(PERSON)
    for missing in ({"education": None}, {"education": None, "device": None}):
        assert score(PERSON, best | missing).flags == ()
    short = score(PERSON, best | {"bureau_months": Decimal(6)})
    assert (short.flags, next(part.points for part in short.parts if part.category.code == "A10")) == ((Flag.THIN,), 22)
    assert score(PERSON, best | {"bureau_months": None}).flags == (Flag.THIN,)


@pytest.mark.parametrize("name", BOTH)
def test_a_file_is_thin_once_what_is_missing_may_hide_more_than_a_grade(name: str) -> None:
    chart = BOTH[name]
    widest = max(above.least - below.least for above, below in itertools.pairwise(chart.steps[:-1]))
    hidden = Decimal(chart.total) / len(chart.categories) * (1 - chart.missing_share)
    assert hidden * (chart.thin_from - 1) <= widest <= hidden * chart.thin_from * Decimal("1.2")
    best = best_of(PERSON) | {"education": None, "device": None, "utilisation": None}
    assert score(PERSON, best).flags == (Flag.THIN,)


def test_charts_of_before_still_read_as_they_stood() -> None:
    first = parse("person", 1, body("person", 1))
    assert first.thin_from == 1
    assert Flag.THIN in score(first, best_of(PERSON) | {"education": None}).flags


def best_of(chart: Chart) -> dict[str, Value | None]:
    """Facts with which every category gives all it has."""
    best: dict[str, Value | None] = {
        "age_years": Decimal(40),
        "dependants_per_earner": Decimal(1),
        "education": "degree",
        "address_verified": True,
        "home_owned": True,
        "residence_months": Decimal(80),
        "occupation": "public",
        "work_months": Decimal(120),
        "income_ratio": Decimal(3),
        "income_verified": True,
        "assets_ratio": Decimal(12),
        "debt_ratio": Decimal("0.1"),
        "bureau_overdue_now": False,
        "bureau_m1": Decimal(0),
        "bureau_m2": Decimal(0),
        "bureau_m3": Decimal(0),
        "bureau_months": Decimal(60),
        "phone_months": Decimal(60),
        "identity_complete": True,
        "social_security_months": Decimal(60),
        "worst_dpd": Decimal(0),
        "on_time_share": Decimal(1),
        "full_utilisation_months": Decimal(0),
        "utilisation": Decimal("0.3"),
        "inquiries": Decimal(0),
        "flow_fabricated": False,
        "positive_flow_months": Decimal(6),
        "application_flags": Decimal(0),
        "device": "stable",
        "contact_share": Decimal(1),
        "promise_share": Decimal(1),
        "use_of_funds": "proven",
    }
    assert score(chart, best).score == chart.total
    return best


def test_a_missing_fact_that_changes_nothing_does_not_make_a_file_thin() -> None:
    facts = best_of(PERSON) | {"residence_months": None}
    assert score(PERSON, facts).flags == ()


def test_amounts_and_shares_are_told_as_people_read_them() -> None:
    assert shown(FACTS["income_monthly_fen"], Decimal(1234567)) == ("12,345.67元", "12,345.67 yuan")
    assert shown(FACTS["debt_ratio"], Decimal("0.5512")) == ("55.1%", "55.1%")
    assert shown(FACTS["age_years"], Decimal(40)) == ("40周岁", "40 years")
    assert shown(FACTS["home_owned"], None) == ("未知", "not known")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda told: told["categories"].append(copy.deepcopy(told["categories"][0])), "twice"),
        (lambda told: told.update(total=999), "add up"),
        (lambda told: told["categories"][0]["bins"].pop(), "A1"),
        (lambda told: told["categories"][0]["bins"][1][1][0].__setitem__(0, "sex"), "no fact sex"),
        (lambda told: told["categories"][2]["bins"][0][1][0].__setitem__(1, "<"), "not compared"),
        (lambda told: told["categories"][2]["bins"][0][1][0].__setitem__(2, "doctor"), "never"),
        (lambda told: told["grades"].reverse(), "steps"),
        (lambda told: told["caps"].pop("thin"), "cap"),
        (lambda told: told.pop("caps"), "caps"),
    ],
)
def test_a_chart_that_is_none_is_refused_and_says_where(change: Any, where: str) -> None:
    told = body("person")
    change(told)
    with pytest.raises(ChartUnsound, match=where):
        parse("person", 2, told)
