"""What accrues by a day, whom to remind, which days are to be closed. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from server.terms.running.model import Amounts, Line, accrued_interest_fen

REMIND_AHEAD_DAYS: Final = (3, 1)
"""Days before an instalment is due."""
REMIND_LATE_DAYS: Final = (1, 7, 30)
"""Days past due."""
ONE_DAY: Final = timedelta(days=1)


def accrued(lines: Iterable[Line], on: date, *, whole: bool = False) -> Amounts:
    """What of a loan has accrued by a day, paid or not: interest by days, fees of the plan when due, penalty reckoned.

    The night that begins on the day is not in it: it is what a payment on that day would owe. Fees charged beside the
    plan are booked when they are charged. `whole`: of a loan that is settled or written off all is earned.
    """
    interest = penalty = fee = 0
    for line in lines:
        interest += line.interest_fen if whole else accrued_interest_fen(line, on)
        penalty += line.penalty_fen
        fee += line.fee_fen - line.charged_fee_fen if whole or line.agreed_on <= on else 0
    return Amounts(interest_fen=interest, penalty_fen=penalty, fee_fen=fee)


def days_to_close(last_closed: date | None, until: date) -> list[date]:
    """The days after the last closed one, in order; the first day of all is the one that is asked for."""
    first = until if last_closed is None else last_closed + ONE_DAY
    return [first + timedelta(days=step) for step in range((until - first).days + 1)]


def reminder_dates(on: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Due dates of which customers are reminded at the end of a day: those that come, those that have passed."""
    ahead = tuple(on + timedelta(days=days) for days in REMIND_AHEAD_DAYS)
    return ahead, tuple(on - timedelta(days=days) for days in REMIND_LATE_DAYS)
