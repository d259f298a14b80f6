"""Penalty interest (罚息) on overdue principal: fen-days, and one rounding of their sum."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from server.kit.money import LIMIT_FEN, Rounding, round_quotient
from server.terms.running.model import Line, Standing
from server.terms.running.opening import penalty_rate


def reckon_penalty(standing: Standing, on: date) -> int:
    """Bring the penalty of every overdue line to the beginning of `on` and return by how many fen it grew.

    The nights from the due date (rolled) to `on` count, on the principal open in them. As long as no more than the days
    of grace are over, nothing is charged; after them the days run from the due date (or the end of the grace, as the
    policy says) on what is open then: what was paid within the grace costs nothing. A loan that is written off bears no
    further penalty. Doing it twice, or daily, changes nothing.
    """
    if standing.written_off_on is not None:
        on = min(on, standing.written_off_on)
    grown = 0
    for line in standing.lines:
        days = _uncounted_days(standing, line, on)
        if days:
            before = line.penalty_fen
            line.overdue_fen_days += line.open_principal_fen * days
            line.penalty_until = on
            line.penalty_fen = penalty_of(line, standing.penalty_rate, standing.day_base)
            grown += line.penalty_fen - before
    return grown


def penalty_of(line: Line, rate: Decimal, day_base: int) -> int:
    """Penalty of a line in fen: its base and one rounding of the fen-days."""
    numerator, denominator = rate.as_integer_ratio()
    return line.penalty_base_fen + round_quotient(
        line.overdue_fen_days * numerator, denominator * day_base, Rounding.HALF_UP
    )


def change_rate(standing: Standing, rate_annual: Decimal, multiple: Decimal, on: date) -> None:
    """From `on` overdue principal bears the penalty of another rate: what was reckoned before is closed in fen."""
    reckon_penalty(standing, on)
    for line in standing.lines:
        line.penalty_base_fen = line.penalty_fen
        line.earlier_fen_days += line.overdue_fen_days
        line.overdue_fen_days = 0
    standing.rate_annual = rate_annual
    standing.penalty_multiple = multiple
    standing.penalty_rate = penalty_rate(rate_annual, multiple, standing.policy)


def room_for_late_fee(standing: Standing, line: Line) -> int:
    """What a fixed late fee on a line may still be, so that penalty and late fees stay below the cap (rule PR-14)."""
    cap = standing.policy.cap_annual
    if cap is None:
        return LIMIT_FEN
    numerator, denominator = cap.as_integer_ratio()
    fen_days = line.earlier_fen_days + line.overdue_fen_days
    most = round_quotient(fen_days * numerator, denominator * standing.day_base, Rounding.DOWN)
    return max(0, most - line.penalty_fen)


def _uncounted_days(standing: Standing, line: Line, on: date) -> int:
    """Nights of a line that are overdue at `on` and not in its fen-days yet."""
    if line.due_on >= on or line.open_principal_fen <= 0:
        return 0
    policy = standing.policy
    if line.penalty_until is None and (on - line.due_on).days <= policy.grace_days:
        return 0
    free = timedelta(days=policy.grace_days if policy.grace_is_free else 0)
    return max(0, (on - (line.penalty_until or line.due_on + free)).days)
