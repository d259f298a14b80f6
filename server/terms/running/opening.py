"""From terms to the first standing, and the penalty rate that follows from a contract rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from server.terms.convention import Year
from server.terms.dates import agreed_of
from server.terms.daycount import year_days
from server.terms.model import Row, Terms
from server.terms.running.model import Line, Standing
from server.terms.running.policy import Policy
from server.terms.schedules import schedule

_DAYS_OF_A_YEAR = 365


def open_standing(terms: Terms, policy: Policy) -> Standing:
    """The loan on its first day, paid out and nothing repaid. Raises TermsError as `schedule` does.

    Tranches that the terms foresee are not owed before they are paid out: each comes by a `Drawn`. Changes of rate that
    the terms foresee are in the interest; the penalty follows a `NewRate`.
    """
    plan = replace(terms, tranches=())
    return Standing(
        terms=terms,
        policy=policy,
        lines=lines_of(schedule(plan), terms.start_on),
        rate_annual=terms.rate_annual,
        penalty_rate=penalty_rate(terms.rate_annual, policy.penalty_multiple, policy),
        penalty_multiple=policy.penalty_multiple,
        day_base=day_base(terms, policy),
        last_on=terms.start_on,
        plan=plan,
    )


def penalty_rate(rate_annual: Decimal, multiple: Decimal, policy: Policy) -> Decimal:
    """Contract rate times the multiple, never above the cap (罚息利率)."""
    rate = rate_annual * multiple
    return rate if policy.cap_annual is None else min(rate, policy.cap_annual)


def day_base(terms: Terms, policy: Policy) -> int:
    """Days that a year of penalty has: the policy's, else those of the convention (365 where these vary)."""
    year = terms.convention.year
    if policy.penalty_day_base is not None:
        return policy.penalty_day_base
    return _DAYS_OF_A_YEAR if year in (Year.ACTUAL, Year.START) else year_days(year, terms.start_on)


def lines_of(rows: Sequence[Row], start_on: date, *, first: int = 1) -> list[Line]:
    """Rows as lines, numbered from `first`; `start_on` is the beginning of the first period."""
    agreed = agreed_of(start_on, (row.days for row in rows))
    return [
        Line(
            number=number,
            from_on=from_on,
            agreed_on=agreed_on,
            due_on=row.due_on,
            principal_fen=row.principal_fen,
            interest_fen=row.interest_fen,
            fee_fen=row.fee_fen,
            balance_after_fen=row.balance_after_fen,
        )
        for number, (row, (from_on, agreed_on)) in enumerate(
            zip(rows, pairwise([start_on, *agreed]), strict=True), first
        )
    ]
