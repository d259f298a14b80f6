"""Acts that change the plan: another rate, a further drawing, later due dates, more periods, a payment holiday."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from server.kit.money import round_quotient
from server.terms.dates import agreed_dates, step
from server.terms.model import Method, RateChange, Row, Terms, Tranche
from server.terms.periods import cut, periods_of
from server.terms.rescheduling import Rescheduling, moved_dates, rescheduled
from server.terms.running.acts import Act, Drawn, Holiday, NewRate, Rescheduled
from server.terms.running.errors import ActRefused
from server.terms.running.model import Effect, Line, Standing
from server.terms.running.penalty import change_rate, reckon_penalty
from server.terms.running.planning import (
    WITH_GRACE,
    Left,
    deferred_fen,
    lay_down,
    left_on,
    mark,
    plan_of,
    planned_principal,
    rows_from,
    rows_of,
    sliced,
    terms_left,
)
from server.terms.running.receiving import check_amount
from server.terms.validation import check_rate


def rate_anew(standing: Standing, act: NewRate, *, strict: bool = True) -> Effect:
    """Change the contract rate from a day on: interest of the running period is split there and rounded once."""
    check_rate(act.rate_annual, "rate_annual")
    if act.penalty_multiple is not None:
        check_rate(act.penalty_multiple, "penalty_multiple")
    if strict and standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    multiple = standing.penalty_multiple if act.penalty_multiple is None else act.penalty_multiple
    change_rate(standing, act.rate_annual, multiple, act.on)
    left = left_on(standing, act.on)
    changed = standing.written_off_on is None and planned_principal(left.all) > 0
    if changed:
        _lay_down_all(standing, left, act.on, lambda terms: rated_from(terms, act))
    return _effect(standing, act, plan_changed=changed)


def rated_from(terms: Terms, act: NewRate) -> Terms:
    """Terms with another rate from a day on. Later changes that were agreed before fall away."""
    if act.on <= terms.start_on:
        return replace(terms, rate_annual=act.rate_annual, rate_changes=())
    earlier = tuple(each for each in terms.rate_changes if each.from_on < act.on)
    return replace(terms, rate_changes=(*earlier, RateChange(act.on, act.rate_annual)))


def draw(standing: Standing, act: Drawn, *, strict: bool = True) -> Effect:
    """Draw more: it bears interest from its day on and is repaid with the lines that are left."""
    check_amount(act.amount_fen)
    if strict:
        _check_drawing(standing, act)
    reckon_penalty(standing, act.on)
    left = left_on(standing, act.on)
    if not left.all:
        _draw_again(standing, act)
    else:
        _lay_down_all(standing, left, act.on, lambda terms: _with_drawing(terms, act), drawn_fen=act.amount_fen)
    return _effect(standing, act, plan_changed=True, drawn_fen=act.amount_fen)


def _check_drawing(standing: Standing, act: Drawn) -> None:
    if standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    limit = standing.policy.credit_limit_fen
    if limit is not None and standing.open_principal_fen + act.amount_fen > limit:
        raise ActRefused("running.above_limit", "amount_fen")


def _with_drawing(terms: Terms, act: Drawn) -> Terms:
    if act.on < terms.start_on:
        # the running line is paid ahead and stays; what follows begins with more principal
        return replace(terms, principal_fen=terms.principal_fen + act.amount_fen)
    tranches = sorted((*terms.tranches, Tranche(act.on, act.amount_fen)), key=lambda each: each.on)
    return replace(terms, tranches=tuple(tranches))


def _draw_again(standing: Standing, act: Drawn) -> None:
    """Draw when all was repaid (随借随还): the loan begins anew on the due dates that are left."""
    plan = plan_of(standing)
    dates = [on for terms in (plan, standing.terms) for on in agreed_dates(terms) if on > act.on]
    if not dates or plan.method is not Method.DRAW_AS_YOU_GO:
        raise ActRefused("running.nothing_left", "act")
    rising = tuple(sorted(set(dates)))
    anew = replace(
        sliced(plan, plan.periods, act.on, rising, act.amount_fen), rate_annual=standing.rate_annual, rate_changes=()
    )
    lay_down(standing, anew, rows_of(anew, act.amount_fen), standing.lines[-1].number + 1)


def _lay_down_all(
    standing: Standing, left: Left, on: date, change: Callable[[Terms], Terms], *, drawn_fen: int = 0
) -> None:
    """Change the terms of all lines that are not due and lay them down anew.

    Lines with something paid ahead keep their principal; their interest follows the change, but never falls below what
    was paid of it.
    """
    running = left.all[0]
    # a line paid ahead that was kept before a later plan is not of that plan: it stays as it is
    kept = left.kept if running.number >= standing.plan_from else []
    lines = kept + left.rest
    if not lines:
        left.kept[-1].principal_fen += drawn_fen
        return
    carried = deferred_fen(standing, lines[0])
    terms = change(terms_left(standing, lines))
    accrued = carried + _interest_between(terms, on)
    if kept:
        _reckon_kept(terms, kept, carried)
    if not left.rest:
        kept[-1].principal_fen += drawn_fen
        standing.plan, standing.plan_from, standing.plan_carried_fen = terms, kept[0].number, carried
    elif kept:
        principal = planned_principal(left.rest) + drawn_fen
        dates = [line.agreed_on for line in left.rest]
        anew = sliced(terms, len(kept), left.rest[0].from_on, dates, principal)
        lay_down(standing, anew, rows_of(anew, principal), left.rest[0].number)
    else:
        principal = planned_principal(lines) + drawn_fen
        lay_down(standing, terms, rows_of(terms, principal), lines[0].number, carried_fen=carried)
    line = standing.line(lines[0].number)
    if line is not None and not terms.grace_interest:
        mark(line, on, accrued)


def _interest_between(terms: Terms, on: date) -> int:
    """Interest from the beginning of terms to a day, rounded once."""
    if terms.interest_free or on <= terms.start_on:
        return 0
    numerator, denominator = cut(terms, (terms.start_on, on), whole=False).exact_interest(terms.opening_fen)
    return round_quotient(numerator, denominator, terms.rounding)


def _reckon_kept(terms: Terms, kept: Sequence[Line], carried_fen: int) -> None:
    """Interest of lines that were paid ahead, by the changed terms; what was paid of it stays."""
    convention = terms.convention
    balance = terms.opening_fen
    for index, (line, period) in enumerate(zip(kept, periods_of(terms), strict=False)):
        interest = period.interest_fen(
            balance, convention.rounding, convention.amount_multiple_fen, convention.sub_period
        )
        balance += period.drawn_fen - (line.principal_fen - line.settled_principal_fen)
        due = line.settled_interest_fen + interest + (carried_fen if index == terms.grace_interest else 0)
        if index >= terms.grace_interest and terms.method is not Method.FLAT:
            line.interest_fen = max(line.paid_interest_fen + line.waived_interest_fen, due)


def reschedule(standing: Standing, act: Rescheduled, *, strict: bool = True) -> Effect:
    """Lay down lines that are not due anew: moved due dates, more periods."""
    lines = _changing(standing, act.on, act.from_line, strict=strict)
    terms = terms_left(standing, lines)
    due_on = act.due_on
    if due_on is None and act.skip:
        due_on = step(lines[0].agreed_on, terms.period_unit, terms.every * act.skip, terms.convention.month_end)
    if act.skip < 0 or act.extra_periods < 0 or not (due_on or act.extra_periods):
        raise ActRefused("running.unknown_value", "act")
    if due_on is not None and due_on <= max(act.on, terms.start_on):
        raise ActRefused("running.unknown_value", "due_on")
    change = Rescheduling(lines[0].agreed_on, due_on=due_on, extra_periods=act.extra_periods)
    _lay_down_changed(standing, lines, terms, change)
    return _effect(standing, act, plan_changed=True)


def give_holiday(standing: Standing, act: Holiday, *, strict: bool = True) -> Effect:
    """Let some lines repay no principal, or pay nothing at all, and lengthen the term where agreed."""
    if act.periods < 1:
        raise ActRefused("running.unknown_value", "periods")
    lines = _changing(standing, act.on, act.from_line, strict=strict)
    terms = terms_left(standing, lines)
    graced = terms.method in WITH_GRACE
    if not graced and (act.interest_too or not act.extends):
        raise ActRefused("running.choice_not_offered", "periods")
    change = Rescheduling(
        lines[0].agreed_on,
        extra_periods=act.periods if act.extends else 0,
        grace_principal=act.periods if graced else 0,
        grace_interest=act.periods if act.interest_too else 0,
    )
    _lay_down_changed(standing, lines, terms, change)
    return _effect(standing, act, plan_changed=True)


def _changing(standing: Standing, on: date, from_line: int | None, *, strict: bool) -> list[Line]:
    """The lines that a rescheduling lays down anew: not due, nothing paid ahead on them."""
    if strict and standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    reckon_penalty(standing, on)
    rest = left_on(standing, on).rest
    lines = [line for line in rest if from_line is None or line.number >= from_line]
    if from_line is not None and (not lines or lines[0].number != from_line):
        raise ActRefused("running.no_such_line", "from_line")
    if not lines or not planned_principal(lines):
        raise ActRefused("running.nothing_left", "act")
    return lines


def _lay_down_changed(standing: Standing, lines: Sequence[Line], terms: Terms, change: Rescheduling) -> None:
    """Rows after a rescheduling in the place of lines, and the plan that goes with them."""
    principal = planned_principal(lines)
    carried = deferred_fen(standing, lines[0])
    dates = moved_dates(terms, change)
    graced = replace(
        change,
        grace_principal=change.grace_principal or terms.grace_principal,
        grace_interest=change.grace_interest or terms.grace_interest,
    )
    anew = replace(
        terms,
        periods=len(dates),
        due_on=dates,
        grace_principal=graced.grace_principal,
        grace_interest=graced.grace_interest,
    )
    made: Sequence[Row]
    if terms.method is Method.FLAT:
        made = rows_of(anew, principal)
    else:
        made = rescheduled(terms, rows_from(lines, terms.start_on), graced)
    lay_down(standing, anew, made, lines[0].number, carried_fen=carried)


def _effect(standing: Standing, act: Act, *, plan_changed: bool, drawn_fen: int = 0) -> Effect:
    return Effect(
        act=act.number,
        kind=act.kind,
        on=act.on,
        plan_changed=plan_changed,
        drawn_fen=drawn_fen,
        settled=standing.is_settled,
    )
