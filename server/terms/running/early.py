"""Paying early: all of the loan, or part of the principal that is not due (提前还款, 提前结清)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from server.terms.allocation import Split
from server.terms.dates import add_months, agreed_dates
from server.terms.model import Method, Row, Terms, share_of
from server.terms.periods import cut, periods_of, rate_on
from server.terms.prepayment import Choice, prepay
from server.terms.running.acts import PayOff, Prepayment
from server.terms.running.charging import close_running
from server.terms.running.errors import ActRefused
from server.terms.running.model import Amounts, Effect, Line, Standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.planning import (
    Left,
    interest_to_day,
    lay_down,
    left_on,
    plan_of,
    planned_principal,
    rows_from,
    terms_left,
)
from server.terms.running.policy import HOUSE_FEE_MONTHS, HOUSE_FEE_SHARE
from server.terms.running.receiving import check_amount, credit, due_on, share_receipt
from server.terms.schedules import as_rows, schedule, with_instalment

_MONTHS = 12
_LEVEL = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL)


class Cost(NamedTuple):
    """What an early payment is made of: arrears first, principal, interest to the day, the disclosed fee."""

    arrears_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int


def prepayment_fee_fen(standing: Standing, principal_fen: int, on: date) -> int:
    """The disclosed fee on prepaid principal, bounded by the house cap.

    At most 1 % of it and one month's interest on it; nothing for a loan shorter than a year or once half of its periods
    are over.
    """
    rule, terms = standing.policy.prepayment, standing.terms
    dates = agreed_dates(terms)
    over = sum(1 for each in dates if each <= on)
    if over >= terms.periods * rule.free_after_share or dates[-1] < add_months(terms.start_on, rule.free_below_months):
        return 0
    monthly = share_of(principal_fen * HOUSE_FEE_MONTHS, standing.rate_annual / _MONTHS, terms.rounding)
    return min(share_of(principal_fen, min(rule.fee_share, HOUSE_FEE_SHARE), terms.rounding), monthly)


def pay_off(standing: Standing, act: PayOff, *, strict: bool = True) -> Effect:
    """Pay the loan off on a day. In a replay, what does not suffice any more is a receipt, what is too much excess."""
    check_amount(act.amount_fen)
    if strict and standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    before = standing.copy()
    cost = call_in(before, act.on)
    total = sum(cost)
    if strict and act.amount_fen != total:
        raise ActRefused("running.not_the_pay_off", "amount_fen")
    if act.amount_fen < total or not total or standing.written_off_on is not None:
        return _as_receipt(standing, act)
    call_in(standing, act.on)
    splits, left = credit(standing.lines, act.amount_fen)
    standing.excess_fen += left
    return Effect(
        act=act.number,
        kind=act.kind,
        on=act.on,
        splits=splits,
        excess_fen=left,
        charged=Amounts(fee_fen=cost.fee_fen),
        interest_to_day_fen=cost.interest_fen,
        plan_changed=True,
        settled=standing.is_settled,
    )


def call_in(standing: Standing, on: date) -> Cost:
    """Make all that pays the loan off on a day due on that day, and say what it is made of."""
    reckon_penalty(standing, on)
    arrears = sum(line.open_fen for line in due_on(standing, on))
    left = left_on(standing, on).all
    if not left:
        return Cost(arrears, 0, 0, 0)
    principal = sum(line.open_principal_fen for line in left)
    fee = prepayment_fee_fen(standing, principal, on)
    interest = close_running(standing, on)
    left[0].fee_fen += fee
    left[0].charged_fee_fen += fee
    # fees charged by hand on what is not due yet, and penalty kept there, are owed as well
    others = sum(line.open_fee_fen + line.open_penalty_fen for line in left) - fee
    return Cost(arrears + others, principal, interest, fee)


def prepay_part(standing: Standing, act: Prepayment, *, strict: bool = True) -> Effect:
    """Pay part of the principal early and lay the rest down anew. See `Prepayment` for what the money goes to."""
    check_amount(act.amount_fen)
    if strict and standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    if act.choice not in standing.policy.prepayment.choices:
        raise ActRefused("running.choice_not_offered", "choice")
    reckon_penalty(standing, act.on)
    plan_of(standing)
    left = left_on(standing, act.on)
    cost = None if standing.written_off_on else _cost(standing, act, left, strict=strict)
    if cost is None:
        # a replay in which the money does not reach the principal, or reaches all of it
        return _as_receipt(standing, act)
    arrears, _ = credit(due_on(standing, act.on), cost.arrears_fen)
    _settle(standing, act, left, cost)
    running = left.rest[0]
    early = Split(
        running.number, fee_fen=cost.fee_fen, interest_fen=cost.interest_fen, principal_fen=cost.principal_fen
    )
    return Effect(
        act=act.number,
        kind=act.kind,
        on=act.on,
        splits=(*arrears, early),
        charged=Amounts(fee_fen=cost.fee_fen),
        interest_to_day_fen=cost.interest_fen,
        plan_changed=True,
        settled=standing.is_settled,
    )


def _as_receipt(standing: Standing, act: PayOff | Prepayment) -> Effect:
    """Take money as an ordinary receipt."""
    reckon_penalty(standing, act.on)
    splits, left = share_receipt(standing, act.amount_fen, act.on)
    standing.excess_fen += left
    return Effect(act=act.number, kind=act.kind, on=act.on, splits=splits, excess_fen=left, settled=standing.is_settled)


def _cost(standing: Standing, act: Prepayment, left: Left, *, strict: bool) -> Cost | None:
    """How the money of a prepayment divides. None where it cannot be one and need not be refused."""
    try:
        cost = _divided(standing, act, left)
    except ActRefused:
        if strict:
            raise
        return None
    if strict and cost.principal_fen < standing.policy.prepayment.minimum_fen:
        raise ActRefused("running.below_minimum", "amount_fen")
    return cost


def _divided(standing: Standing, act: Prepayment, left: Left) -> Cost:
    if not left.rest or not planned_principal(left.rest):
        raise ActRefused("running.nothing_left", "act")
    arrears = sum(line.open_fen for line in due_on(standing, act.on))
    interest = 0 if left.kept else interest_to_day(standing, left.rest, act.on)
    rest = act.amount_fen - arrears - interest
    if rest <= 0:
        raise ActRefused("running.covers_no_principal", "amount_fen")
    if rest >= planned_principal(left.rest):
        raise ActRefused("running.pays_off", "amount_fen")
    principal = _principal_of(standing, rest, act.on)
    return Cost(arrears, principal, interest, rest - principal)


def _principal_of(standing: Standing, money_fen: int, on: date) -> int:
    """The least principal that takes all the money together with its fee, so that no fen is left over."""
    low, high = 1, money_fen
    while low < high:
        middle = (low + high) // 2
        if middle + prepayment_fee_fen(standing, middle, on) >= money_fen:
            high = middle
        else:
            low = middle + 1
    return low


def _settle(standing: Standing, act: Prepayment, left: Left, cost: Cost) -> None:
    """Write what was settled early into the first line that changes, and lay the rest down anew."""
    first = left.rest[0]
    from_on = first.from_on if left.kept else act.on
    credit_fen = _unborne_fen(standing, left, act.on, cost.principal_fen) if left.kept else 0
    plan, rows = _after(standing, left.rest, from_on, cost.principal_fen, act.choice)
    first.settled_principal_fen += cost.principal_fen
    first.paid_principal_fen += cost.principal_fen
    first.settled_interest_fen += cost.interest_fen
    first.paid_interest_fen += cost.interest_fen
    first.charged_fee_fen += cost.fee_fen
    first.paid_fee_fen += cost.fee_fen
    lay_down(standing, plan, _less_interest(rows, credit_fen), first.number)


def _unborne_fen(standing: Standing, left: Left, on: date, principal_fen: int) -> int:
    """Interest that lines paid ahead bear on principal that is prepaid now: the lines after them give it back."""
    terms = replace(terms_left(standing, left.all), drawn_on=None, tranches=(), balloon_fen=0)
    until = left.rest[0].from_on
    begun = max(on, terms.start_on)
    known = replace(terms, principal_fen=principal_fen)
    numerator, denominator = cut(known, (begun, until), whole=False).exact_interest(principal_fen)
    return numerator // denominator


def _less_interest(rows: tuple[Row, ...], credit_fen: int) -> tuple[Row, ...]:
    """Rows whose first interest is lower by what was paid too much before."""
    lowered = []
    for row in rows:
        taken = min(credit_fen, row.interest_fen)
        credit_fen -= taken
        lowered.append(row._replace(interest_fen=row.interest_fen - taken))
    return tuple(lowered)


def _after(
    standing: Standing, lines: list[Line], on: date, principal_fen: int, choice: Choice
) -> tuple[Terms, tuple[Row, ...]]:
    """The plan and the rows of what is left after prepaying principal on a day. Raises TermsError as `prepay` does."""
    terms = terms_left(standing, lines)
    rows = rows_from(lines, terms.start_on)
    if terms.method is Method.BALLOON:
        return _after_balloon(terms, lines, on, planned_principal(lines) - principal_fen, choice)
    made = prepay(terms, rows, on, principal_fen, choice).rows_after
    dates = tuple(line.agreed_on for line in lines)[: len(made)]
    anew = replace(
        _from_day(terms, on),
        principal_fen=planned_principal(lines) - principal_fen,
        periods=len(made),
        due_on=dates,
        grace_principal=sum(1 for row in made[:-1] if not row.principal_fen) if terms.method in _LEVEL else 0,
    )
    return anew, made


def _from_day(terms: Terms, on: date) -> Terms:
    """The same terms begun on a day: rates and grace from before it are past."""
    return replace(
        terms,
        rate_annual=rate_on(terms, on),
        start_on=on,
        drawn_on=None,
        tranches=(),
        rate_changes=tuple(each for each in terms.rate_changes if each.from_on > on),
        grace_principal=0,
        grace_interest=0,
        interest_free=0,
    )


def _after_balloon(
    terms: Terms, lines: list[Line], on: date, balance: int, choice: Choice
) -> tuple[Terms, tuple[Row, ...]]:
    """A balloon loan after prepaying: a lower instalment before the same balloon, or the same before a lower one."""
    anew = replace(_from_day(terms, on), principal_fen=balance, balloon_fen=min(terms.balloon_fen, balance))
    periods = periods_of(anew)
    if choice is Choice.LOWER_INSTALMENT:
        return anew, schedule(anew)
    instalment = max(line.principal_fen + line.interest_fen - line.settled_interest_fen for line in lines[:-1] or lines)
    rows = as_rows(anew, periods, with_instalment(anew, periods, balance, instalment))
    smaller = replace(anew, balloon_fen=min(anew.balloon_fen, rows[-1].principal_fen))
    return smaller, rows
