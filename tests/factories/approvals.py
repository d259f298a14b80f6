"""Cases and votes, one and many."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState, Content, content_hash
from server.approvals.matrix.models import ApprovalMatrix, MatrixRow, MatrixState
from server.approvals.matrix.rules import Row
from server.approvals.models import ApprovalCase, Condition, Delegation, Vote
from server.approvals.rules import CaseDecision, CaseState, Mode, Step, Tier
from server.approvals.service import decide
from server.kit.work import Caller
from tests.factories.applications import plant_application
from tests.factories.customers import Planted, branch_of
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of

OPENED_AT = datetime(2026, 2, 10, tzinfo=UTC)
STEPS: dict[Tier, dict[str, Any]] = {
    Tier.MANUAL_REVIEW: {"position": "reviewer", "votes_needed": 1, "step_up": False, "own_region": False},
    Tier.REGIONAL: {"position": "regional_manager", "votes_needed": 1, "step_up": True, "own_region": True},
    Tier.COMMITTEE: {"position": "committee_member", "votes_needed": 2, "step_up": True, "own_region": False},
}

_minutes = itertools.count(1)


def case_row(tier: Tier, **columns: Any) -> dict[str, Any]:
    """A row of an open case at a tier; its owner's columns are still to be given."""
    return {
        "id": uuid4(),
        "subject_kind": "application",
        "subject_id": uuid4(),
        "state": CaseState.OPEN,
        "tier": tier,
        "tier_version": 1,
        **STEPS[tier],
        "amount_fen": 6_000_000,
        "exposure_after_fen": 6_000_000,
        "content_hash": "0" * 64,
        "opened_at": OPENED_AT + timedelta(minutes=next(_minutes)),
        "settled_at": None,
        "version": 1,
        **columns,
    }


async def plant_case(
    owner: AsyncSession,
    customer: Planted,
    *,
    tier: Tier = Tier.REGIONAL,
    editors: Sequence[UUID] = (),
    **more: Any,
) -> UUID:
    """A case about a subject of its own; its editors are the customer's officer and those given."""
    own = customer.owner_columns | {"opened_by": customer.officer_id}
    row = case_row(tier, **own, editors=sorted({customer.officer_id, *editors}), **more)
    await owner.execute(insert(ApprovalCase).values(**row))
    await owner.commit()
    case_id: UUID = row["id"]
    return case_id


async def plant_vote(
    owner: AsyncSession,
    customer: Planted,
    case_id: UUID,
    *,
    by: str,
    decision: CaseDecision = CaseDecision.APPROVE,
    tier: Tier = Tier.COMMITTEE,
    editors: Sequence[UUID] = (),
    round_: int = 1,
) -> UUID:
    """A vote by a member of staff, with the editors of `plant_case`."""
    vote_id = uuid4()
    await owner.execute(
        insert(Vote).values(
            **customer.owner_columns,
            id=vote_id,
            case_id=case_id,
            tier=tier,
            round=round_,
            decision=decision,
            reason="同意",
            decided_by=id_of(by),
            voice=id_of(by),
            decided_at=OPENED_AT,
            editors=sorted({customer.officer_id, *editors}),
            vote_hash="0" * 64,
        )
    )
    await owner.commit()
    return vote_id


async def plant_votes(owner: AsyncSession, *, by: str) -> None:
    """One approving vote of this person on every settled case: for plans."""
    chosen = select(
        ApprovalCase.customer_id,
        func.gen_random_uuid(),
        ApprovalCase.branch_id,
        ApprovalCase.officer_id,
        ApprovalCase.id,
        ApprovalCase.tier,
        literal(CaseDecision.APPROVE.value),
        literal("同意"),
        literal(id_of(by)),
        literal(id_of(by)),
        ApprovalCase.settled_at,
        ApprovalCase.editors,
        literal("0" * 64),
    ).where(ApprovalCase.state != CaseState.OPEN)
    parts = ["customer_id", "id", "branch_id", "officer_id", "case_id", "tier", "decision", "reason"]
    names = [*parts, "decided_by", "voice", "decided_at", "editors", "vote_hash"]
    await owner.execute(insert(Vote).from_select(names, chosen))
    await owner.commit()


