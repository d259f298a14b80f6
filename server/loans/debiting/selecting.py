"""Whose account is asked on a day: one statement over mandates, loans, instalments, earlier debits and their rules."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Integer, Select, and_, case, cast, exists, func, or_, select, true

from server.custody.debits.models import DebitMandate, DebitOrder, DebitRule
from server.custody.debits.rules import DebitState, MandateState
from server.kit.database import within
from server.kit.scope import Scope
from server.loans.models import Instalment, Loan
from server.loans.queries import owed
from server.loans.rules import LoanState

ON_THE_WAY = (DebitState.CREATED, DebitState.SENT)
TRIED = (DebitState.SETTLED, DebitState.FAILED)
LOCAL = "Asia/Shanghai"


def due_debits(scope: Scope, funding_account_id: UUID, on: date, limit: int) -> Select[Any]:
    """Rows of customer_id, loan_id, branch_id, officer_id, mandate_id, amount_fen, attempt; by loan id.

    The amount is what is due by that day, and at most what the mandate allows for one debit. An instalment that has
    fallen due since the last try begins a new count of tries.
    """
    due = _due(on)
    last = _last_try()
    rule = _rule(last.c.failure, on)
    fresh = or_(last.c.state.is_(None), last.c.state == DebitState.SETTLED, due.c.newest_on > last.c.due_on)
    again = and_(
        last.c.attempt < rule.c.tries_max,
        cast(func.timezone(LOCAL, last.c.finished_at), Date) + cast(rule.c.pause_days, Integer) <= on,
    )
    return (
        select(
            Loan.customer_id,
            Loan.id.label("loan_id"),
            Loan.branch_id,
            Loan.officer_id,
            DebitMandate.id.label("mandate_id"),
            cast(func.least(due.c.fen, DebitMandate.limit_fen), BigInteger).label("amount_fen"),
            case((fresh, 1), else_=last.c.attempt + 1).label("attempt"),
        )
        .select_from(Loan)
        .join(DebitMandate, and_(DebitMandate.customer_id == Loan.customer_id, _in_force(on)))
        .join(due, true())
        .outerjoin(last, true())
        .outerjoin(rule, true())
        .where(
            Loan.funding_account_id == funding_account_id,
            Loan.state == LoanState.ACTIVE,
            Loan.next_due_on <= on,
            due.c.fen > 0,
            or_(fresh, again),
            ~exists().where(DebitOrder.customer_id == Loan.customer_id, DebitOrder.loan_id == Loan.id, _running()),
            within(Loan, scope),
        )
        .order_by(Loan.id)
        .limit(limit)
    )


def _in_force(on: date) -> Any:
    return and_(
        DebitMandate.state == MandateState.ACTIVE, DebitMandate.valid_from <= on, DebitMandate.valid_until >= on
    )


def _running() -> Any:
    return or_(*(DebitOrder.state == state for state in ON_THE_WAY))


def _due(on: date) -> Any:
    """What is owed of the instalments due by the day, and when the newest of them fell due."""
    return (
        select(func.coalesce(func.sum(owed()), 0).label("fen"), func.max(Instalment.due_on).label("newest_on"))
        .where(
            Instalment.customer_id == Loan.customer_id,
            Instalment.loan_id == Loan.id,
            Instalment.due_on <= on,
            owed() > 0,
        )
        .lateral("due")
    )


def _last_try() -> Any:
    """The last debit of the loan that the bank has answered."""
    return (
        select(DebitOrder.state, DebitOrder.failure, DebitOrder.attempt, DebitOrder.due_on, DebitOrder.finished_at)
        .where(
            DebitOrder.customer_id == Loan.customer_id,
            DebitOrder.loan_id == Loan.id,
            or_(*(DebitOrder.state == state for state in TRIED)),
        )
        .order_by(DebitOrder.created_at.desc(), DebitOrder.id.desc())
        .limit(1)
        .lateral("last")
    )


def _rule(failure: Any, on: date) -> Any:
    """What follows from that failure on the day."""
    return (
        select(DebitRule.tries_max, DebitRule.pause_days)
        .where(DebitRule.failure == failure, DebitRule.effective_from <= on)
        .order_by(DebitRule.effective_from.desc())
        .limit(1)
        .lateral("rule")
    )
