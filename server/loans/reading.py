"""The guarded reads of loans: one, a page, and many at once for the loaders of the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from server.custody import queries as custody
from server.custody.models import PaymentOrder
from server.identity.batch import rows_in_order
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work
from server.loans import queries
from server.loans.models import Instalment, Loan, Repayment
from server.loans.queries import Cursor
from server.loans.rules import LoanState

LIMIT_MAX = 100


@dataclass(frozen=True)
class LoanView:
    """A loan with its schedule, what came in, and its newest payment order."""

    loan: Loan
    instalments: Sequence[Instalment]
    repayments: Sequence[Repayment]
    payment: PaymentOrder | None


@dataclass(frozen=True)
class LoanPage:
    """One page, the newest first. `total` counts all that match."""

    loans: Sequence[Loan]
    has_next: bool
    total: int


@read(Operation.LOAN_READ)
async def loan_view(work: Work, *, loan_id: UUID) -> LoanView:
    """One loan in sight. Raises NotFound."""
    loan = await queries.loan_by_id(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    return LoanView(
        loan,
        await queries.instalments_of(work.session, work.scope, loan),
        await queries.repayments_of(work.session, work.scope, loan),
        await custody.latest_order(work.session, work.scope, loan.customer_id, loan.id),
    )


@read(Operation.LOAN_READ)
async def page(
    work: Work,
    *,
    states: Sequence[LoanState] = (),
    overdue: bool = False,
    after: Cursor | None = None,
    limit: int = 20,
) -> LoanPage:
    """Loans in sight, newest first; `overdue` keeps those with an instalment overdue today, `after` is a keyset.

    Raises Invalid (a page has 1 to 100 rows).
    """
    if not 1 <= limit <= LIMIT_MAX:
        raise Invalid(field="first", reason=f"1-{LIMIT_MAX}")
    overdue_on = work.today if overdue else None
    wanted = queries.listed(work.scope, states=states, overdue_on=overdue_on, after=after, limit=limit + 1)
    found = (await work.session.execute(wanted)).scalars().all()
    total = (await work.session.execute(queries.counted(work.scope, states=states, overdue_on=overdue_on))).scalar_one()
    return LoanPage(found[:limit], len(found) > limit, total)


@read(Operation.LOAN_READ)
async def loans_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[Loan | None]:
    """Loans in the order of their ids, None for those out of sight."""
    return await rows_in_order(work, Loan, keys)


@read(Operation.LOAN_READ)
async def loans_of(work: Work, *, keys: Sequence[UUID]) -> list[list[Loan]]:
    """The loans of each customer, the newest first."""
    wanted = select(Loan).where(Loan.customer_id.in_(keys), within(Loan, work.scope))
    newest = wanted.order_by(Loan.opened_at.desc(), Loan.id.desc()).limit(LIMIT_MAX * len(keys))
    rows = (await work.session.execute(newest)).scalars().all()
    return [[row for row in rows if row.customer_id == key] for key in keys]


@read(Operation.LOAN_READ)
async def loans_of_applications(work: Work, *, keys: Sequence[UUID]) -> list[Loan | None]:
    """The loan of each application, None where none was opened."""
    wanted = select(Loan).where(Loan.application_id.in_(keys), within(Loan, work.scope))
    found = {row.application_id: row for row in (await work.session.execute(wanted)).scalars()}
    return [found.get(key) for key in keys]


@read(Operation.LOAN_READ)
async def instalments_of(work: Work, *, keys: Sequence[UUID]) -> list[list[Instalment]]:
    """The schedule of each loan, in order."""
    wanted = select(Instalment).where(Instalment.loan_id.in_(keys), within(Instalment, work.scope))
    rows = (await work.session.execute(wanted.order_by(Instalment.number))).scalars().all()
    return [[row for row in rows if row.loan_id == key] for key in keys]


@read(Operation.LOAN_READ)
async def repayments_of(work: Work, *, keys: Sequence[UUID]) -> list[list[Repayment]]:
    """The repayments of each loan, in the order in which they were recorded."""
    wanted = select(Repayment).where(Repayment.loan_id.in_(keys), within(Repayment, work.scope))
    rows = (await work.session.execute(wanted.order_by(Repayment.recorded_at, Repayment.id))).scalars().all()
    return [[row for row in rows if row.loan_id == key] for key in keys]


@read(Operation.LOAN_READ)
async def payments_of(work: Work, *, keys: Sequence[UUID]) -> list[PaymentOrder | None]:
    """The newest payment order of each loan."""
    wanted = select(PaymentOrder).where(PaymentOrder.loan_id.in_(keys), within(PaymentOrder, work.scope))
    ordered = wanted.order_by(PaymentOrder.created_at, PaymentOrder.id)
    found = {row.loan_id: row for row in (await work.session.execute(ordered)).scalars()}
    return [found.get(key) for key in keys]
