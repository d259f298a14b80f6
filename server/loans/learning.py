"""What became of the company's own loans, with what was known when each was applied for: rows to learn from.

Bad is a loan that was 90 days past due or written off within 12 months of its payment. A loan counts once those months
have passed, or once it has ended: a young one that still runs has not shown what it is. Loans brought in from elsewhere
have no application here and are left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, Row, Select, and_, case, cast, func, literal, or_, select

from server.applications.models import Application
from server.decision.models import Assessment
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit

LATE_DAYS: Final = 90
WINDOW: Final = "12 months"
WINDOW_ZH: Final = "放款后12个月内逾期90天以上或核销为坏；只取已满12个月或已结束的贷款"
WINDOW_EN: Final = (
    "bad is 90 days past due or written off within 12 months of payment; only loans whose 12 months have passed, or "
    "which have ended"
)
FACTS_KEPT: Final = ("applies_to", "age_years", "debt_ratio", "income_monthly_fen", "debt_monthly_fen")
MORE_FACTS: Final = ("highest_instalment_fen",)
COLUMNS: Final = (*FACTS_KEPT, *MORE_FACTS, "amount_fen", "term_months")


@read(Operation.DECISION_PROPOSE)
async def outcomes(work: Work) -> dict[str, list[Any]]:
    """Columns to learn from, in sight of the caller: facts at the application, `disbursed_on`, and `bad` 0 or 1."""
    rows = (await work.session.execute(_wanted(work))).all()
    return _columns(rows)


def _columns(rows: Sequence[Row[Any]]) -> dict[str, list[Any]]:
    names = (*COLUMNS, "disbursed_on", "bad")
    return {name: [getattr(row, name) for row in rows] for name in names}


def _wanted(work: Work) -> Select[Any]:
    window_ends = cast(Loan.disbursed_on + func.cast(literal(WINDOW), _interval()), Date)
    late = _late(work.today, window_ends)
    bad = or_(late.exists(), and_(Loan.written_off_on.is_not(None), Loan.written_off_on <= window_ends))
    newest = _newest_assessment()
    return (
        select(
            *(Assessment.facts[name].as_string().label(name) for name in (*FACTS_KEPT, *MORE_FACTS)),
            Application.amount_fen,
            Application.term_months,
            Loan.disbursed_on,
            case((bad, 1), else_=0).label("bad"),
        )
        .join(Application, and_(Application.customer_id == Loan.customer_id, Application.id == Loan.application_id))
        .join(Assessment, and_(Assessment.customer_id == Loan.customer_id, Assessment.id == newest))
        .where(Loan.disbursed_on.is_not(None), Loan.disbursed_on <= work.today)
        .where(or_(window_ends <= work.today, Loan.closed_on.is_not(None), Loan.written_off_on.is_not(None)))
        .where(within(Loan, work.scope))
        .order_by(Loan.disbursed_on, Loan.id)
    )


def _interval() -> Any:
    from sqlalchemy import Interval

    return Interval()


def _newest_assessment() -> Any:
    newest = select(Assessment.id).where(
        Assessment.customer_id == Loan.customer_id, Assessment.application_id == Loan.application_id
    )
    return (
        newest.order_by(Assessment.recorded_at.desc(), Assessment.id.desc()).limit(1).correlate(Loan).scalar_subquery()
    )


def _late(today: date, window_ends: Any) -> Select[Any]:
    """Instalments that were open 90 days after they fell due, that day being inside the window and not to come."""
    paid_on = (
        select(func.max(Repayment.paid_on))
        .join(
            RepaymentSplit,
            and_(RepaymentSplit.customer_id == Repayment.customer_id, RepaymentSplit.repayment_id == Repayment.id),
        )
        .where(RepaymentSplit.customer_id == Instalment.customer_id, RepaymentSplit.instalment_id == Instalment.id)
        .where(Repayment.reversed_by.is_(None))
        .correlate(Instalment)
        .scalar_subquery()
    )
    waived = Instalment.paid_interest_fen + Instalment.waived_interest_fen
    is_settled = and_(Instalment.paid_principal_fen == Instalment.principal_fen, waived == Instalment.interest_fen)
    judged_on = Instalment.due_on + LATE_DAYS
    return (
        select(Instalment.id)
        .where(Instalment.customer_id == Loan.customer_id, Instalment.loan_id == Loan.id)
        .where(judged_on <= window_ends, judged_on <= today)
        .where(or_(~is_settled, paid_on >= judged_on))
        .correlate(Loan)
    )
