"""Building blocks about people: who decides here, and whether a colleague could."""

from dataclasses import dataclass
from uuid import UUID

from server.approvals import queries
from server.approvals.errors import ColleagueBarred, NotAColleague
from server.approvals.models import ApprovalCase
from server.approvals.rules import CaseFacts, Decider, why_not
from server.identity import queries as identity
from server.identity.actors import scope_of
from server.identity.models import Staff, StaffState
from server.identity.operations import Operation
from server.kit.scope import Scope
from server.kit.work import Work


@dataclass(frozen=True)
class Colleague:
    """Somebody else of the house, with what he holds today."""

    staff: Staff
    decider: Decider
    decides: bool
    scope: Scope
    """Where he decides; nowhere for somebody who may not."""


async def decider_of(work: Work) -> Decider:
    """What counts of the present actor when he decides, with those in whose name he may."""
    actor = work.actor
    voices = await queries.voices_for(work.session, actor.id, work.today)
    return Decider(actor.id, actor.positions, actor.region, voices)


async def colleague_of(work: Work, staff_id: UUID, field: str) -> Colleague:
    """A colleague on duty. Raises NotAColleague for anybody else."""
    staff = await identity.staff_by_id(work.session, staff_id)
    if staff is None or staff.state is not StaffState.ACTIVE:
        raise NotAColleague(field=field)
    positions = await identity.positions_of(work.session, staff_id, work.today)
    decides = (await identity.rights_of(work.session, staff_id, work.today)).get(Operation.APPROVAL_DECIDE)
    region = await identity.branches_below(work.session, await identity.region_of(work.session, staff.branch_id))
    return Colleague(
        staff,
        Decider(staff_id, frozenset(position.code for position in positions), region),
        decides is not None,
        await scope_of(work.session, staff, decides),
    )


def require_able(colleague: Colleague, case: ApprovalCase, facts: CaseFacts, field: str) -> None:
    """Raises NotAColleague where he may not decide or does not see the case, ColleagueBarred where he is kept out."""
    seen = colleague.scope.allows(case.branch_id, case.officer_id, case.customer_id)
    if not (colleague.decides and seen) or facts.position not in colleague.decider.positions:
        raise NotAColleague(field=field)
    if why_not(colleague.decider, facts) is not None:
        raise ColleagueBarred(field=field)


async def facts_in(work: Work, case: ApprovalCase) -> CaseFacts:
    """What counts of a case when somebody wants to decide it."""
    votes = await queries.votes_on(work.session, work.scope, case)
    voters = {vote.decided_by for vote in votes} | {vote.voice for vote in votes}
    return facts_of(case, voters, await queries.recused_from(work.session, work.scope, case))


def facts_of(case: ApprovalCase, voters: set[UUID], recused: frozenset[UUID] = frozenset()) -> CaseFacts:
    """What counts of a case, given who has voted and who has stepped aside."""
    return CaseFacts(
        case.state,
        case.position,
        case.own_region,
        case.branch_id,
        case.officer_id,
        frozenset(case.editors),
        frozenset(voters),
        case.assignee,
        recused,
    )
