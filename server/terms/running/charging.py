"""Fees beside the schedule, what is let go, and what is given up."""

from __future__ import annotations

from datetime import date

from server.terms.allocation import Part
from server.terms.running.acts import ChargedFee, Waiver, WrittenOff
from server.terms.running.errors import ActRefused
from server.terms.running.model import Amounts, Effect, Line, Standing, accrued_interest_fen
from server.terms.running.penalty import penalty_of, reckon_penalty, room_for_late_fee
from server.terms.running.planning import interest_to_day, left_on, planned_principal
from server.terms.running.receiving import check_amount

_WAIVABLE = (Part.INTEREST, Part.PENALTY, Part.FEE)


def charge(standing: Standing, act: ChargedFee, *, strict: bool = True) -> Effect:
    """Charge a fee on a line. A late fee may not lift penalty and late fees of its line above the cap."""
    check_amount(act.amount_fen)
    reckon_penalty(standing, act.on)
    line = _line_for_fee(standing, act)
    if line is None:
        if strict:
            raise ActRefused("running.no_such_line", "line")
        charged = Amounts()
    elif not act.late:
        line.fee_fen += act.amount_fen
        line.charged_fee_fen += act.amount_fen
        charged = Amounts(fee_fen=act.amount_fen)
    else:
        room = room_for_late_fee(standing, line)
        if strict and act.amount_fen > room:
            raise ActRefused("running.above_cap", "amount_fen")
        fee = min(act.amount_fen, room)
        line.penalty_base_fen += fee
        line.penalty_fen = penalty_of(line, standing.penalty_rate, standing.day_base)
        charged = Amounts(penalty_fen=fee)
    return Effect(act=act.number, kind=act.kind, on=act.on, charged=charged, settled=standing.is_settled)


def _line_for_fee(standing: Standing, act: ChargedFee) -> Line | None:
    """The line that a fee joins: the named one; for a late fee the oldest overdue; else that of the running period."""
    if act.line is not None:
        return standing.line(act.line)
    if act.late:
        return next((line for line in standing.lines if line.due_on < act.on and line.open_principal_fen), None)
    return next((line for line in standing.lines if line.agreed_on > act.on), standing.lines[-1])


def waive(standing: Standing, act: Waiver, *, strict: bool = True) -> Effect:
    """Let go of interest, penalty or fees that are open, oldest line first. Principal is never waived."""
    asked = {part: getattr(act, f"{part}_fen") for part in _WAIVABLE}
    if min(asked.values()) < 0 or not any(asked.values()):
        raise ActRefused("running.amount_not_positive", "amount_fen")
    reckon_penalty(standing, act.on)
    lines = standing.lines if act.line is None else [line for line in standing.lines if line.number == act.line]
    if strict and not lines:
        raise ActRefused("running.no_such_line", "line")
    for part, fen in asked.items():
        if strict and fen > sum(getattr(line, f"open_{part}_fen") for line in lines):
            raise ActRefused("running.more_than_open", f"{part}_fen")
    gone = dict.fromkeys(asked, 0)
    for part, fen in asked.items():
        for line in lines:
            taken = min(fen - gone[part], getattr(line, f"open_{part}_fen"))
            name = f"waived_{part}_fen"
            setattr(line, name, getattr(line, name) + taken)
            gone[part] += taken
    waived = Amounts(0, gone[Part.INTEREST], gone[Part.PENALTY], gone[Part.FEE])
    return Effect(act=act.number, kind=act.kind, on=act.on, waived=waived, settled=standing.is_settled)


def write_off(standing: Standing, act: WrittenOff, *, strict: bool = True) -> Effect:
    """Give the loan up: the claim is all principal, interest to the day, penalty so far and the fees that are due.

    Interest and scheduled fees of periods that have not begun fall away. The lines stay as the memory of the claim.
    """
    if standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    if strict and standing.is_settled:
        raise ActRefused("running.nothing_open", "act")
    reckon_penalty(standing, act.on)
    close_running(standing, act.on)
    standing.written_off_on = act.on
    standing.written_off = Amounts(
        sum(line.open_principal_fen for line in standing.lines),
        sum(line.open_interest_fen for line in standing.lines),
        sum(line.open_penalty_fen for line in standing.lines),
        sum(line.open_fee_fen for line in standing.lines),
    )
    return Effect(
        act=act.number, kind=act.kind, on=act.on, written_off=standing.written_off, plan_changed=True, settled=False
    )


def close_running(standing: Standing, on: date) -> int:
    """End the schedule on a day: all principal falls due, interest is cut to the day, later interest and fees go.

    Lines that are not due are gathered in the running one, which becomes due on the day; later ones stay only with what
    was paid ahead on them. Returns the interest to the day that this left open.
    """
    left = left_on(standing, on).all
    if not left:
        return 0
    running, later = left[0], left[1:]
    to_day = running.settled_interest_fen
    if running.number < standing.plan_from:
        to_day = accrued_interest_fen(running, on)
    elif planned_principal(left):
        to_day += interest_to_day(standing, left, on)
    for line in left:
        paid = line.paid_interest_fen + line.waived_interest_fen
        line.interest_fen = max(paid, to_day) if line is running else paid
        line.fee_fen = max(line.paid_fee_fen + line.waived_fee_fen, line.charged_fee_fen)
    running.principal_fen += sum(line.open_principal_fen for line in later)
    for line in later:
        line.principal_fen = line.paid_principal_fen
    for line in left:
        line.balance_after_fen = 0
    running.from_on = running.agreed_on = running.due_on = on
    running.earlier_interest_fen = running.interest_fen
    last = max(line.number for line in left if line is running or _is_marked(line))
    standing.lines[:] = [line for line in standing.lines if line.number <= last]
    return running.open_interest_fen


def _is_marked(line: Line) -> bool:
    """Whether anything was ever paid, waived or charged on a line."""
    return any((line.principal_fen, line.interest_fen, line.fee_fen, line.penalty_fen))
