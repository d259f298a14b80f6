"""Tiers to the fen, who may decide, what votes make of a case."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.approvals.errors import AlreadyDecided, OwnEntry, WrongPosition
from server.approvals.rules import (
    CaseDecision,
    CaseFacts,
    CaseState,
    Decider,
    Mode,
    Step,
    Voice,
    settled,
    steps_from,
    voice_of,
    vote_hash,
    why_not,
)

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


def test_a_case_in_somebodys_hands_is_his_alone() -> None:
    assert code(DECIDER, replace(CASE, assignee=EDITOR)) == "approval.assigned_to_other"
    assert code(DECIDER, replace(CASE, assignee=MANAGER)) is None
    assert code(DECIDER, replace(CASE, recused=frozenset({MANAGER}))) == "approval.recused"


AWAY = uuid4()
STAND_IN = Decider(MANAGER, frozenset({"reviewer"}), frozenset({WEST}))
VOICE = Voice(AWAY, frozenset({"regional_manager"}), frozenset({EAST}), frozenset({EAST}))


def lent(*voices: Voice) -> Decider:
    return replace(STAND_IN, voices=voices)


def test_a_stand_in_votes_in_the_name_of_whoever_may() -> None:
    assert voice_of(lent(VOICE), CASE) == AWAY
    assert voice_of(replace(DECIDER, voices=(VOICE,)), CASE) == MANAGER  # his own name first
    assert voice_of(lent(replace(VOICE, positions=frozenset()), VOICE), CASE) == AWAY
    assert voice_of(lent(VOICE), replace(CASE, assignee=AWAY)) == AWAY


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"editors": frozenset({AWAY})}, WrongPosition),  # the one he stands in for entered it
        ({"editors": frozenset({MANAGER})}, OwnEntry),  # he entered it himself
        ({"officer_id": AWAY}, WrongPosition),
        ({"voters": frozenset({AWAY})}, WrongPosition),
        ({"voters": frozenset({MANAGER})}, AlreadyDecided),
        ({"recused": frozenset({AWAY})}, WrongPosition),
        ({"branch_id": WEST}, WrongPosition),  # out of the other's sight and region
        ({"assignee": OFFICER}, WrongPosition),
    ],
)
def test_four_eyes_look_through_a_delegation(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        voice_of(lent(VOICE), replace(CASE, **changes))  # type: ignore[arg-type]  # named fields of the row above


def step(mode: Mode, needed: int, quorum: int | None = None) -> Step:
    return Step("reviewer", mode, needed, quorum or needed, own_region=False, step_up=False)


votes = st.lists(st.sampled_from(CaseDecision), max_size=5)


@given(votes=votes, needed=st.integers(min_value=1, max_value=3), mode=st.sampled_from(Mode))
def test_one_reject_rejects_one_return_returns_and_approval_wants_all_its_votes(
    votes: list[CaseDecision], needed: int, mode: Mode
) -> None:
    if mode is Mode.COMMITTEE and len(votes) > needed:
        return  # it was settled before
    state = settled(votes, step(mode, needed))
    if CaseDecision.REJECT in votes:
        assert state is CaseState.REJECTED
    elif CaseDecision.RETURN in votes:
        assert state is CaseState.RETURNED
    else:
        assert state is (CaseState.APPROVED if len(votes) >= needed else CaseState.OPEN)


YES, NO, BACK = CaseDecision.APPROVE, CaseDecision.REJECT, CaseDecision.RETURN


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ([], CaseState.OPEN),
        ([YES, YES], CaseState.OPEN),  # without its quorum
        ([NO], CaseState.OPEN),  # two can still agree
        ([YES, NO], CaseState.OPEN),
        ([YES, NO, YES], CaseState.APPROVED),
        ([YES, YES, YES], CaseState.APPROVED),
        ([NO, NO], CaseState.REJECTED),  # two of three cannot come together any more
        ([YES, NO, NO], CaseState.REJECTED),
        ([YES, BACK], CaseState.RETURNED),
    ],
)
def test_a_committee_of_three_decides_by_two_voices(votes: list[CaseDecision], state: CaseState) -> None:
    assert settled(votes, step(Mode.COMMITTEE, 2, 3)) is state


def test_a_route_is_the_same_after_it_was_kept() -> None:
    steps = (step(Mode.SINGLE, 1), replace(step(Mode.SINGLE, 1), signer=MANAGER, added_by=EDITOR, sla_hours=4))
    assert steps_from([each.as_json for each in steps]) == steps


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