async def plant_cases(
    owner: AsyncSession, customer_ids: list[UUID], *, officer: str, tier: Tier = Tier.REGIONAL, **columns: Any
) -> list[UUID]:
    """One case for each customer of an officer, for plans and pages. Customers come from `plant_many`."""
    own = {"branch_id": branch_of(officer), "officer_id": id_of(officer), "opened_by": id_of(officer)}
    rows = [
        case_row(tier, **own, customer_id=customer_id, editors=[id_of(officer)], **columns)
        for customer_id in customer_ids
    ]
    await owner.execute(insert(ApprovalCase), rows)
    await owner.commit()
    return [row["id"] for row in rows]


EVERYTHING = Row(
    Tier.COMMITTEE,
    1,
    None,
    None,
    frozenset(),
    frozenset(),
    frozenset(),
    (Step("committee_member", Mode.COMMITTEE, 2, 3, own_region=False, step_up=True),),
)
"""A row that sends everything to the committee."""


async def plant_draft(owner: AsyncSession, version: int, *, by: str = "risk.hq") -> UUID:
    """A draft of a matrix that sends everything to the committee."""
    matrix_id = uuid4()
    told = {"name": "全部上会", "state": MatrixState.DRAFT, "drafted_by": id_of(by), "drafted_at": OPENED_AT}
    await owner.execute(insert(ApprovalMatrix).values(id=matrix_id, version=version, **told))
    anything: dict[str, list[Any]] = {"products": [], "grades": [], "regions": []}
    steps = [step.as_json for step in EVERYTHING.steps]
    row = {"matrix_id": matrix_id, "number": 1, "tier": EVERYTHING.tier, "from_fen": 1, "steps": steps, **anything}
    await owner.execute(insert(MatrixRow).values(row))
    await owner.commit()
    return matrix_id


async def plant_offered(owner: AsyncSession, customer: Planted, version_id: UUID) -> tuple[UUID, UUID]:
    """An application approved with changed terms that the customer has not accepted, and a condition of its case."""
    application_id, state = uuid4(), ApplicationState.APPROVED
    wish = Content(application_id, customer.customer_id, version_id, 3_000_000, 12, "equipment", None)
    more = {"id": application_id, "approved_hash": content_hash(wish), "offered_at": OPENED_AT}
    await plant_application(owner, customer, version_id, state=state, **more)
    settled: dict[str, Any] = {"state": CaseState.APPROVED, "settled_at": OPENED_AT, "subject_id": application_id}
    case_id, condition_id = await plant_case(owner, customer, **settled), uuid4()
    told = {"number": 1, "text": "办妥抵押登记", "laid_by": id_of("manager.east"), "laid_at": OPENED_AT}
    condition = insert(Condition).values(**customer.owner_columns, id=condition_id, case_id=case_id, **told)
    await owner.execute(condition)
    await owner.execute(update(Application).where(Application.id == application_id).values(case_id=case_id))
    await owner.commit()
    return application_id, condition_id


async def plant_delegation(owner: AsyncSession, principal: str, delegate: str, **more: Any) -> UUID:
    """A delegation of a regional manager's position that holds in early March 2026 where nothing else is said."""
    delegation_id = uuid4()
    told = {
        "id": delegation_id,
        "principal_id": id_of(principal),
        "delegate_id": id_of(delegate),
        "positions": ["regional_manager"],
        "valid_from": date(2026, 3, 1),
        "valid_until": date(2026, 3, 8),
        "out_of_office": False,
        "reason": "出差",
        "given_by": id_of(principal),
        "given_at": OPENED_AT,
    }
    await owner.execute(insert(Delegation).values(**(told | more)))
    await owner.commit()
    return delegation_id


async def kept_case(owner: AsyncSession, application_id: UUID) -> ApprovalCase:
    """The latest case about an application, detached."""
    owner.expunge_all()
    await owner.rollback()
    wanted = select(ApprovalCase).where(ApprovalCase.subject_id == application_id)
    case = (
        (await owner.execute(wanted.order_by(ApprovalCase.opened_at.desc(), ApprovalCase.id.desc()))).scalars().first()
    )
    assert case is not None
    owner.expunge(case)
    return case


async def vote(
    caller: Caller, case: ApprovalCase, decision: CaseDecision = CaseDecision.APPROVE, *, version: int | None = None
) -> None:
    """Vote through the door, by default on the version that the case has."""
    await decide(
        fresh(caller),
        case_id=case.id,
        decision=decision,
        reason="已核实",
        expected_version=version or case.version,
    )
