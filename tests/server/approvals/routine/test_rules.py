"""Routine as a rule: nothing unknown passes, each fact alone bars it, and more looking never takes it away."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.approvals.matrix.errors import MatrixUnsound
from server.approvals.matrix.rules import UNRATED, Row, check_rows
from server.approvals.routine.rules import SENTENCES, Bar, Clause, Facts, Paper, bars_of
from server.approvals.rules import Mode, Step, Tier

GRADES = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "C", None]
CLAUSE = Clause(20_000_000, frozenset({"AAA", "AA", "A"}))
SEEN = Paper("id_front", confirmed=True, doubtful=False, opened=True)
CLEAN = Facts(
    clause=CLAUSE,
    committee=False,
    changed=False,
    exposure_after_fen=20_000_000,
    grade="A",
    rule_hits=0,
    identified=True,
    papers=[SEEN],
)

papers = st.builds(Paper, st.just("id_front"), st.booleans(), st.booleans(), st.booleans())
clauses = st.builds(Clause, st.integers(1, 10**9), st.frozensets(st.sampled_from(GRADES[:-1]), min_size=1))
facts = st.builds(
    Facts,
    clause=st.none() | clauses,
    committee=st.booleans(),
    changed=st.booleans(),
    exposure_after_fen=st.integers(1, 10**9),
    grade=st.sampled_from(GRADES),
    rule_hits=st.none() | st.integers(0, 3),
    identified=st.booleans(),
    papers=st.lists(papers, max_size=4),
)


@given(facts)
def test_what_is_routine_has_everything_that_routine_asks_for(found: Facts) -> None:
    if bars_of(found):
        return
    assert found.clause is not None
    assert found.clause.covers(found.exposure_after_fen, found.grade)
    assert not found.committee
    assert not found.changed
    assert found.rule_hits == 0
    assert found.identified
    assert all(paper.opened and paper.confirmed and not paper.doubtful for paper in found.papers)


def test_a_clean_case_at_exactly_the_bound_is_routine() -> None:
    assert bars_of(CLEAN) == ()


@pytest.mark.parametrize(
    ("other", "bar"),
    [
        ({"clause": None}, Bar.NO_CLAUSE),
        ({"committee": True}, Bar.COMMITTEE),
        ({"changed": True}, Bar.TERMS_CHANGED),
        ({"exposure_after_fen": 20_000_001}, Bar.EXPOSURE),
        ({"grade": "BBB"}, Bar.GRADE),
        ({"grade": None}, Bar.GRADE),
        ({"rule_hits": 1}, Bar.RULE_HIT),
        ({"rule_hits": None}, Bar.RULE_HIT),
        ({"papers": [SEEN, replace(SEEN, doubtful=True)]}, Bar.OCR_DOUBT),
        ({"papers": [SEEN, replace(SEEN, confirmed=False)]}, Bar.OCR_DOUBT),
        ({"identified": False}, Bar.PAPER_MISSING),
        ({"papers": [SEEN, replace(SEEN, opened=False)]}, Bar.PAPER_UNOPENED),
    ],
)
def test_each_fact_bars_it_alone(other: dict[str, Any], bar: Bar) -> None:
    assert bars_of(replace(CLEAN, **other)) == (bar,)


@given(facts, st.integers(1, 10**9))
def test_a_greater_exposure_or_an_unopened_paper_never_makes_it_routine(found: Facts, more: int) -> None:
    before = set(bars_of(found))
    assert before <= set(bars_of(replace(found, exposure_after_fen=found.exposure_after_fen + more)))
    unopened = [*found.papers, replace(SEEN, opened=False)]
    assert before | {Bar.PAPER_UNOPENED} == set(bars_of(replace(found, papers=unopened)))


@given(clauses)
def test_a_clause_comes_back_from_its_column(clause: Clause) -> None:
    assert Clause.from_json(clause.as_json) == clause


def test_every_bar_says_why_in_both_languages() -> None:
    assert set(SENTENCES) == set(Bar)
    assert all(zh and en for zh, en in SENTENCES.values())


STEP = Step("regional_manager", Mode.SINGLE, 1, 1, own_region=True, step_up=True)
MEETING = Step("committee_member", Mode.COMMITTEE, 2, 3, own_region=False, step_up=True)
NONE: Any = frozenset()


@pytest.mark.parametrize(
    ("tier", "steps", "clause", "field"),
    [
        (Tier.COMMITTEE, (MEETING,), CLAUSE, "rows[0].routine"),
        (Tier.REGIONAL, (STEP, MEETING), CLAUSE, "rows[0].routine"),
        (Tier.AUTOMATIC, (), CLAUSE, "rows[0].routine"),
        (Tier.REGIONAL, (STEP,), replace(CLAUSE, until_fen=0), "rows[0].routine.until"),
        (Tier.REGIONAL, (STEP,), replace(CLAUSE, grades=NONE), "rows[0].routine.grades"),
        (Tier.REGIONAL, (STEP,), replace(CLAUSE, grades=frozenset({UNRATED})), "rows[0].routine.grades"),
    ],
)
def test_a_matrix_with_an_unsound_routine_is_not_taken(
    tier: Tier, steps: tuple[Step, ...], clause: Clause, field: str
) -> None:
    referred = False if tier is Tier.AUTOMATIC else None
    row = Row(tier, 1, None, referred, NONE, NONE, NONE, steps, clause)
    with pytest.raises(MatrixUnsound) as refused:
        check_rows([row], {"regional_manager", "committee_member"})
    assert refused.value.field == field
