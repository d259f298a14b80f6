"""Switches of indicators with how often each was right, as the API shows them."""

from datetime import datetime

import strawberry

from schema.kit.fields import described
from schema.kit.scalars import Money, Rate
from server.risk.alerts.weighing import Weighed


@strawberry.type(description="An indicator, whether it tells, and how its alerts have ended.")
class IndicatorSwitch:
    """View of a line of the list."""

    code: str = described("Its code.")
    name_zh: str = described("What it is called, in Chinese.")
    name_en: str = described("What it is called, in English.")
    group_zh: str = described("Its group, in Chinese.")
    group_en: str = described("Its group, in English.")
    measured: bool = described("Whether there is a formula for it; without one it says nothing.")
    on: bool = described("Whether its hits become alerts; if not, it is measured silently.")
    reason_zh: str | None = described("Why it is on or off, in Chinese or as it was said; null: nobody has said.")
    reason_en: str | None = described("Why it is on or off, in English or as it was said; null: nobody has said.")
    turned_at: datetime | None = described("When somebody has turned it last; null: as the house began.")
    right: int = described("Closed alerts that were right.")
    wrong: int = described("Closed alerts that were wrong.")
    unclear: int = described("Closed alerts of which nobody could tell.")
    precision: Rate | None = described("Right over right and wrong; null before anybody could tell.")
    standing: int = described("Alerts that are not closed.")
    money_at_risk: Money = described("What is outstanding in those.")

    @classmethod
    def of(cls, found: Weighed) -> "IndicatorSwitch":
        told, verdicts = found.indicator, found.tally.verdicts
        return cls(
            code=told.code,
            name_zh=told.name_zh,
            name_en=told.name_en,
            group_zh=told.group_zh,
            group_en=told.group_en,
            measured=found.is_measured,
            on=found.is_on,
            reason_zh=found.reason_zh,
            reason_en=found.reason_en,
            turned_at=found.turned.turned_at if found.turned else None,
            right=verdicts.right,
            wrong=verdicts.wrong,
            unclear=verdicts.unclear,
            precision=None if verdicts.precision is None else Rate(verdicts.precision),
            standing=found.tally.living,
            money_at_risk=Money(found.tally.money_fen),
        )
