"""Figures of the classification and of open alerts on a board."""

from typing import Final

from sqlalchemy import ColumnElement, func, literal_column, select

from server.classification.models import LoanClass
from server.classification.vocabulary import Tier
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.reports.board import definitions
from server.reports.board.figures import Figure, Listing, Unit
from server.reports.books.measures import Sums
from server.risk.alerts.models import RiskAlert
from server.risk.alerts.rules import AlertState

BAD: Final = (Tier.SUBSTANDARD, Tier.DOUBTFUL, Tier.LOSS)
NOT_CLOSED: Final[ColumnElement[bool]] = literal_column("risk_alerts.state <> 'closed'")
"""As the partial index says it."""
LIVING: Final = (AlertState.OPEN, AlertState.SNOOZED, AlertState.ESCALATED)


async def classified(work: Work, now: Sums) -> list[Figure]:
    """不良贷款率 by tier: principal out on loans of the lower three tiers, over all that is out.

    商业银行金融资产风险分类办法 (2023) 第2条: 次级、可疑、损失 are bad. Left out before the first classification.
    """
    if (await work.session.execute(select(LoanClass.id).limit(1))).first() is None:
        return []
    fell: ColumnElement[bool] = literal_column("loan_classes.tier <> 'normal'")  # as the partial index says it
    bad = (
        select(func.coalesce(func.sum(Loan.outstanding_fen), 0))
        .join(LoanClass, (LoanClass.customer_id == Loan.customer_id) & (LoanClass.id == Loan.id))
        .where(LoanClass.tier.in_(BAD), fell, LoanClass.done_on.is_(None), Loan.state == LoanState.ACTIVE)
        .where(within(LoanClass, work.scope), within(Loan, work.scope))
    )
    ratio = definitions.share(int((await work.session.execute(bad)).scalar_one()), now["outstanding_fen"])
    if ratio is None:
        return []
    about = " ".join((classified.__doc__ or "").split())
    return [Figure("npl_tier", "不良贷款率（五级分类）", "NPL by tier", Unit.RATIO, ratio, None, about, None)]


async def alerts(work: Work, *, alone: bool) -> list[Figure]:
    """Alerts that are not closed, of what is in sight, for who may see alerts."""
    if not work.actor.may(Operation.ALERT_READ):
        return []
    living = select(func.count()).where(NOT_CLOSED, within(RiskAlert, work.scope))
    count = (await work.session.execute(living.select_from(RiskAlert))).scalar_one()
    states = {"state": tuple(state.name for state in LIVING)}
    listing = Listing("alerts", "", "count", states) if alone else None
    about = "Alerts of risk that are not closed, of customers and branches in sight."
    return [Figure("alerts_open", "未结预警", "Open alerts", Unit.COUNT, count, None, about, listing)]
