"""What customers have asked of the house lately: answered, waiting, and one that is about to be late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from server.compliance.tickets.models import Ticket, TicketKind, TicketState
from server.compliance.tickets.service import DAYS
from server.identity import catalogue as posts
from server.kit import crypto
from server.kit.clock import business_date, start_of
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids
from server.seeds.staff import holders


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody asked, how many days ago, how it came in; `answer` None while it waits."""

    kind: TicketKind
    days_ago: int
    source: str
    question: str
    answer: str | None = None
    outcome: str | None = None


CASES: Final = (
    Case(TicketKind.COMPLAINT, 13, "电话", "每月服务费是什么，签约时没有人向我说明。"),
    Case(TicketKind.HARDSHIP, 4, "客户专属链接", "店铺停业装修两个月，希望调整还款计划。"),
    Case(TicketKind.HUMAN_REVIEW, 2, "客户专属链接", "申请被拒，希望由工作人员重新审核。"),
    Case(TicketKind.DATA_ACCESS, 3, "信函", "请提供贵公司保存的本人信息副本。"),
    Case(TicketKind.COMPLAINT, 40, "电话", "催收电话打到了我的家人。", "已核实并致歉，今后不再联系该号码。", "upheld"),
    Case(TicketKind.HARDSHIP, 26, "柜台", "住院期间无法按时还款。", "已为您办理展期一个月。", "done"),
    Case(TicketKind.WITHDRAWAL, 20, "客户专属链接", "不同意再接收营销短信。", "已停止营销信息。", "done"),
)
ANSWERED_AFTER: Final = timedelta(days=3)
TABLE: Final = "compliance_tickets"


def write(rows: Rows, ids: Ids, borrowers: Sequence[Borrower], today: date) -> None:
    """Tickets of the customers who joined last before they asked; what waits is told to the desk and the officer."""
    desk = holders(posts.RISK)[0].id
    for number, case in enumerate(CASES):
        opened = start_of(today - timedelta(days=case.days_ago)) + timedelta(hours=10, minutes=number)
        known = [each for each in borrowers if each.is_person and not each.is_prospect and each.joined_at < opened]
        if len(known) <= number:
            continue
        ticket = _ticket(ids, sorted(known, key=lambda each: each.joined_at)[-1 - number], case, opened, desk)
        rows.add(Ticket, ticket)
        if case.answer is None:
            for staff_id in sorted({desk, ticket["officer_id"]}):
                rows.add(StaffNotice, _notice(ids, ticket, staff_id))


def _ticket(ids: Ids, borrower: Borrower, case: Case, opened: datetime, desk: UUID) -> dict[str, Any]:
    ticket_id = ids.at(opened)
    opened_on = business_date(opened)
    row = borrower.owner | {
        "id": ticket_id,
        "kind": case.kind,
        "state": TicketState.OPEN,
        "source": case.source,
        "question_cipher": _sealed(borrower, "question", ticket_id, case.question),
        "opened_on": opened_on,
        "due_on": opened_on + timedelta(days=DAYS[case.kind]),
        "opened_by": borrower.officer.id,
        "opened_at": opened,
        "version": 1,
    }
    if case.answer is None:
        return row
    at = opened + ANSWERED_AFTER
    return row | {
        "state": TicketState.ANSWERED,
        "answer_cipher": _sealed(borrower, "answer", ticket_id, case.answer),
        "outcome": case.outcome,
        "answered_on": business_date(at),
        "answered_by": desk,
        "answered_at": at,
        "version": 2,
    }


def _sealed(borrower: Borrower, column: str, ticket_id: UUID, text: str) -> bytes:
    return crypto.encrypt(borrower.key, text.encode(), crypto.cell(TABLE, column, ticket_id))


def _notice(ids: Ids, ticket: dict[str, Any], staff_id: UUID) -> dict[str, Any]:
    return {
        "id": ids.at(ticket["opened_at"], 1),
        "staff_id": staff_id,
        "kind": StaffNoticeKind.TICKET_FILED,
        "occasion": str(ticket["id"]),
        "subject_kind": "Ticket",
        "subject_id": ticket["id"],
        "of_customer": ticket["customer_id"],
        "text_zh": f"客户提出诉求，须于 {ticket['due_on']} 前答复",
        "text_en": f"A customer has filed a ticket, to be answered by {ticket['due_on']}",
        "created_at": ticket["opened_at"],
    }
