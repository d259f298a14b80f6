"""What happens, told to those whom it concerns: reactions, inside the transaction of what happened."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from server.applications.events import ApplicationApproved, ApplicationRejected, ApplicationReturned
from server.approvals import queries as approvals
from server.approvals.errors import NotAColleague
from server.approvals.events import CaseUrged, StepOverdue
from server.approvals.models import ApprovalCase
from server.approvals.people import colleague_of, facts_in
from server.approvals.rules import why_not
from server.compliance.events import TicketFiled
from server.compliance.tickets import queries as tickets
from server.compliance.tickets.models import TicketKind
from server.customers.events import ConsentWithdrawn, RatingFell
from server.identity import queries as identity
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.kit.data_keys import ownership
from server.kit.work import Work
from server.notices.staff.models import StaffNoticeKind as Kind
from server.notices.staff.service import Told, tell

TICKETS: Final = {
    TicketKind.COMPLAINT: ("投诉", "a complaint"),
    TicketKind.OBJECTION: ("异议", "an objection"),
    TicketKind.HUMAN_REVIEW: ("人工复核请求", "a request for a person"),
    TicketKind.HARDSHIP: ("还款困难申请", "a case of hardship"),
    TicketKind.DATA_ACCESS: ("个人信息查阅请求", "a request for his data"),
    TicketKind.WITHDRAWAL: ("撤回授权", "a withdrawal of consent"),
    TicketKind.ERASURE: ("删除个人信息请求", "a request for erasure"),
}
PURPOSES: Final = {
    "personal_data": ("个人信息处理", "the use of his data"),
    "bureau_query": ("征信查询", "questions to the bureau"),
    "data_sharing": ("信息共享", "sharing his data"),
    "marketing": ("营销", "marketing"),
    "bank_account": ("银行账户信息", "his bank account"),
}


DECISIONS: Final = {
    ApplicationApproved: ("已通过审批", "approved"),
    ApplicationReturned: ("被退回，请补充后重新提交", "sent back: complete it and hand it in again"),
    ApplicationRejected: ("未通过审批", "rejected"),
}


async def on_rating_fell(work: Work, event: RatingFell) -> None:
    """The officer of a customer whose grade fell by two or more, and those who attend to borrowers where he is."""
    owned = await ownership(work, event.customer_id)
    attending = await those_who_may(work.session, Operation.BORROWER_LINK, owned.branch_id, work.today)
    told = Told(
        Kind.RATING_FELL,
        str(event.rating_id),
        "Customer",
        event.customer_id,
        event.customer_id,
        f"一名客户的评级由 {event.before} 降至 {event.after}",
        f"The grade of a customer fell from {event.before} to {event.after}",
    )
    await tell(work, attending | {owned.officer_id}, told)


async def on_application_decided(
    work: Work, event: ApplicationApproved | ApplicationReturned | ApplicationRejected
) -> None:
    """The customer's officer, unless it was decided while he handed it in: then he sees it at once."""
    owned = await ownership(work, event.customer_id)
    zh, en = DECISIONS[type(event)]
    told = Told(
        Kind.APPLICATION_DECIDED,
        f"{event.application_id} {work.now.isoformat()}",
        "Application",
        event.application_id,
        event.customer_id,
        f"您的一笔申请{zh}",
        f"An application of yours was {en}",
    )
    await tell(work, {owned.officer_id}, told)


async def on_step_overdue(work: Work, event: StepOverdue) -> None:
    """Those whose turn it is: reminded, or handed what others did not decide in time."""
    case = await approvals.case_by_id(work.session, work.scope, event.case_id)
    assert case is not None
    kind = Kind.APPROVAL_ESCALATED if event.handed_up else Kind.APPROVAL_OVERDUE
    zh, en = ("一笔审批超时升级，转由您审批", "An overdue case was handed up to you")
    if not event.handed_up:
        zh, en = ("一笔审批已超过时限，请尽快处理", "A case that waits for you is overdue")
    told = Told(kind, f"{case.id} {case.round} {case.position}", "ApprovalCase", case.id, case.customer_id, zh, en)
    await tell(work, await _whose_turn(work, case), told)


async def on_case_urged(work: Work, event: CaseUrged) -> None:
    """Those whose turn it is."""
    case = await approvals.case_by_id(work.session, work.scope, event.case_id)
    assert case is not None
    told = Told(
        Kind.APPROVAL_URGED,
        f"{case.id} {case.urges}",
        "ApprovalCase",
        case.id,
        case.customer_id,
        "有人催办一笔等待您审批的申请",
        "Somebody urges a case that waits for you",
    )
    await tell(work, await _whose_turn(work, case), told)


async def on_ticket_filed(work: Work, event: TicketFiled) -> None:
    """The officer of the customer, and those who answer tickets where he is."""
    ticket = await tickets.ticket_by_id(work.session, work.scope, event.ticket_id)
    assert ticket is not None
    zh, en = TICKETS[ticket.kind]
    told = Told(
        Kind.TICKET_FILED,
        str(ticket.id),
        "Ticket",
        ticket.id,
        ticket.customer_id,
        f"客户提出{zh}，须于 {ticket.due_on} 前答复",
        f"A customer has filed {en}, to be answered by {ticket.due_on}",
    )
    answering = await those_who_may(work.session, Operation.TICKET_ANSWER, ticket.branch_id, work.today)
    await tell(work, answering | {ticket.officer_id}, told)


async def on_consent_withdrawn(work: Work, event: ConsentWithdrawn) -> None:
    """The officer of the customer, and the desk: nothing new is done under this consent."""
    owned = await ownership(work, event.customer_id)
    zh, en = PURPOSES.get(event.purpose, (event.purpose, event.purpose))
    told = Told(
        Kind.CONSENT_WITHDRAWN,
        f"{event.customer_id} {event.purpose} {work.now.isoformat()}",
        "Customer",
        event.customer_id,
        event.customer_id,
        f"客户撤回授权：{zh}；此后不得再据此处理",
        f"A customer has taken back his consent to {en}: nothing new may be done under it",
    )
    answering = await those_who_may(work.session, Operation.TICKET_ANSWER, owned.branch_id, work.today)
    await tell(work, answering | {owned.officer_id}, told)


async def _whose_turn(work: Work, case: ApprovalCase) -> Collection[UUID]:
    """Who could decide now: those of the position who see the case and are not kept out, or the one who has it."""
    facts = await facts_in(work, case)
    holders = [staff.id for staff in await identity.holders_of(work.session, case.position, work.today)]
    found = []
    for staff_id in holders if case.assignee is None else [case.assignee]:
        try:
            colleague = await colleague_of(work, staff_id, "caseId")
        except NotAColleague:  # not on duty
            continue
        seen = colleague.scope.allows(case.branch_id, case.officer_id, case.customer_id)
        if colleague.decides and seen and why_not(colleague.decider, facts) is None:
            found.append(staff_id)
    return found
