"""What is added up. Every measure is a count, fen or seconds, so that sums of parts are the sum of the whole. Pure.

Buckets of days past due are 1 to 30, 31 to 60, 61 to 90 and beyond, counted from the due day of the oldest instalment
that is not settled (贷款逾期天数, 银保监发〔2020〕 practice; the classification of 2023 takes 90 days for its border).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from server.approvals.rules import Tier

MANY_LOANS: Final = 50_000
"""Up to so many running loans the rows themselves are added up: some tens of milliseconds."""
BUCKETS: Final = ((1, 30), (31, 60), (61, 90), (91, None))
"""First and last day past due of each bucket."""

FLOWS: Final[Mapping[str, str]] = {
    "started": "applications begun",
    "submitted": "applications submitted; one that was sent back counts on the day of its last submission",
    "decided": "applications decided",
    "approved": "applications decided that stood approved, whatever became of them since",
    "approval_seconds": "seconds from submission to decision, over those decided",
    **{f"decided_{tier.value}": f"of those decided, in the tier {tier.value}" for tier in Tier},
    **{f"decided_{tier.value}_seconds": "seconds from submission to decision, over these" for tier in Tier},
    "disbursed": "loans paid out, by the day from which they run",
    "disbursed_fen": "principal paid out",
    "repeat_loans": "loans paid out to somebody who had had one before",
    "money_loans": "loans paid out whose application and payment are both in this system",
    "money_seconds": "seconds from submission to the bank's word that it has paid, over those loans",
    "repayments": "repayments by value date, without those taken back",
    "repaid_fen": "what came in with them",
    "repaid_principal_fen": "what of it went to principal",
    "income_fen": "what of it went to interest, fees and penalty",
} | {
    f"recovered_{number}_fen": f"what came in for instalments {first} to {last or 'more'} days past due"
    for number, (first, last) in enumerate(BUCKETS, 1)
}
STOCKS: Final[Mapping[str, str]] = {
    "loans": "loans that run",
    "outstanding_fen": "principal that is out",
} | {
    f"late_{number}_{unit}": f"{what} {first} to {last or 'more'} days past due"
    for number, (first, last) in enumerate(BUCKETS, 1)
    for unit, what in (("loans", "loans"), ("fen", "principal out on loans"))
}
TOTALS: Final[Mapping[str, str]] = {
    "borrowers": "borrowers of all time: loans paid out up to the day, less those to somebody who had had one before",
    "income_total_fen": "interest, fees and penalty that came in up to the day",
    "applications": "applications begun up to the day",
}
"""Kept beside the stocks at each close."""

Sums = Counter[str]


class Whose(NamedTuple):
    """Whose sums these are."""

    branch_id: UUID
    officer_id: UUID
    product_code: str


NOBODY: Final = Whose(UUID(int=0), UUID(int=0), "")
"""In the place of what cells are not told apart by."""
Cells = dict[Whose, Sums]


def sums_of(row: Sequence[Any], names: Collection[str]) -> Sums:
    """The measures of a row by name: its last values, in their order."""
    found: Sums = Counter()
    dict.update(found, zip(names, row[-len(names) :], strict=True))  # Counter's own counts
    return found


def added(parts: Iterable[Sums]) -> Sums:
    """The sum of parts; of none it is nought everywhere."""
    rest = iter(parts)
    whole: Sums = next(rest, Counter()).copy()
    for part in rest:
        for name, value in part.items():  # some four times as fast as Counter.update
            whole[name] += value
    return whole


def whole_months(first: date, last: date) -> tuple[date, date] | None:
    """First and last day of the calendar months that lie wholly between two days; None when there is none."""
    begins = first if first.day == 1 else _next_month(first)
    after = last + timedelta(days=1)
    ends = after if after.day == 1 else last.replace(day=1)
    return (begins, ends - timedelta(days=1)) if begins < ends else None


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def late(sums: Sums, unit: str, beyond: int = 0) -> int:
    """Loans, or fen, more than so many days past due: 0, 30, 60 or 90."""
    return sum(sums[f"late_{number}_{unit}"] for number, (first, _) in enumerate(BUCKETS, 1) if first > beyond)
