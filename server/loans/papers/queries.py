"""Selects of papers and of the rows on them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import within
from server.kit.scope import Scope
from server.loans.models import Loan, Repayment
from server.loans.papers.models import IssuedPaper


async def paper(session: AsyncSession, scope: Scope, paper_id: UUID) -> IssuedPaper | None:
    wanted = select(IssuedPaper).where(IssuedPaper.id == paper_id, within(IssuedPaper, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def repayments_of(session: AsyncSession, scope: Scope, loan: Loan) -> Sequence[Repayment]:
    """What came in for a loan, in the order of value dates."""
    wanted = select(Repayment).where(
        Repayment.customer_id == loan.customer_id, Repayment.loan_id == loan.id, within(Repayment, scope)
    )
    return (await session.execute(wanted.order_by(Repayment.paid_on, Repayment.id))).scalars().all()
