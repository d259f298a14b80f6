"""What lies on the compliance desk: findings, tickets, holds, erasures, orders, notices."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.desk.models import ComplianceFinding, FindingState
from server.compliance.dossiers.models import DossierOrder, DossierState
from server.compliance.keeping.models import Erasure, LegalHold
from server.compliance.tickets.models import Ticket, TicketKind, TicketState
from server.kit import crypto
from server.kit.rulebook import FindingOutcome, Severity
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from tests.factories.customers import Planted
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

TODAY = date(2026, 3, 2)
LONG_AGO = datetime(2014, 5, 1, tzinfo=UTC)
ASKED = "收费没有说明"


async def plant_finding(owner: AsyncSession, customer: Planted, **columns: Any) -> UUID:
    """An open finding against a rule, of a customer, due today."""
    finding_id = uuid4()
    row = {
        "id": finding_id,
        "branch_id": customer.branch_id,
        "customer_id": customer.customer_id,
        "rule_code": "CU-03",
        "rule_version": 1,
        "severity": Severity.BLOCK,
        "outcome": FindingOutcome.REFUSE,
        "subject_kind": "customer",
        "subject_id": uuid4(),
        "reason_zh": "还款分配与入账金额不符",
        "reason_en": "A repayment is not shared out as it came in",
        "facts": {},
        "found_on": TODAY - timedelta(days=3),
        "seen_on": TODAY,
        "due_on": TODAY,
        "owner_id": customer.officer_id,
        "state": FindingState.OPEN,
        "version": 1,
    }
    await owner.execute(insert(ComplianceFinding).values(row | columns))
    return finding_id


async def plant_ticket(owner: AsyncSession, customer: Planted, **columns: Any) -> UUID:
    """A complaint that waits."""
    ticket_id = uuid4()
    sealed = crypto.encrypt(customer.key, ASKED.encode(), crypto.cell("compliance_tickets", "question", ticket_id))
    row = {
        "id": ticket_id,
        "customer_id": customer.customer_id,
        "branch_id": customer.branch_id,
        "officer_id": customer.officer_id,
        "kind": TicketKind.COMPLAINT,
        "state": TicketState.OPEN,
        "source": "电话",
        "question_cipher": sealed,
        "opened_on": TODAY,
        "due_on": TODAY + timedelta(days=15),
        "opened_by": id_of("officer.east1"),
        "opened_at": NOON,
        "version": 1,
    }
    await owner.execute(insert(Ticket).values(row | columns))
    return ticket_id


async def plant_hold(owner: AsyncSession, customer: Planted) -> UUID:
    """A hold that stands, placed by a member of the committee."""
    hold_id = uuid4()
    row = {
        "id": hold_id,
        "customer_id": customer.customer_id,
        "branch_id": customer.branch_id,
        "officer_id": customer.officer_id,
        "reason": "法院调取",
        "ordered_by": "某区人民法院",
        "placed_by": id_of("committee1.hq"),
        "placed_at": NOON,
    }
    await owner.execute(insert(LegalHold).values(row))
    return hold_id


async def plant_erasure(owner: AsyncSession, customer: Planted) -> UUID:
    """An erasure that the risk officer has proposed."""
    erasure_id = uuid4()
    row = {
        "id": erasure_id,
        "customer_id": customer.customer_id,
        "branch_id": customer.branch_id,
        "officer_id": customer.officer_id,
        "reason": "客户请求",
        "ended_on": LONG_AGO.date(),
        "proposed_by": id_of("risk.hq"),
        "proposed_at": NOON,
    }
    await owner.execute(insert(Erasure).values(row))
    return erasure_id


async def make_old(owner: AsyncSession, customer: Planted) -> None:
    """All of a customer as old as the law asks before his data may go."""
    old = text("UPDATE customers SET created_at = :at WHERE customer_id = :id")
    await owner.execute(old, {"at": LONG_AGO, "id": customer.customer_id})


async def plant_dossier(owner: AsyncSession, login: str) -> UUID:
    """A dossier that somebody has ordered and that is not drawn yet."""
    order_id = uuid4()
    row = {
        "id": order_id,
        "loan_number": "0",
        "state": DossierState.ORDERED,
        "branches": None,
        "ordered_by": id_of(login),
        "ordered_at": NOON,
        "expires_on": TODAY + timedelta(days=7),
    }
    await owner.execute(insert(DossierOrder).values(row))
    return order_id


async def plant_notice(owner: AsyncSession, login: str, customer: Planted) -> UUID:
    """Something that a member of staff is told of a customer."""
    notice_id = uuid4()
    row = {
        "id": notice_id,
        "staff_id": id_of(login),
        "kind": StaffNoticeKind.RATING_FELL,
        "occasion": str(notice_id),
        "subject_kind": "Customer",
        "subject_id": customer.customer_id,
        "of_customer": customer.customer_id,
        "text_zh": "一名客户的评级由 A 降至 B",
        "text_en": "The grade of a customer fell from A to B",
        "created_at": NOON,
    }
    await owner.execute(insert(StaffNotice).values(row))
    return notice_id


async def expire(owner: AsyncSession, order_id: UUID) -> None:
    """Let the days of a dossier be over."""
    past = update(DossierOrder).where(DossierOrder.id == order_id)
    await owner.execute(past.values(expires_on=TODAY - timedelta(days=1)))
    await owner.commit()
