"""The guarded reads of approvals: the inbox, its figures, one case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from server.approvals import queries
from server.approvals.models import ApprovalCase, Vote
from server.approvals.queries import Cursor
from server.approvals.rules import Tier, why_not
from server.approvals.service import decider_of, facts_of
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import DomainError, Invalid, NotFound
from server.kit.work import Work

LIMIT_MAX = 100


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox, the oldest case first. `total` counts all that the actor may decide now."""

    cases: Sequence[ApprovalCase]
    has_next: bool
    total: int


@dataclass(frozen=True)
class CaseView:
    """A case with its votes, and what keeps the actor from deciding it (None when nothing does)."""

    case: ApprovalCase
    votes: Sequence[Vote]
    why_not: DomainError | None

    @property
    def may_decide(self) -> bool:
        return self.why_not is None


@read(Operation.APPROVAL_READ)
async def inbox(work: Work, *, after: Cursor | None = None, limit: int = 20) -> InboxPage:
    """The cases that the caller may decide now, oldest first; `after` is opening time and id of the last one seen."""
    return await _inbox(work, after, limit)


@read(Operation.APPROVAL_READ)
async def inbox_counts(work: Work) -> Mapping[Tier, int]:
    """How many cases of each tier wait for the caller."""
    return await queries.inbox_counts(work.session, work.scope, decider_of(work))


@read(Operation.APPROVAL_READ)
async def case_view(work: Work, *, case_id: UUID) -> CaseView:
    """One case with its votes. Raises NotFound out of sight."""
    case = await queries.case_by_id(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    votes = await queries.votes_on(work.session, work.scope, case)
    voters = {vote.decided_by for vote in votes}
    return CaseView(case, votes, why_not(decider_of(work), facts_of(case, voters)))


async def _inbox(work: Work, after: Cursor | None, limit: int) -> InboxPage:
    if not 1 <= limit <= LIMIT_MAX:
        raise Invalid(field="first", reason=f"1-{LIMIT_MAX}")
    decider = decider_of(work)
    found = await queries.inbox(work.session, work.scope, decider, after=after, limit=limit + 1)
    counts = await queries.inbox_counts(work.session, work.scope, decider)
    return InboxPage(found[:limit], len(found) > limit, sum(counts.values()))
