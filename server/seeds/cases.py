"""Cases and votes: who decided, why, and when."""

from datetime import datetime
from typing import Any

from server.applications.rules import ApplicationState
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, CaseState, Tier, settled, step_of, vote_hash
from server.identity import catalogue as posts
from server.kit.clock import business_date
from server.seeds.dice import later
from server.seeds.plans import Fate
from server.seeds.staff import Post, holders, region_of
from server.seeds.telling import File, Telling
from server.seeds.wording import APPROVALS, REJECTIONS, RETURNS

STATES = {
    CaseState.APPROVED: ApplicationState.APPROVED,
    CaseState.RETURNED: ApplicationState.RETURNED,
    CaseState.REJECTED: ApplicationState.REJECTED,
}
DECISIONS = {Fate.RETURNED: CaseDecision.RETURN, Fate.REJECTED: CaseDecision.REJECT}
REASONS = {CaseDecision.APPROVE: APPROVALS, CaseDecision.RETURN: RETURNS, CaseDecision.REJECT: REJECTIONS}


def open_case(telling: Telling, file: File) -> None:
    """A case at the application's tier, on the step of the ladder of that day."""
    row, borrower, at = file.row, file.borrower, file.row["submitted_at"]
    step = step_of(row["tier"], telling.law.ladder_on(business_date(at)))
    case: dict[str, Any] = {
        **borrower.owner,
        "id": telling.ids.at(at),
        "subject_kind": "application",
        "subject_id": file.id,
        "state": CaseState.OPEN,
        "tier": step.tier,
        "tier_version": step.version,
        "position": step.position,
        "votes_needed": step.votes_needed,
        "step_up": step.step_up,
        "own_region": step.own_region,
        "amount_fen": row["amount_fen"],
        "exposure_after_fen": row["exposure_after_fen"],
        "content_hash": file.content_hash,
        "editors": [borrower.officer.id],
        "opened_by": borrower.officer.id,
        "opened_at": at,
        "version": 1,
    }
    file.case = case
    row |= {"case_id": case["id"], "state": ApplicationState.IN_REVIEW}


def decide(telling: Telling, file: File) -> None:
    """Have the case decided as its fate will have it: one vote returns or rejects, approval takes all its votes."""
    assert file.case is not None
    case, decision = file.case, DECISIONS.get(file.plan.fate, CaseDecision.APPROVE)
    at: datetime = case["opened_at"]
    votes: list[CaseDecision] = []
    for voter in _voters(telling, file):
        at = later(telling.dice, at, days=1, minutes=(30, 200))
        votes.append(decision)
        _vote(telling, case, voter, decision, at)
        state = settled(votes, case["votes_needed"])
        if state is not CaseState.OPEN:
            case |= {"state": state, "settled_at": at, "version": 2}
            file.row |= {"state": STATES[state], "version": 3}
            if state is not CaseState.RETURNED:
                file.row["decided_at"] = at
            return


def begin_votes(telling: Telling, file: File) -> None:
    """Of some committee cases one vote is in already."""
    assert file.case is not None
    if file.case["tier"] is Tier.COMMITTEE and telling.dice.random() < 0.4:  # noqa: PLR2004 - two of five
        voter = _voters(telling, file)[0]
        _vote(telling, file.case, voter, CaseDecision.APPROVE, later(telling.dice, file.case["opened_at"]))


def withdraw_case(file: File, at: datetime) -> None:
    """Close the open case without a decision."""
    if file.case is not None and file.case["state"] is CaseState.OPEN:
        file.case |= {"state": CaseState.WITHDRAWN, "settled_at": at, "version": 2}


def finish(telling: Telling, file: File) -> None:
    """Write the case as it stands in the end."""
    if file.case is not None:
        telling.rows.add(ApprovalCase, file.case)


def _voters(telling: Telling, file: File) -> list[Post]:
    """Who decides on this tier and may: never the customer's own officer."""
    assert file.case is not None
    place = file.borrower.place
    match file.case["tier"]:
        case Tier.MANUAL_REVIEW:
            found = holders(posts.REVIEWER, place.code)
        case Tier.REGIONAL:
            found = holders(posts.REGIONAL_MANAGER, region_of(place).code)
        case _:
            found = holders(posts.COMMITTEE)
    able = [post for post in found if post.id not in file.case["editors"]]
    return telling.dice.sample(able, file.case["votes_needed"])


def _vote(telling: Telling, case: dict[str, Any], voter: Post, decision: CaseDecision, at: datetime) -> None:
    reason = telling.dice.choice(REASONS[decision])
    row = {
        "id": telling.ids.at(at),
        "case_id": case["id"],
        "tier": case["tier"],
        "decision": decision,
        "reason": reason,
        "decided_by": voter.id,
        "decided_at": at,
        "editors": case["editors"],
        "vote_hash": vote_hash(case["content_hash"], decision, reason, by=voter.id, at=at.isoformat()),
    }
    own = {name: case[name] for name in ("customer_id", "branch_id", "officer_id")}
    telling.rows.add(Vote, own | row)
