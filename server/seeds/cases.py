"""Cases and votes: who decided, why, and when."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from server.applications.rules import ApplicationState
from server.approvals.deadlines import LOOKAHEAD_DAYS, OPENS_HOUR, due_after
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, CaseState, Step, Tier, settled, vote_hash
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.seeds.applications import routed
from server.seeds.dice import later
from server.seeds.plans import Fate
from server.seeds.staff import Post, holders, region_of
from server.seeds.telling import File, Telling
from server.seeds.wording import APPROVALS, REJECTIONS, RETURNS

SATURDAY = 5
LATE_OF = 4
"""Of so many open cases one waits too long."""
STATES = {
    CaseState.APPROVED: ApplicationState.APPROVED,
    CaseState.RETURNED: ApplicationState.RETURNED,
    CaseState.REJECTED: ApplicationState.REJECTED,
}
DECISIONS = {Fate.RETURNED: CaseDecision.RETURN, Fate.REJECTED: CaseDecision.REJECT}
REASONS = {CaseDecision.APPROVE: APPROVALS, CaseDecision.RETURN: RETURNS, CaseDecision.REJECT: REJECTIONS}


def open_case(telling: Telling, file: File) -> None:
    """A case at the application's tier, on the first step of its route."""
    row, borrower, at = file.row, file.borrower, file.row["submitted_at"]
    referred = row["tier"] is Tier.MANUAL_REVIEW
    route = routed(telling, file.plan, row["exposure_after_fen"], referred=referred)
    step = route.steps[0]
    case: dict[str, Any] = {
        **borrower.owner,
        "id": telling.ids.at(at),
        "subject_kind": "application",
        "subject_id": file.id,
        "state": CaseState.OPEN,
        "tier": route.tier,
        "tier_version": route.version,
        "route": [each.as_json for each in route.steps],
        "routine": route.routine.as_json if route.routine else None,
        **_asked(step, at),
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


def _asked(step: Step, at: datetime) -> dict[str, Any]:
    """What a step asks of its deciders; weekends alone are taken for days off."""
    names = ("position", "mode", "votes_needed", "quorum", "own_region", "step_up", "sla_hours", "escalates_to")
    return {name: getattr(step, name) for name in names} | _due(at, step.sla_hours)


def _due(at: datetime, hours: int | None) -> dict[str, Any]:
    return {"due_at": due_after(at, hours, _weekends(at.date())) if hours else None}


@cache
def _weekends(begins: date) -> frozenset[date]:
    days = (begins + timedelta(days=n) for n in range(LOOKAHEAD_DAYS))
    return frozenset(day for day in days if day.weekday() >= SATURDAY)


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
        state = settled(votes, Step.from_json(case["route"][0]))
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
    if file.case is None:
        return
    if file.case["state"] is CaseState.OPEN and file.case["id"].int % LATE_OF:
        morning = start_of(telling.today) + timedelta(hours=OPENS_HOUR)
        file.case |= _due(morning, file.case["sla_hours"])  # picked up again this morning
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
        "voice": voter.id,
        "decided_at": at,
        "editors": case["editors"],
        "vote_hash": vote_hash(case["content_hash"], decision, reason, by=voter.id, at=at.isoformat()),
    }
    own = {name: case[name] for name in ("customer_id", "branch_id", "officer_id")}
    telling.rows.add(Vote, own | row)
