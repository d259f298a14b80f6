"""What falls due, told before it is late: once a day to each, findings counted together, tickets one by one."""

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from server.compliance.desk import queries as desk
from server.compliance.desk.queries import Due
from server.compliance.tickets import queries as tickets
from server.identity.actors import WORKER
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.kit.work import Caller, House, Work
from server.notices.staff.models import StaffNoticeKind as Kind
from server.notices.staff.service import Told, tell

FINDING_AHEAD: Final = timedelta(days=1)
TICKET_AHEAD: Final = timedelta(days=2)
TICKETS_MAX: Final = 500


@use_case(Operation.COMPLIANCE_SWEEP, keyed=False)
async def tell_due(work: Work) -> int:
    """Tell the desk and the owners of what is due by tomorrow, and of tickets due within two days. Returns how many.

    Told again on the same day it changes nothing.
    """
    told = await _tell_of_findings(work) + await _tell_of_tickets(work)
    work.changes["occasions"] = told
    return told


async def tell_what_is_due(house: House) -> None:
    """What the worker does from time to time."""
    await tell_due(Caller(house, WORKER, request_id="due"))


async def _tell_of_findings(work: Work) -> int:
    found = await desk.due_by(work.session, work.today + FINDING_AHEAD, work.today)
    for_whom: dict[UUID, list[Due]] = defaultdict(list)
    for branch_id in sorted({each.branch_id for each in found}):
        here = [each for each in found if each.branch_id == branch_id]
        for staff_id in await those_who_may(work.session, Operation.COMPLIANCE_MEND, branch_id, work.today):
            for_whom[staff_id] += here
    for each in found:
        if each.owner_id is not None and each not in for_whom[each.owner_id]:
            for_whom[each.owner_id].append(each)
    for staff_id, those in sorted(for_whom.items()):
        count, late = sum(each.count for each in those), sum(each.late for each in those)
        told = Told(
            Kind.FINDING_DUE,
            work.today.isoformat(),
            "LawFinding",
            those[0].soonest,
            None,
            f"{count} 项合规问题明日前到期，其中 {late} 项已逾期",
            f"Findings due by tomorrow: {count}, of which late: {late}",
        )
        await tell(work, {staff_id}, told)
    return len(for_whom)


async def _tell_of_tickets(work: Work) -> int:
    waiting = await tickets.due_by(work.session, work.scope, work.today + TICKET_AHEAD, TICKETS_MAX)
    for ticket in waiting:
        late = ticket.due_on < work.today
        told = Told(
            Kind.TICKET_DUE,
            f"{ticket.id} {'late' if late else 'soon'}",
            "Ticket",
            ticket.id,
            ticket.customer_id,
            f"客户诉求{'已逾期' if late else '即将到期'}：须于 {ticket.due_on} 前答复",
            f"A customer's ticket {'is late' if late else 'falls due'}: to be answered by {ticket.due_on}",
        )
        answering = await those_who_may(work.session, Operation.TICKET_ANSWER, ticket.branch_id, work.today)
        await tell(work, answering | {ticket.officer_id}, told)
    return len(waiting)
