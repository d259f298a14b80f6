"""Lines laid down anew: the terms of what is left, and new rows in the place of old ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from server.kit.money import round_quotient
from server.terms.convention import PartPeriod
from server.terms.flat import flat_parts
from server.terms.model import Method, Row, Terms, Tranche
from server.terms.periods import cut, periods_of, rate_on
from server.terms.running.errors import ActRefused
from server.terms.running.model import Line, Standing
from server.terms.running.opening import lines_of
from server.terms.schedules import as_rows, level_principal, schedule

WITH_GRACE = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.FLAT, Method.BALLOON)


class Left(NamedTuple):
    """The lines that are not due on a day: those of them something was paid ahead on, and those after them."""

    kept: list[Line]
    rest: list[Line]

    @property
    def all(self) -> list[Line]:
        """Both."""
        return self.kept + self.rest


def plan_of(standing: Standing) -> Terms:
    """The terms that the lines follow from now. Raises ActRefused `running.replay_needed` where they are not loaded."""
    if standing.plan is None:
        raise ActRefused("running.replay_needed", "plan")
    return standing.plan


def left_on(standing: Standing, on: date) -> Left:
    """Lines whose agreed date lies after a day. What was paid ahead stays as it was agreed, up to its last line."""
    left = [line for line in standing.lines if line.agreed_on > on]
    touched = [index for index, line in enumerate(left) if is_touched(line)]
    kept = touched[-1] + 1 if touched else 0
    return Left(left[:kept], left[kept:])


def is_touched(line: Line) -> bool:
    """Whether something of what follows from the plan is paid or waived already."""
    return (
        line.paid_principal_fen > line.settled_principal_fen
        or line.paid_interest_fen + line.waived_interest_fen > line.settled_interest_fen
        or line.paid_fee_fen + line.waived_fee_fen > line.charged_fee_fen
    )


def start_of(standing: Standing, line: Line) -> date:
    """The day on which the period of a line begins for its plan: `from_on` may lie later, where something changed."""
    return plan_of(standing).start_on if line.number == standing.plan_from else line.from_on


def terms_left(standing: Standing, lines: Sequence[Line]) -> Terms:
    """The plan's terms for some last lines of it, as if the loan began with them.

    Flat interest goes on bearing on all the principal that was lent, which is the principal of its terms.
    """
    plan, first = plan_of(standing), lines[0]
    return sliced(
        plan,
        first.number - standing.plan_from,
        start_of(standing, first),
        [line.agreed_on for line in lines],
        planned_principal(lines),
    )


def planned_principal(lines: Sequence[Line]) -> int:
    """Principal of lines that follows from their plan, paid ahead or not."""
    return sum(line.principal_fen - line.settled_principal_fen for line in lines)


def sliced(plan: Terms, passed: int, start_on: date, dates: Sequence[date], principal_fen: int) -> Terms:
    """Terms without the first `passed` rows. `principal_fen` is that of the rows left, later drawings included."""
    later = tuple(each for each in plan.drawings if each.on >= start_on)
    opening = principal_fen - sum(each.amount_fen for each in later)
    drawn_on = None
    if plan.method is Method.FLAT:
        opening = plan.principal_fen + sum(each.amount_fen for each in plan.drawings if each.on < start_on)
    elif not opening and later:
        opening, drawn_on, later = _begin_with(later, start_on)
    levelled = plan.method in WITH_GRACE
    # cut by an act, a first period is no whole one: its days count, not its share of a period
    convention = replace(plan.convention, part_period=PartPeriod.DAYS)
    return replace(
        plan,
        principal_fen=opening,
        rate_annual=rate_on(plan, start_on),
        periods=len(dates),
        start_on=start_on,
        first_due_on=None,
        due_on=tuple(dates),
        drawn_on=drawn_on,
        tranches=later,
        rate_changes=tuple(each for each in plan.rate_changes if each.from_on > start_on),
        grace_principal=min(max(0, plan.grace_principal - passed), len(dates) - 1) if levelled else 0,
        grace_interest=min(max(0, plan.grace_interest - passed), len(dates) - 1) if levelled else 0,
        convention=convention,
        interest_free=min(max(0, plan.interest_free - passed), len(dates)) if levelled else 0,
        balloon_fen=min(plan.balloon_fen, opening),
    )


def _begin_with(later: tuple[Tranche, ...], start_on: date) -> tuple[int, date | None, tuple[Tranche, ...]]:
    """Nothing is owed at the start: the first drawing is the principal."""
    first, *others = later
    return first.amount_fen, None if first.on == start_on else first.on, tuple(others)


def rows_of(terms: Terms, principal_fen: int) -> tuple[Row, ...]:
    """The rows of sliced terms: their principal adds up to `principal_fen`."""
    if terms.method is not Method.FLAT:
        return schedule(terms)
    opening = principal_fen - sum(each.amount_fen for each in terms.tranches)
    left = replace(terms, principal_fen=opening)
    periods = periods_of(terms)
    each = level_principal(left, len(periods) - terms.grace_principal)
    return as_rows(left, periods, flat_parts(terms, periods, opening, each))


def rows_from(lines: Sequence[Line], start_on: date) -> tuple[Row, ...]:
    """Lines that nothing is paid ahead on, as the rows of their plan."""
    rows, begun = [], start_on
    for line in lines:
        principal = line.principal_fen - line.settled_principal_fen
        interest = line.interest_fen - line.settled_interest_fen
        fee = line.fee_fen - line.charged_fee_fen
        days = (line.agreed_on - begun).days
        rows.append(Row(line.number, line.due_on, days, principal, interest, fee, line.balance_after_fen))
        begun = line.agreed_on
    return tuple(rows)


def lay_down(standing: Standing, plan: Terms, rows: Sequence[Row], first: int, *, carried_fen: int = 0) -> None:
    """Put rows of a new plan in the place of the lines from number `first` on.

    What of the replaced lines does not follow from a plan (settled early, charged by hand) stays with the line of its
    number, or the last one. `carried_fen` joins the first row that bears interest.
    """
    replaced = [line for line in standing.lines if line.number >= first]
    made = lines_of(rows, plan.start_on, first=first)
    if carried_fen:
        made[min(plan.grace_interest, len(made) - 1)].interest_fen += carried_fen
    for old in replaced:
        _carry_over(old, made[min(old.number - first, len(made) - 1)])
    standing.lines[:] = [line for line in standing.lines if line.number < first] + made
    standing.plan, standing.plan_from, standing.plan_carried_fen = plan, first, carried_fen


def _carry_over(old: Line, line: Line) -> None:
    """Keep what was settled early or charged by hand, and what was paid of that."""
    line.principal_fen += old.settled_principal_fen
    line.settled_principal_fen += old.settled_principal_fen
    line.paid_principal_fen += old.paid_principal_fen
    line.interest_fen += old.settled_interest_fen
    line.settled_interest_fen += old.settled_interest_fen
    line.earlier_interest_fen += old.settled_interest_fen
    line.paid_interest_fen += old.paid_interest_fen
    line.waived_interest_fen += old.waived_interest_fen
    line.fee_fen += old.charged_fee_fen
    line.charged_fee_fen += old.charged_fee_fen
    line.paid_fee_fen += old.paid_fee_fen
    line.waived_fee_fen += old.waived_fee_fen
    line.penalty_base_fen += old.penalty_base_fen
    line.penalty_fen += old.penalty_fen
    line.paid_penalty_fen += old.paid_penalty_fen
    line.waived_penalty_fen += old.waived_penalty_fen


def interest_to_day(standing: Standing, left: Sequence[Line], on: date) -> int:
    """Interest of the running period to a day, which the plan reckons by days (Civil Code 677), rounded once.

    Nothing of what was settled before it began is in it; interest deferred from earlier periods is. Never more than the
    whole period bears.
    """
    line = left[0]
    terms = terms_left(standing, left)
    deferred = deferred_fen(standing, line)
    if terms.interest_free:
        return deferred
    numerator, denominator = cut(terms, (terms.start_on, on), whole=False).exact_interest(terms.opening_fen)
    multiple = terms.convention.amount_multiple_fen
    to_day = round_quotient(numerator, denominator * multiple, terms.rounding) * multiple
    if terms.grace_interest:
        return deferred + to_day
    return min(deferred + to_day, line.interest_fen - line.settled_interest_fen)


def deferred_fen(standing: Standing, line: Line) -> int:
    """Interest of the plan's earlier periods that falls due with this line or a later one (interest in grace)."""
    plan = plan_of(standing)
    passed = line.number - standing.plan_from
    if passed > plan.grace_interest:
        return 0
    if not plan.grace_interest:
        return standing.plan_carried_fen
    rows = schedule(replace(plan, grace_interest=0))
    return standing.plan_carried_fen + sum(row.interest_fen for row in rows[:passed])


def mark(line: Line, on: date, accrued_fen: int) -> None:
    """Let the interest of a line run evenly from a day on, what accrued before standing fast."""
    if line.from_on < on < line.agreed_on:
        line.from_on = on
        line.earlier_interest_fen = min(line.interest_fen, line.settled_interest_fen + accrued_fen)
