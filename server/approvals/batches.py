"""Guarded reads for many cases at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import why_not
from server.approvals.service import decider_of, facts_of
from server.identity.batch import rows_in_order
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.work import Work


@dataclass(frozen=True)
class Judged:
    """The votes on a case, and what keeps the caller from deciding it."""

    votes: Sequence[Vote]
    why_not: DomainError | None


@read(Operation.APPROVAL_READ)
async def cases_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[ApprovalCase | None]:
    """Cases in the order of their ids, None for those out of sight."""
    return await rows_in_order(work, ApprovalCase, keys)


@read(Operation.APPROVAL_READ)
async def judged(work: Work, *, keys: Sequence[UUID]) -> list[Judged | None]:
    """Votes of each case, and whether the caller may decide it now."""
    cases = await rows_in_order(work, ApprovalCase, keys)
    wanted = select(Vote).where(Vote.case_id.in_(keys), within(Vote, work.scope)).order_by(Vote.decided_at, Vote.id)
    votes = (await work.session.execute(wanted)).scalars().all()
    decider = await decider_of(work)
    answers: list[Judged | None] = []
    for case in cases:
        own = [vote for vote in votes if case is not None and vote.case_id == case.id]
        voters = {vote.decided_by for vote in own}
        answers.append(Judged(own, why_not(decider, facts_of(case, voters))) if case else None)
    return answers
