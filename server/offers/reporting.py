"""What a campaign brought: its funnel, and the treated against the control group, as they were drawn.

Everybody who was drawn for an arm counts in it, whether he was reached or not, so that both arms stay alike. Counted
from the day on which the campaign was started.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, func, literal_column, select

from server.applications.models import Application
from server.classification.models import LoanClass
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.uplift import Share, Uplift, uplift
from server.kit.work import Work
from server.loans.models import Loan, Repayment
from server.loans.rules import LoanState
from server.offers import queries
from server.offers.models import Offer, OfferCampaign
from server.offers.rules import OfferArm, OfferState

PAID_OUT: Final = (LoanState.ACTIVE, LoanState.CLOSED, LoanState.WRITTEN_OFF)


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many were left out for a reason; who has two counts with both."""

    code: str
    zh: str
    en: str
    people: int


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """Figures of a campaign in the caller's sight; comparisons are None before it is started.

    `applied` begun an application, `borrowed` had another loan paid out (复贷), `late` went more than 30 days past due
    for the first time, all since the start. `earned_*_fen` interest, fees and penalty that came in since, a head.
    """

    arms: Mapping[OfferArm, int]
    states: Mapping[OfferState, int]
    reasons: tuple[ReasonCount, ...]
    applied: Uplift | None
    borrowed: Uplift | None
    late: Uplift | None
    earned_treated_fen: int | None
    earned_control_fen: int | None


@read(Operation.CAMPAIGN_READ)
async def campaign_report(work: Work, *, campaign_id: UUID) -> CampaignReport:
    """Funnel, reasons, and treated against control with the 95 % interval of the difference. Raises NotFound."""
    campaign = await queries.campaign_by_id(work.session, campaign_id)
    if campaign is None:
        raise NotFound(field="campaignId")
    own = (Offer.campaign_id == campaign_id, within(Offer, work.scope))
    counted = select(Offer.arm, Offer.state, func.count()).where(*own).group_by(Offer.arm, Offer.state)
    arms: dict[OfferArm, int] = dict.fromkeys(OfferArm, 0)
    states: dict[OfferState, int] = dict.fromkeys(OfferState, 0)
    for arm, state, people in await work.session.execute(counted):
        arms[arm] += people
        states[state] += people
    return CampaignReport(arms, states, await _reasons(work, own), **await _compared(work, campaign))


async def _reasons(work: Work, own: tuple[ColumnElement[bool], ...]) -> tuple[ReasonCount, ...]:
    """Why people are out, the commonest first; a rule of law or risk counts by its own code."""
    told = (
        func.unnest(Offer.codes, Offer.reasons_zh, Offer.reasons_en)
        .table_valued("code", "zh", "en", name="told")
        .render_derived()
    )
    code = case((told.c.code == "OF-19", func.split_part(told.c.zh, " ", 1)), else_=told.c.code)
    wanted = (
        select(code, func.min(told.c.zh), func.min(told.c.en), func.count())
        .select_from(Offer)
        .join(told, literal_column("true"))
    )
    rows = await work.session.execute(wanted.where(*own).group_by(code).order_by(func.count().desc(), code))
    return tuple(ReasonCount(*row) for row in rows)


async def _compared(work: Work, campaign: OfferCampaign) -> dict[str, Any]:
    names = ("applied", "borrowed", "late")
    if campaign.started_at is None:
        return dict.fromkeys((*names, "earned_treated_fen", "earned_control_fen"))
    rows = {row.arm: row for row in await work.session.execute(_arms(work, campaign))}
    treated, control = rows.get(OfferArm.TREATED), rows.get(OfferArm.CONTROL)
    return {
        **{name: uplift(_share(treated, name), _share(control, name)) for name in names},
        "earned_treated_fen": _a_head(treated),
        "earned_control_fen": _a_head(control),
    }


def _share(row: Row[Any] | None, name: str) -> Share:
    return Share(getattr(row, name), row.people) if row else Share(0, 0)


def _a_head(row: Row[Any] | None) -> int | None:
    return int(Decimal(row.earned) / row.people) if row and row.people else None


def _arms(work: Work, campaign: OfferCampaign) -> Any:
    assert campaign.started_at
    since, day = campaign.started_at, campaign.started_at.astimezone(SHANGHAI).date()
    applied = select(Application.id).where(
        Application.customer_id == Offer.customer_id, Application.created_at >= since
    )
    borrowed = select(Loan.id).where(
        Loan.customer_id == Offer.customer_id,
        Loan.disbursed_on >= day,
        Loan.opened_at >= since,
        Loan.state.in_(PAID_OUT),
    )
    late = select(LoanClass.id).where(LoanClass.customer_id == Offer.customer_id, LoanClass.late_30_on >= day)
    income = Repayment.interest_fen + Repayment.fee_fen + Repayment.penalty_fen
    earned = (
        select(func.coalesce(func.sum(income), 0))
        .where(Repayment.customer_id == Offer.customer_id, Repayment.reversed_by.is_(None), Repayment.paid_on >= day)
        .scalar_subquery()
    )
    return (
        select(
            Offer.arm,
            func.count().label("people"),
            func.count().filter(applied.exists()).label("applied"),
            func.count().filter(borrowed.exists()).label("borrowed"),
            func.count().filter(late.exists()).label("late"),
            func.coalesce(func.sum(earned), 0).label("earned"),
        )
        .where(Offer.campaign_id == campaign.id, Offer.arm != OfferArm.OUT, within(Offer, work.scope))
        .group_by(Offer.arm)
    )
