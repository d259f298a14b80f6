"""Downgrades by hand, and upgrades with four eyes: a ground is noted by one, its lifting proposed and agreed by two."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.classification import queries, statements
from server.classification.applying import apply
from server.classification.errors import (
    GroundHolds,
    GroundLifted,
    GroundNotProposed,
    GroundProposed,
    NotClassified,
    OwnProposal,
    ReasonMissing,
    TierTooGood,
)
from server.classification.models import GroundState, LoanGround
from server.classification.rules import Edition
from server.classification.vocabulary import GROUND_NAMES, LEAST, RANK, TIER_NAMES, GroundKind, Tier
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.database import rows_written
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.loans import queries as loans
from server.loans.rules import LoanState

REASON_MAX: Final = 500


@use_case(Operation.CLASSIFICATION_DOWNGRADE)
async def downgrade(work: Work, *, loan_id: UUID, kind: GroundKind, tier: Tier | None, reason: str) -> UUID:
    """Hold a loan down on a ground that no figure tells, at once and until two people lift it. Returns the ground.

    Without a tier, the best that the ground allows. Refuses with NotFound, classification.loan_not_active,
    classification.tier_too_good, classification.ground_holds, classification.reason_missing.
    """
    said = _said(reason)
    tier = tier or LEAST[kind]
    if RANK[tier] < RANK[LEAST[kind]]:
        (ground_zh, ground_en), (tier_zh, tier_en) = GROUND_NAMES[kind], TIER_NAMES[LEAST[kind]]
        raise TierTooGood(field="tier", ground_zh=ground_zh, ground_en=ground_en, tier_zh=tier_zh, tier_en=tier_en)
    loan = await loans.loan_for_update(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    if loan.state is not LoanState.ACTIVE:
        raise NotClassified(field="loanId")
    row: dict[str, Any] = {
        "customer_id": loan.customer_id,
        "id": work.new_id(),
        "branch_id": loan.branch_id,
        "officer_id": loan.officer_id,
        "loan_id": loan.id,
        "kind": kind,
        "tier": tier,
        "reason": said,
        "state": GroundState.HOLDING,
        "noted_by": work.actor.id,
        "noted_at": work.now,
        "version": 1,
    }
    if not await rows_written(work.session, insert_or_not(LoanGround).values(row).on_conflict_do_nothing()):
        raise GroundHolds(field="kind")
    await _reclassify(work, loan.customer_id)
    work.touch("loan", loan.id, ground=kind.value, tier=tier.value)
    ground_id: UUID = row["id"]
    return ground_id


@use_case(Operation.CLASSIFICATION_DOWNGRADE)
async def propose_upgrade(work: Work, *, ground_id: UUID, reason: str, expected_version: int) -> UUID:
    """Propose that a ground holds no more; the loan stays where it is until another agrees. Returns the ground.

    Refuses with NotFound, Stale, classification.ground_lifted, classification.already_proposed,
    classification.reason_missing.
    """
    said = _said(reason)
    ground = await _ground(work, ground_id, expected_version)
    if ground.state is GroundState.LIFT_PROPOSED:
        raise GroundProposed(field="groundId")
    ground.state, ground.lift_reason = GroundState.LIFT_PROPOSED, said
    ground.proposed_by, ground.proposed_at = work.actor.id, work.now
    return _kept(work, ground, "proposed")


@use_case(Operation.CLASSIFICATION_UPGRADE)
async def agree_to_upgrade(work: Work, *, ground_id: UUID, expected_version: int) -> UUID:
    """Agree as another person that a ground holds no more; the loan rises as far as the rules allow. Returns it.

    Refuses with NotFound, Stale, classification.ground_lifted, classification.not_proposed,
    classification.own_proposal.
    """
    ground = await _proposed(work, ground_id, expected_version)
    ground.state, ground.lifted_by, ground.lifted_at = GroundState.LIFTED, work.actor.id, work.now
    await work.session.flush()
    await _reclassify(work, ground.customer_id)
    return _kept(work, ground, "lifted")


@use_case(Operation.CLASSIFICATION_UPGRADE)
async def decline_upgrade(work: Work, *, ground_id: UUID, expected_version: int) -> UUID:
    """Decline a proposed upgrade: the ground goes on holding. Returns it. Refuses as `agree_to_upgrade` does."""
    ground = await _proposed(work, ground_id, expected_version)
    ground.state = GroundState.HOLDING
    ground.proposed_by = ground.proposed_at = ground.lift_reason = None
    return _kept(work, ground, "declined")


async def _ground(work: Work, ground_id: UUID, version: int) -> LoanGround:
    ground = await queries.ground_for_update(work.session, work.scope, ground_id)
    if ground is None:
        raise NotFound(field="groundId")
    if ground.version != version:
        raise Stale(field="expectedVersion")
    if ground.state is GroundState.LIFTED:
        raise GroundLifted(field="groundId")
    return ground


async def _proposed(work: Work, ground_id: UUID, version: int) -> LoanGround:
    ground = await _ground(work, ground_id, version)
    if ground.state is not GroundState.LIFT_PROPOSED:
        raise GroundNotProposed(field="groundId")
    if work.actor.id in {ground.proposed_by, ground.officer_id}:
        raise OwnProposal(field="groundId")
    return ground


def _kept(work: Work, ground: LoanGround, what: str) -> UUID:
    ground.version += 1
    work.touch("loan", ground.loan_id, ground=ground.kind.value, upgrade=what)
    return ground.id


async def _reclassify(work: Work, customer_id: UUID) -> None:
    """All loans of the customer (and of records merged with his) anew, by what is known at this moment."""
    rows = (await work.session.execute(statements.PERSON, {"customer": customer_id})).all()
    people: Mapping[UUID, UUID] = {row.customer_id: row.person_id for row in rows}
    kept = await queries.edition_on(work.session, work.today)
    await apply(work, people, work.today, Edition.of(kept.version, kept.content), closed=False)


def _said(reason: str) -> str:
    said = reason.strip()
    if not 1 <= len(said) <= REASON_MAX:
        raise ReasonMissing(field="reason")
    return said
