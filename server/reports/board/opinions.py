"""Figures of what customers think of loans that have ended."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from sqlalchemy import func, select

from server.identity.operations import Operation
from server.kit.clock import start_of
from server.kit.database import within
from server.kit.work import Work
from server.offers.satisfaction.models import LoanSurvey, SurveyState
from server.reports.board import definitions
from server.reports.board.figures import Figure, Filter, Listing, Unit, inside
from server.reports.board.periods import ONE_DAY, Span

CONTENT_FROM: Final = 4
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Asked:
    """Surveys that went out in a span: how many, how many were answered, the sum of scores, how many 4 or 5."""

    asked: int
    answered: int
    scores: int
    content: int

    @property
    def mean(self) -> Decimal | None:
        return (Decimal(self.scores) / self.answered).quantize(TENTH, ROUND_HALF_EVEN) if self.answered else None


async def satisfaction(work: Work, span: Span, former: Span, told: Filter) -> list[Figure]:
    """Surveys after closing that went out in the period: mean of the scores from 1 to 5 of those answered.

    Beside it the share of 4 and 5 among the answered, and the share of the asked that has answered. Nobody is asked who
    does not agree to be written to, so the figures speak for those who do. Left out where there is no answer.
    """
    if not work.actor.may(Operation.OFFER_READ):
        return []
    this, before = await _asked(work, span), await _asked(work, former)
    days = {"since": span.first.isoformat(), "until": span.last.isoformat()}
    answered = inside(Listing("loanSurveys", "", "score", days | {"state": ("ANSWERED",)}), told)
    sent = inside(Listing("loanSurveys", "", "count", days), told)
    share = definitions.share
    rows = (
        ("satisfaction", "结清满意度", "Satisfaction after closing", Unit.SCORE, this.mean, before.mean, answered),
        (
            "satisfied_share",
            "满意占比（4至5分）",
            "Content: 4 or 5",
            Unit.RATIO,
            share(this.content, this.answered),
            share(before.content, before.answered),
            answered,
        ),
        (
            "survey_response",
            "回访回复率",
            "Answered of asked",
            Unit.RATIO,
            share(this.answered, this.asked),
            share(before.answered, before.asked),
            sent,
        ),
    )
    about = " ".join((satisfaction.__doc__ or "").split())
    return [
        Figure(key, zh, en, unit, value, former_value, about, listing)
        for key, zh, en, unit, value, former_value, listing in rows
        if value is not None
    ]


async def _asked(work: Work, span: Span) -> Asked:
    answered = LoanSurvey.state == SurveyState.ANSWERED
    wanted = select(
        func.count().label("asked"),
        func.count().filter(answered).label("answered"),
        func.coalesce(func.sum(LoanSurvey.score), 0).label("scores"),
        func.count().filter(answered, LoanSurvey.score >= CONTENT_FROM).label("content"),
    ).where(
        LoanSurvey.sent_at >= start_of(span.first),
        LoanSurvey.sent_at < start_of(span.last + ONE_DAY),
        within(LoanSurvey, work.scope),
    )
    found = (await work.session.execute(wanted)).one()
    return Asked(found.asked, found.answered, int(found.scores or 0), found.content)
