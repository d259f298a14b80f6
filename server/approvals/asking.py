"""Guarded reads of colleagues: who could take a case over, sign it too, or stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from server.approvals import queries
from server.approvals.errors import ColleagueBarred, NotAColleague
from server.approvals.matrix.queries import deciding_positions
from server.approvals.models import ApprovalCase
from server.approvals.people import Colleague, colleague_of, facts_in, require_able
from server.identity.guard import read
from server.identity.models import Staff
from server.identity.operations import Operation
from server.identity.queries import holders_of
from server.kit.errors import NotFound
from server.kit.work import Work

COLLEAGUES_MAX: Final = 100


@dataclass(frozen=True)
class Able:
    """A colleague who could, and whether he holds the position of the present step."""

    staff: Staff
    positions: tuple[str, ...]
    takes_over: bool


@read(Operation.APPROVAL_DECIDE)
async def able_colleagues(work: Work, *, case_id: UUID | None) -> Sequence[Able]:
    """Who else decides, at most 100, by login: of a case, those who may sign it; without one, all who may stand in.

    Raises NotFound for a case out of sight.
    """
    case = None if case_id is None else await queries.case_by_id(work.session, work.scope, case_id)
    if case_id is not None and case is None:
        raise NotFound(field="caseId")
    deciding = await deciding_positions(work.session)
    staff: dict[str, Staff] = {}
    for position in sorted(deciding):
        staff |= {each.login: each for each in await holders_of(work.session, position, work.today)}
    found = [await _able(work, staff[login], case, deciding) for login in sorted(staff)]
    return [each for each in found if each is not None][:COLLEAGUES_MAX]


async def _able(work: Work, staff: Staff, case: ApprovalCase | None, deciding: frozenset[str]) -> Able | None:
    if staff.id == work.actor.id:
        return None
    try:
        colleague = await colleague_of(work, staff.id, "to")
    except NotAColleague:
        return None
    held = tuple(sorted(colleague.decider.positions & deciding))
    if case is None:
        return Able(staff, held, takes_over=False)
    takes_over = await _fits(work, colleague, case, position=None)
    signs = takes_over or await _fits(work, colleague, case, position=held[0])
    return Able(staff, held, takes_over=takes_over) if signs else None


async def _fits(work: Work, colleague: Colleague, case: ApprovalCase, *, position: str | None) -> bool:
    facts = replace(await facts_in(work, case), assignee=None)
    if position is not None:
        facts = replace(facts, position=position, own_region=False)
    try:
        require_able(colleague, case, facts, "to")
    except (NotAColleague, ColleagueBarred):
        return False
    return True
