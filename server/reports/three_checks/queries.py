"""Every select of the three checks: a batch of applications at a time, one statement a table."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.applications.models import Application, ApplicationFinding, Opinion
from server.applications.securing.models import ApplicationParty
from server.applications.securing.rules import PartyState
from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.applications.visiting.queries import LIVING
from server.approvals.models import ApprovalCase, Vote
from server.collateral.models import CollateralCharge, CollateralItem, CollateralValuation
from server.collateral.rules import ChargeState
from server.contracts.borrower.models import BorrowerRequest
from server.contracts.models import Contract, ContractState, Disclosure
from server.customers.models import Customer
from server.documents.models import Document
from server.identity.models import Branch, Staff
from server.kit.database import within
from server.kit.scope import Scope
from server.loans.models import Instalment, Loan, Repayment
from server.loans.queries import owed
from server.products.models import Product, ProductVersion

Grouped = Mapping[UUID, Sequence[Any]]


async def heads(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Any:
    """Application, customer, product, officer and branch, by id."""
    return (await session.execute(_heads(scope).where(Application.id.in_(ids)))).all()


async def of_period(session: AsyncSession, scope: Scope, since: datetime, before: datetime, most: int) -> Any:
    """The applications that were submitted in a period, in that order."""
    wanted = _heads(scope).where(Application.submitted_at >= since, Application.submitted_at < before)
    return (await session.execute(wanted.order_by(Application.submitted_at, Application.id).limit(most))).all()


def _heads(scope: Scope) -> Any:
    return (
        select(Application, Customer, ProductVersion, Product.name_zh, Staff.name, Branch.name)
        .join(Customer, Customer.id == Application.customer_id)
        .join(ProductVersion, ProductVersion.id == Application.product_version_id)
        .join(Product, Product.code == ProductVersion.product_code)
        .join(Staff, Staff.id == Application.officer_id)
        .join(Branch, Branch.id == Application.branch_id)
        .where(within(Application, scope))
    )


async def opinions(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    wanted = (
        select(Opinion.application_id, Opinion, Staff.name)
        .join(Application, and_(*_same(Opinion), Application.submission == Opinion.submission))
        .join(Staff, Staff.id == Opinion.given_by)
        .where(Opinion.application_id.in_(ids), within(Opinion, scope))
    )
    return await _grouped(session, wanted)


async def findings(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    wanted = (
        select(ApplicationFinding.application_id, ApplicationFinding)
        .join(Application, and_(*_same(ApplicationFinding), Application.submission == ApplicationFinding.submission))
        .where(ApplicationFinding.application_id.in_(ids), within(ApplicationFinding, scope))
        .order_by(ApplicationFinding.position)
    )
    return await _grouped(session, wanted)


async def votes(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """Votes of every case about the applications, in order, with the case, who voted and in whose name."""
    voice = aliased(Staff)
    wanted = (
        select(ApprovalCase.subject_id, ApprovalCase, Vote, Staff.name, voice.name)
        .join(Vote, and_(Vote.customer_id == ApprovalCase.customer_id, Vote.case_id == ApprovalCase.id), isouter=True)
        .join(Staff, Staff.id == Vote.decided_by, isouter=True)
        .join(voice, voice.id == Vote.voice, isouter=True)
        .where(ApprovalCase.subject_id.in_(ids), within(ApprovalCase, scope))
        .order_by(ApprovalCase.opened_at, Vote.decided_at)
    )
    return await _grouped(session, wanted)


async def contracts(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    same = and_(Disclosure.customer_id == Contract.customer_id, Disclosure.contract_id == Contract.id)
    wanted = (
        select(Contract.application_id, Contract, Disclosure)
        .join(Disclosure, same, isouter=True)
        .where(Contract.application_id.in_(ids), Contract.state != ContractState.VOID, within(Contract, scope))
    )
    return await _grouped(session, wanted)


async def loans(session: AsyncSession, scope: Scope, ids: Collection[UUID], today: date) -> Grouped:
    """The loans with what of their instalments is due, paid and overdue by a day."""
    late = Instalment.due_on < today
    rows = (
        select(
            Instalment.loan_id,
            func.count().label("rows"),
            func.count().filter(owed() == 0).label("paid"),
            func.count().filter(and_(late, owed() > 0)).label("overdue"),
            cast(func.coalesce(func.sum(owed()).filter(late), 0), BigInteger).label("overdue_fen"),
        )
        .where(within(Instalment, scope))
        .group_by(Instalment.loan_id)
        .subquery()
    )
    wanted = (
        select(Loan.application_id, Loan, rows.c.rows, rows.c.paid, rows.c.overdue, rows.c.overdue_fen)
        .join(rows, rows.c.loan_id == Loan.id, isouter=True)
        .where(Loan.application_id.in_(ids), within(Loan, scope))
    )
    return await _grouped(session, wanted)


async def repayments(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    same = and_(Repayment.customer_id == Loan.customer_id, Repayment.loan_id == Loan.id)
    wanted = (
        select(Loan.application_id, Repayment)
        .join(Repayment, same)
        .where(Loan.application_id.in_(ids), Repayment.reversed_by.is_(None), within(Repayment, scope))
        .order_by(Repayment.paid_on, Repayment.id)
    )
    return await _grouped(session, wanted)


async def requests(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    wanted = (
        select(BorrowerRequest.application_id, BorrowerRequest)
        .where(BorrowerRequest.application_id.in_(ids), within(BorrowerRequest, scope))
        .order_by(BorrowerRequest.asked_at)
    )
    return await _grouped(session, wanted)


async def visits(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """The visit of each application that stands or waits, with who went there and who has agreed."""
    visitor, checker = aliased(Staff), aliased(Staff)
    wanted = (
        select(Visit.application_id, Visit, visitor.name, checker.name)
        .join(visitor, visitor.id == Visit.visited_by)
        .join(checker, checker.id == Visit.checked_by, isouter=True)
        .where(Visit.application_id.in_(ids), Visit.state.in_(LIVING), within(Visit, scope))
    )
    return await _grouped(session, wanted)


async def visit_lines(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """What the sheet of that visit adds up to, by part and kind, in its order: sum, months, how much is proven."""
    proven = func.sum(VisitLine.amount_fen).filter(VisitLine.document_id.is_not(None))
    wanted = (
        select(
            Visit.application_id,
            VisitLine.part,
            VisitLine.kind,
            cast(func.sum(VisitLine.amount_fen), BigInteger),
            func.count(VisitLine.month.distinct()),
            cast(func.coalesce(proven, 0), BigInteger),
        )
        .join(VisitLine, and_(VisitLine.customer_id == Visit.customer_id, VisitLine.visit_id == Visit.id))
        .where(Visit.application_id.in_(ids), Visit.state.in_(LIVING), within(Visit, scope))
        .group_by(Visit.application_id, VisitLine.part, VisitLine.kind)
        .order_by(Visit.application_id, func.min(VisitLine.position))
    )
    return await _grouped(session, wanted)


async def visit_photos(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """The photos of that visit, in their order, each with its picture."""
    of_visit = and_(VisitPhoto.customer_id == Visit.customer_id, VisitPhoto.visit_id == Visit.id)
    picture = and_(Document.customer_id == VisitPhoto.customer_id, Document.id == VisitPhoto.document_id)
    wanted = (
        select(Visit.application_id, VisitPhoto, Document)
        .join(VisitPhoto, of_visit)
        .join(Document, picture)
        .where(Visit.application_id.in_(ids), Visit.state.in_(LIVING), within(Visit, scope))
        .order_by(Visit.application_id, VisitPhoto.position)
    )
    return await _grouped(session, wanted)


async def parties(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """Who stands beside the borrower, with his masked name where he is in sight."""
    person = and_(Customer.customer_id == ApplicationParty.person_id, within(Customer, scope))
    wanted = (
        select(ApplicationParty.application_id, ApplicationParty, Customer.name_masked)
        .join(Customer, person, isouter=True)
        .where(ApplicationParty.application_id.in_(ids), ApplicationParty.state != PartyState.REMOVED)
        .where(within(ApplicationParty, scope))
        .order_by(ApplicationParty.added_at, ApplicationParty.id)
    )
    return await _grouped(session, wanted)


async def charges(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """The items that secure each application, with the newest value of each."""
    item = and_(
        CollateralItem.customer_id == CollateralCharge.owner_id,
        CollateralItem.id == CollateralCharge.item_id,
        within(CollateralItem, scope),
    )
    newest = (
        select(CollateralValuation.value_fen)
        .where(
            CollateralValuation.customer_id == CollateralCharge.owner_id,
            CollateralValuation.item_id == CollateralCharge.item_id,
        )
        .order_by(CollateralValuation.valued_on.desc(), CollateralValuation.recorded_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(CollateralCharge.application_id, CollateralCharge, CollateralItem, newest)
        .join(CollateralItem, item, isouter=True)
        .where(CollateralCharge.application_id.in_(ids), CollateralCharge.state != ChargeState.DROPPED)
        .where(within(CollateralCharge, scope))
        .order_by(CollateralCharge.charged_at, CollateralCharge.id)
    )
    return await _grouped(session, wanted)


async def documents(session: AsyncSession, scope: Scope, ids: Collection[UUID]) -> Grouped:
    """The papers of the applications' customers, oldest first, with who took them in."""
    wanted = (
        select(Application.id, Document, Staff.name)
        .join(Document, Document.customer_id == Application.customer_id)
        .join(Staff, Staff.id == Document.received_by, isouter=True)
        .where(Application.id.in_(ids), within(Document, scope))
        .order_by(Document.received_at, Document.id)
    )
    return await _grouped(session, wanted)


def _same(table: Any) -> tuple[Any, Any]:
    return Application.customer_id == table.customer_id, Application.id == table.application_id


async def _grouped(session: AsyncSession, wanted: Any) -> Grouped:
    """The rows by what stands in their first column."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in await session.execute(wanted):
        found[row[0]].append(row[1:])
    return found
