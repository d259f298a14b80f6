"""How much of the small business the rules decide alone, and why the rest was sent to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, Text, and_, func, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from server.applications.models import Application, ApplicationFinding
from server.approvals.rules import Tier
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work

BELOW_FEN: Final = 5_000_000
DAYS_MAX: Final = 1_096
EXPOSURE: Final = "exposure"
EXPOSURE_ZH: Final = "客户及集团敞口已超出自动审批额度"
EXPOSURE_EN: Final = "what customer and group owe already asks for a higher tier"


@dataclass(frozen=True)
class Referral:
    """Why applications went to people: a rule (one of its sentences), or what was owed already; how many."""

    code: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True)
class StraightThrough:
    """Of the applications below 50,000 yuan, how many the rules decided alone, and why the rest went to people."""

    considered: int
    approved_at_once: int
    refused_at_once: int
    referred: int
    reasons: Sequence[Referral]


@read(Operation.DASHBOARD_READ)
async def straight_through(work: Work, *, days: int = 92) -> StraightThrough:
    """The straight-through rate below 50,000 yuan over the last days, in sight of the caller.

    One application may have been referred for several reasons: it counts with each.
    """
    since = work.now - timedelta(days=min(max(days, 1), DAYS_MAX))
    small = and_(Application.submitted_at >= since, Application.amount_fen < BELOW_FEN, within(Application, work.scope))
    refused = _found(FindingOutcome.REFUSE).exists()
    counted = select(
        func.count(),
        func.count().filter(Application.tier == Tier.AUTOMATIC, ~refused),
        func.count().filter(Application.tier == Tier.AUTOMATIC, refused),
    ).where(small)
    total, approved, rejected = (await work.session.execute(counted)).one()
    reasons = [Referral(*row) for row in (await work.session.execute(_reasons(small))).all()]
    unexplained = select(func.count()).where(
        small, Application.tier != Tier.AUTOMATIC, ~_found(FindingOutcome.REVIEW).exists()
    )
    owing = (await work.session.execute(unexplained)).scalar_one()
    if owing:
        reasons.append(Referral(EXPOSURE, EXPOSURE_ZH, EXPOSURE_EN, owing))
    reasons.sort(key=lambda each: (-each.count, each.code))
    return StraightThrough(total, approved, rejected, total - approved - rejected, reasons)


def _found(outcome: FindingOutcome) -> Select[Any]:
    return select(ApplicationFinding.id).where(
        ApplicationFinding.customer_id == Application.customer_id,
        ApplicationFinding.application_id == Application.id,
        ApplicationFinding.submission == Application.submission,
        ApplicationFinding.outcome == outcome,
    )


def _reasons(small: Any) -> Any:
    finding = ApplicationFinding
    return (
        select(finding.code, _newest(finding.reason_zh), _newest(finding.reason_en), func.count())
        .join(
            Application,
            and_(
                Application.customer_id == finding.customer_id,
                Application.id == finding.application_id,
                Application.submission == finding.submission,
            ),
        )
        .where(small, Application.tier != Tier.AUTOMATIC, finding.outcome == FindingOutcome.REVIEW)
        .group_by(finding.code)
    )


def _newest(sentence: Any) -> Any:
    """The newest of a group's sentences: in both languages that of the same finding."""
    order = aggregate_order_by(sentence, ApplicationFinding.found_at.desc(), ApplicationFinding.id)
    return func.array_agg(order, type_=ARRAY(Text))[1]
