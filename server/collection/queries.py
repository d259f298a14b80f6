"""Every select of collection. A scope is a required argument; a row out of it does not exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, case, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.models import (
    CaseContact,
    CollectionCase,
    CollectionScript,
    CollectionSetting,
    CollectionStage,
    CollectionStrategy,
    PaymentPromise,
)
from server.collection.rules import CaseState, PromiseState, Stage
from server.collection.strategy import Bounds, Cell, Level
from server.compliance.tickets.models import Ticket, TicketState
from server.custody.cash.models import CashReceipt
from server.custody.cash.rules import ReceiptState
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.kit.database import within, within_bounds
from server.kit.scope import Scope
from server.loans.models import Instalment, Loan, Repayment
from server.loans.queries import owed
from server.loans.rules import LoanState

E = TypeVar("E", CollectionStage, CollectionStrategy)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the house goes by on a day: stages, matrix, bounds of scores, and numbers by code."""

    stages: tuple[Stage, ...]
    matrix: tuple[Cell, ...]
    numbers: Mapping[str, Decimal]

    @property
    def bounds(self) -> Bounds:
        names = (each for each in Bounds.__slots__ if each in self.numbers)
        return Bounds(**{name: float(self.numbers[name]) for name in names})

    def days(self, code: str) -> int:
        """A number of days, hours or minutes."""
        return int(self.numbers[code])


async def policy_on(session: AsyncSession, on: date) -> Policy:
    """Stages and matrix of the newest edition that is in force, each number by itself."""
    stages = (await session.execute(_newest(CollectionStage, on))).scalars().all()
    cells = (await session.execute(_newest(CollectionStrategy, on))).scalars().all()
    told = select(CollectionSetting.code, CollectionSetting.value).where(CollectionSetting.effective_from <= on)
    ordered = told.order_by(CollectionSetting.effective_from)  # of each the newest, which comes last
    numbers = {row.code: row.value for row in (await session.execute(ordered)).all()}
    return Policy(
        tuple(Stage(each.code, each.from_days, each.until_days, each.name_zh, each.name_en) for each in stages),
        tuple(
            Cell(
                each.willingness,
                Level(each.ability),
                each.from_days,
                each.channel.value,
                each.agent,
                each.hour_from,
                each.hour_until,
                each.offer,
                each.reason_zh,
                each.reason_en,
            )
            for each in cells
        ),
        numbers,
    )


def _newest(model: type[E], on: date) -> Select[E]:
    edition = select(func.max(model.effective_from)).where(model.effective_from <= on).scalar_subquery()
    return select(model).where(model.effective_from == edition).order_by(model.from_days)


async def case_by_id(
    session: AsyncSession, scope: Scope, case_id: UUID, *, lock: bool = False
) -> CollectionCase | None:
    wanted = select(CollectionCase).where(CollectionCase.id == case_id, within(CollectionCase, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def living_case(session: AsyncSession, scope: Scope, customer_id: UUID) -> CollectionCase | None:
    """The case of a customer that is not closed, locked: every repayment asks for it."""
    bounds = scope.bounds
    return (await session.execute(_living(tuple(bounds)), {"customer": customer_id, **bounds})).scalar_one_or_none()


async def contact_by_id(
    session: AsyncSession, scope: Scope, contact_id: UUID, *, lock: bool = False
) -> CaseContact | None:
    wanted = select(CaseContact).where(CaseContact.id == contact_id, within(CaseContact, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def open_promise(session: AsyncSession, case: CollectionCase) -> PaymentPromise | None:
    """The promise of a case that waits for its day, locked."""
    wanted = select(PaymentPromise).where(
        PaymentPromise.customer_id == case.customer_id,
        PaymentPromise.case_id == case.id,
        PaymentPromise.state == PromiseState.OPEN,
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def script_of(session: AsyncSession, code: str) -> CollectionScript | None:
    """The newest version of a script."""
    wanted = select(CollectionScript).where(CollectionScript.code == code)
    return (await session.execute(wanted.order_by(CollectionScript.version.desc()).limit(1))).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Debt:
    """A loan with something overdue; amounts in fen."""

    loan_id: UUID
    number: str
    since: date
    overdue_fen: int
    outstanding_fen: int


async def debts_of(session: AsyncSession, scope: Scope, customer_id: UUID, today: date) -> Sequence[Debt]:
    """What a customer owes that is overdue on a day, loan by loan, the oldest arrears first.

    Of a loan that is written off the whole claim remains.
    """
    written_off = Loan.state == LoanState.WRITTEN_OFF
    late = (
        select(func.coalesce(func.sum(owed()), 0).label("fen"), func.min(Instalment.due_on).label("since"))
        .where(
            Instalment.customer_id == Loan.customer_id,
            Instalment.loan_id == Loan.id,
            or_(Instalment.due_on < today, written_off),
            owed() > 0,
        )
        .lateral("late")
    )
    at_risk = case((written_off, Loan.written_off_fen), else_=Loan.outstanding_fen)
    wanted = (
        select(Loan.id, Loan.number, late.c.since, late.c.fen, at_risk)
        .join(late, true())
        .where(
            Loan.customer_id == customer_id,
            or_(and_(Loan.state == LoanState.ACTIVE, Loan.next_due_on < today), written_off),
            late.c.fen > 0,
            within(Loan, scope),
        )
    )
    rows = (await session.execute(wanted.order_by(late.c.since, Loan.id))).all()
    return [Debt(row[0], row[1], row[2], int(row[3]), row[4]) for row in rows]


async def is_money_on_the_way(session: AsyncSession, customer_id: UUID) -> bool:
    """Whether a debit is in a file or with the bank, or cash at the counter waits for its second person."""
    debit = exists().where(
        DebitOrder.customer_id == customer_id,
        or_(DebitOrder.state == DebitState.CREATED, DebitOrder.state == DebitState.SENT),
    )
    cash = exists().where(CashReceipt.customer_id == customer_id, CashReceipt.state == ReceiptState.TAKEN)
    return bool((await session.execute(select(or_(debit, cash)))).scalar_one())


async def open_tickets(session: AsyncSession, customer_id: UUID) -> list[str]:
    """The kinds of what a customer asks of the house and has no answer to."""
    wanted = select(Ticket.kind).where(Ticket.customer_id == customer_id, Ticket.state == TicketState.OPEN)
    return [kind.value for kind in (await session.execute(wanted.distinct())).scalars()]


async def paid_between(session: AsyncSession, customer_id: UUID, first: date, last: date) -> int:
    """What a customer paid on all his loans with value dates between two days, both included, in fen."""
    wanted = select(func.coalesce(func.sum(Repayment.amount_fen), 0)).where(
        Repayment.customer_id == customer_id,
        Repayment.reversed_by.is_(None),
        Repayment.paid_on.between(first, last),
    )
    return int((await session.execute(wanted)).scalar_one())


@cache
def _living(bounds: tuple[str, ...]) -> Select[CollectionCase]:
    of = (CollectionCase.customer_id == bindparam("customer"), CollectionCase.state != CaseState.CLOSED)
    wanted = select(CollectionCase).where(*of, within_bounds(CollectionCase, bounds))
    return wanted.with_for_update().execution_options(populate_existing=True)
