"""Tiers to the fen, who may decide, what votes make of a case."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.approvals.rules import (
    CaseDecision,
    CaseFacts,
    CaseState,
    Decider,
    Step,
    Tier,
    outranks,
    settled,
    step_of,
    tier_of,
    vote_hash,
    why_not,
)

LADDER = (
    Step(Tier.MANUAL_REVIEW, 1, 1, "reviewer", 1, step_up=False, own_region=False),
    Step(Tier.REGIONAL, 1, 5_000_000, "regional_manager", 1, step_up=True, own_region=True),
    Step(Tier.COMMITTEE, 1, 50_000_001, "committee_member", 2, step_up=True, own_region=False),
)


@pytest.mark.parametrize(
    ("exposure_fen", "tier"),
    [
        (1, Tier.AUTOMATIC),
        (49_999_99, Tier.AUTOMATIC),
        (50_000_00, Tier.REGIONAL),
        (500_000_00, Tier.REGIONAL),
        (500_000_01, Tier.COMMITTEE),
        (10**13, Tier.COMMITTEE),
    ],
)
def test_the_tier_turns_at_exactly_these_amounts(exposure_fen: int, tier: Tier) -> None:
    assert tier_of(exposure_fen, referred=False, ladder=LADDER) is tier


@given(exposure_fen=st.integers(min_value=1, max_value=10**13))
def test_a_referral_changes_the_tier_only_below_50000(exposure_fen: int) -> None:
    clean = tier_of(exposure_fen, referred=False, ladder=LADDER)
    referred = tier_of(exposure_fen, referred=True, ladder=LADDER)
    if exposure_fen < 50_000_00:
        assert (clean, referred) == (Tier.AUTOMATIC, Tier.MANUAL_REVIEW)
    else:
        assert clean is referred


@given(
    one=st.integers(min_value=1, max_value=10**8),
    more=st.integers(min_value=0, max_value=10**8),
    referred=st.booleans(),
)
def test_a_greater_exposure_never_comes_to_a_lower_tier(one: int, more: int, referred: bool) -> None:  # noqa: FBT001 - drawn
    low = tier_of(one, referred=referred, ladder=LADDER)
    high = tier_of(one + more, referred=referred, ladder=LADDER)
    assert not outranks(low, high)


@given(exposure_fen=st.integers(max_value=0))
def test_an_exposure_of_nothing_has_no_tier(exposure_fen: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        tier_of(exposure_fen, referred=False, ladder=LADDER)


@pytest.mark.parametrize("missing", [Tier.REGIONAL, Tier.COMMITTEE])
def test_a_ladder_without_an_upper_step_decides_nothing(missing: Tier) -> None:
    short = [step for step in LADDER if step.tier is not missing]
    with pytest.raises(LookupError):
        tier_of(100, referred=False, ladder=short)
    with pytest.raises(LookupError):
        step_of(missing, short)


OFFICER, EDITOR, MANAGER = uuid4(), uuid4(), uuid4()
EAST, WEST = uuid4(), uuid4()
CASE = CaseFacts(
    CaseState.OPEN,
    "regional_manager",
    own_region=True,
    branch_id=EAST,
    officer_id=OFFICER,
    editors=frozenset({OFFICER, EDITOR}),
    voters=frozenset(),
)
DECIDER = Decider(MANAGER, frozenset({"regional_manager"}), frozenset({EAST}))


def code(decider: Decider, case: CaseFacts) -> str | None:
    refusal = why_not(decider, case)
    return refusal.code if refusal else None


def test_the_manager_of_the_region_may_decide() -> None:
    assert code(DECIDER, CASE) is None


def test_each_reason_why_not_has_its_code() -> None:
    assert code(replace(DECIDER, id=OFFICER), CASE) == "approval.own_customer"
    assert code(replace(DECIDER, id=EDITOR), CASE) == "approval.own_entry"
    assert code(DECIDER, replace(CASE, voters=frozenset({MANAGER}))) == "approval.already_decided"
    assert code(replace(DECIDER, positions=frozenset({"reviewer"})), CASE) == "approval.wrong_position"
    assert code(replace(DECIDER, region=frozenset({WEST})), CASE) == "approval.wrong_region"
    assert code(replace(DECIDER, region=frozenset({WEST})), replace(CASE, own_region=False)) is None


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.OPEN])
def test_nobody_decides_a_case_that_is_not_open(state: CaseState) -> None:
    assert code(DECIDER, replace(CASE, state=state)) == "approval.case_closed"


@given(
    decider=st.sampled_from([OFFICER, EDITOR, MANAGER]),
    positions=st.frozensets(st.sampled_from(["reviewer", "regional_manager", "committee_member"])),
    voted=st.booleans(),
    state=st.sampled_from(CaseState),
)
def test_who_entered_it_never_decides_whatever_else_he_is(
    decider: UUID, positions: frozenset[str], *, voted: bool, state: CaseState
) -> None:
    case = replace(CASE, state=state, voters=frozenset({decider}) if voted else frozenset())
    allowed = why_not(Decider(decider, positions, frozenset({EAST})), case) is None
    assert allowed == (decider == MANAGER and "regional_manager" in positions and not voted and state is CaseState.OPEN)


votes = st.lists(st.sampled_from(CaseDecision), max_size=5)


@given(votes=votes, needed=st.integers(min_value=1, max_value=3))
def test_one_reject_rejects_one_return_returns_and_approval_wants_all_its_votes(
    votes: list[CaseDecision], needed: int
) -> None:
    state = settled(votes, needed)
    if CaseDecision.REJECT in votes:
        assert state is CaseState.REJECTED
    elif CaseDecision.RETURN in votes:
        assert state is CaseState.RETURNED
    else:
        assert state is (CaseState.APPROVED if len(votes) >= needed else CaseState.OPEN)


def test_a_votes_hash_covers_content_decision_reason_person_and_time() -> None:
    at = "2026-03-02T04:00:00+00:00"
    hashes = {
        vote_hash("a", CaseDecision.APPROVE, "同意", by=MANAGER, at=at),
        vote_hash("b", CaseDecision.APPROVE, "同意", by=MANAGER, at=at),
        vote_hash("a", CaseDecision.REJECT, "同意", by=MANAGER, at=at),
        vote_hash("a", CaseDecision.APPROVE, "不同意", by=MANAGER, at=at),
        vote_hash("a", CaseDecision.APPROVE, "同意", by=OFFICER, at=at),
        vote_hash("a", CaseDecision.APPROVE, "同意", by=MANAGER, at="2026-03-02T04:00:01+00:00"),
    }
    assert len(hashes) == 6
