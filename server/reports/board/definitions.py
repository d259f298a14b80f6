"""The figures that are not sums themselves: each says how it is reckoned and where that is written down. Pure.

Every one takes sums and answers None where its denominator is nought.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from server.reports.books.measures import BUCKETS, Sums, late

PLACES: Final = Decimal("0.0001")
HOUR_SECONDS: Final = 3600


def portfolio_at_risk(sums: Sums, beyond: int) -> Decimal | None:
    """PAR: principal out on loans more than `beyond` days past due, over all principal that is out.

    The whole balance counts, and not the part that is late (CGAP, Measuring Microfinance: PAR over 1, 30, 90 days).
    """
    return share(late(sums, "fen", beyond), sums["outstanding_fen"])


def npl_ratio(sums: Sums) -> Decimal | None:
    """不良贷款率: principal out on loans more than 90 days past due, over all principal that is out.

    商业银行金融资产风险分类办法 (2023) 第11条: past due more than 90 days is at least substandard. Qualitative
    triggers come on top with the classification of the month's end; this figure is of days past due alone.
    """
    return portfolio_at_risk(sums, 90)


def approval_hours(sums: Sums) -> Decimal | None:
    """Mean hours from an application's last submission to its decision, over those decided in the period."""
    return hours(sums["approval_seconds"], sums["decided"])


def money_hours(sums: Sums) -> Decimal | None:
    """Mean hours from an application's last submission to the bank's word that it has paid, over loans of the period.

    Loans that were brought in from elsewhere have no such hours and do not count.
    """
    return hours(sums["money_seconds"], sums["money_loans"])


def approval_rate(sums: Sums) -> Decimal | None:
    """Applications that stood approved, over those decided in the period."""
    return share(sums["approved"], sums["decided"])


def repeat_rate(sums: Sums) -> Decimal | None:
    """复贷率: loans paid out in the period to somebody who had had one before, over all paid out in it, by number."""
    return share(sums["repeat_loans"], sums["disbursed"])


def lifetime_value_fen(sums: Sums) -> int | None:
    """Interest, fees and penalty that have come in so far, over everybody who ever had a loan; fen, half to even.

    What was earned up to now, without a forecast and before the cost of money, losses and staff.
    """
    if not sums["borrowers"]:
        return None
    return int((Decimal(sums["income_total_fen"]) / sums["borrowers"]).quantize(Decimal(1), ROUND_HALF_EVEN))


def recovered_fen(sums: Sums) -> int:
    """What came in for instalments that were past due on the day it came in."""
    return sum(sums[f"recovered_{number}_fen"] for number in range(1, len(BUCKETS) + 1))


def share(part: int, whole: int) -> Decimal | None:
    """A part of a whole to four places, half to even."""
    return (Decimal(part) / whole).quantize(PLACES, ROUND_HALF_EVEN) if whole else None


def hours(seconds: int, count: int) -> Decimal | None:
    """Mean hours to one place."""
    return (Decimal(seconds) / count / HOUR_SECONDS).quantize(Decimal("0.1"), ROUND_HALF_EVEN) if count else None
