"""How a product reckons: day count, year, rounding, multiples, month ends; and the named profiles of all that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.kit.money import Rounding
from server.terms.errors import TermsError


class Count(StrEnum):
    """What an interest period is measured by."""

    PERIOD = "period"  # a whole period is its nominal part of a year: a month is 1/12 whatever its length
    MONTH_30 = "month_30"  # the same, but a month is thirty days over the days of the year
    ACTUAL = "actual"  # calendar days, the first included, the last not (算头不算尾)
    THIRTY = "thirty"  # every month has thirty days (30/360)


class Year(StrEnum):
    """What days are divided by."""

    DAYS_360 = "360"
    DAYS_364 = "364"
    DAYS_365 = "365"
    ACTUAL = "actual"  # 365 or 366, each day by the calendar year it belongs to
    START = "start"  # 365 or 366 of the year in which the loan starts, for all its life


class PartPeriod(StrEnum):
    """How a part of a period is reckoned when whole periods are counted as such."""

    DAYS = "days"  # its days over the days of a year
    SHARE = "share"  # its days over the days of the period, times the whole period


class InstalmentBasis(StrEnum):
    """What rate the level instalment is worked out from."""

    FACTORS = "factors"  # the true rate factor of each period, so that all instalments come out level
    NOMINAL = "nominal"  # thirty days a month whatever the calendar; the last row takes the difference


class LastRow(StrEnum):
    """What the last row does with the rounding that has gathered."""

    REMAINDER = "remainder"  # remaining principal plus its true interest; its total may differ from the others
    INSTALMENT = "instalment"  # the instalment stays level and its interest takes the difference


class MonthEnd(StrEnum):
    """Where a due day goes that the month does not have."""

    CLAMP = "clamp"  # to the last day, and back to its own day in longer months
    LAST = "last"  # a loan that starts on a last day stays on last days
    NEXT_FIRST = "next_first"  # to the first day of the next month


class Roll(StrEnum):
    """Where a due date goes that is no working day. Interest periods keep the agreed dates."""

    NONE = "none"
    FORWARD = "forward"


class SubPeriod(StrEnum):
    """When the interest of a period with several balances or rates is rounded."""

    ONCE = "once"
    EACH = "each"


BY_PERIOD: Final = (Count.PERIOD, Count.MONTH_30)


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of reckoning.

    Multiples are in fen; `rounding` holds for every amount, `instalment_rounding` for the level instalment where that
    differs.
    """

    name: str
    count: Count = Count.PERIOD
    year: Year = Year.DAYS_360
    part_period: PartPeriod = PartPeriod.DAYS
    rounding: Rounding = Rounding.HALF_UP
    instalment_rounding: Rounding | None = None
    instalment_multiple_fen: int = 1
    amount_multiple_fen: int = 1
    instalment_basis: InstalmentBasis = InstalmentBasis.FACTORS
    even_out: bool = False
    last_row: LastRow = LastRow.REMAINDER
    month_end: MonthEnd = MonthEnd.CLAMP
    roll: Roll = Roll.FORWARD
    sub_period: SubPeriod = SubPeriod.ONCE

    def __post_init__(self) -> None:
        for field in ("instalment_multiple_fen", "amount_multiple_fen"):
            if getattr(self, field) < 1:
                raise TermsError("terms.not_a_number", field)


PROFILES: Final[dict[str, Convention]] = {
    profile.name: profile
    for profile in (
        # RMB custom: a month is a twelfth of a year, odd days go by the daily rate, year / 360 or year / 365
        Convention("prc_360"),
        Convention("prc_365", year=Year.DAYS_365),
        # every period by its calendar days
        Convention("prc_360_daily", count=Count.ACTUAL),
        Convention("prc_365_daily", count=Count.ACTUAL, year=Year.DAYS_365),
        Convention("actual_actual", count=Count.ACTUAL, year=Year.ACTUAL),
        Convention("thirty_360", count=Count.THIRTY),
        Convention(
            "fineract_cumulative",
            count=Count.ACTUAL,
            year=Year.START,
            rounding=Rounding.HALF_EVEN,
            instalment_basis=InstalmentBasis.NOMINAL,
            sub_period=SubPeriod.EACH,
            roll=Roll.NONE,
        ),
        Convention(
            "fineract_progressive",
            count=Count.MONTH_30,
            part_period=PartPeriod.SHARE,
            rounding=Rounding.HALF_EVEN,
            even_out=True,
            roll=Roll.NONE,
        ),
        Convention(
            "frappe",
            year=Year.DAYS_365,
            rounding=Rounding.HALF_EVEN,
            instalment_rounding=Rounding.CEILING,
            instalment_multiple_fen=100,
            roll=Roll.NONE,
        ),
        Convention("sunline", count=Count.ACTUAL, last_row=LastRow.INSTALMENT, roll=Roll.NONE),
    )
}


def named(name: str) -> Convention:
    """The profile of that name. Raises TermsError `terms.unknown_convention`."""
    try:
        return PROFILES[name]
    except KeyError:
        raise TermsError("terms.unknown_convention", "convention") from None
