"""A campaign's report as the API shows it."""

import strawberry

from schema.collection.outlook import UpliftFigure
from schema.kit.fields import described
from schema.kit.scalars import Money
from server.kit.uplift import Uplift
from server.offers import reporting
from server.offers.rules import OfferArm, OfferState


@strawberry.type(description="How many people of a campaign are in a state.")
class OfferCount:
    """View of a count."""

    state: OfferState = described("Which state.")
    people: int = described("How many.")


@strawberry.type(description="Why people are out, and how many; who has two reasons counts with both.")
class OfferReason:
    """View of a reason."""

    code: str = described("Its code.")
    zh: str = described("What it says, in Chinese: one of them.")
    en: str = described("What it says, in English: one of them.")
    people: int = described("How many.")


@strawberry.type(description="Funnel of a campaign, and its treated against its control group since the start.")
class CampaignReport:
    """View of the report."""

    population: int = described("Treated, control and out together.")
    treated: int = described("Drawn for an offer.")
    control: int = described("Left alone.")
    out: int = described("With a reason against them.")
    states: list[OfferCount] = described("Offers by state; states of nobody are left out.")
    reasons: list[OfferReason] = described("Why people are out, the commonest first.")
    applied: UpliftFigure | None = described("Began an application; null before the start.")
    borrowed: UpliftFigure | None = described("Had another loan paid out.")
    late: UpliftFigure | None = described("Went more than 30 days past due for the first time.")
    earned_treated: Money | None = described("Interest, fees and penalty that came in since, a head of the treated.")
    earned_control: Money | None = described("The same of the control group.")

    @classmethod
    def of(cls, found: reporting.CampaignReport) -> "CampaignReport":
        arms = found.arms
        return cls(
            population=sum(arms.values()),
            treated=arms[OfferArm.TREATED],
            control=arms[OfferArm.CONTROL],
            out=arms[OfferArm.OUT],
            states=[OfferCount(state=state, people=people) for state, people in found.states.items() if people],
            reasons=[OfferReason(code=each.code, zh=each.zh, en=each.en, people=each.people) for each in found.reasons],
            applied=_compared(found.applied),
            borrowed=_compared(found.borrowed),
            late=_compared(found.late),
            earned_treated=_money(found.earned_treated_fen),
            earned_control=_money(found.earned_control_fen),
        )


def _compared(found: Uplift | None) -> UpliftFigure | None:
    return UpliftFigure.of(found) if found else None


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
