"""One act after another: `apply`, and the whole history from the terms: `replay`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from server.terms.allocation import Part
from server.terms.model import Terms
from server.terms.running.acts import (
    Act,
    BroughtIn,
    ChargedFee,
    Drawn,
    Holiday,
    NewRate,
    PayOff,
    Prepayment,
    Receipt,
    Recovered,
    Refunded,
    Rescheduled,
    Reversed,
    Waiver,
    WrittenOff,
)
from server.terms.running.changing import draw, give_holiday, rate_anew, reschedule
from server.terms.running.charging import charge, waive, write_off
from server.terms.running.early import pay_off, prepay_part
from server.terms.running.errors import ActRefused
from server.terms.running.model import Effect, Line, Saved, Standing
from server.terms.running.opening import open_standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.planning import plan_of, planned_principal, sliced
from server.terms.running.policy import Policy
from server.terms.running.receiving import receive, recover, refund


def apply(standing: Standing, act: Act, *, strict: bool = True) -> Effect:
    """Do one act to a standing, which it changes, and say what that did.

    Penalty is reckoned to the act's value date first. A refused act changes nothing. Lines that are laid down anew are
    new objects: find them by number. `strict=False` is for replays: what was recorded and cannot be taken as it was
    (an early payment that no longer reaches the principal) is taken as an ordinary receipt.

    Raises ActRefused (codes in `errors`; `running.replay_needed` for what needs a replay) and TermsError.
    """
    if isinstance(act, Reversed) or needs_replay(standing, act):
        raise ActRefused("running.replay_needed", "on")
    if act.on < standing.terms.start_on:
        raise ActRefused("running.before_start", "on")
    before = Saved(standing)
    try:
        effect = _VERBS[type(act)](standing, act, strict)
    except ValueError:
        before.restore()
        raise
    standing.last_on, standing.acts = act.on, max(standing.acts, act.number)
    return effect


def needs_replay(standing: Standing, act: Act) -> bool:
    """Whether an act comes before what is already reckoned, undoes one, or changes a plan that is not loaded."""
    if isinstance(act, Reversed) or act.on < standing.last_on:
        return True
    if any(line.penalty_until is not None and line.penalty_until > act.on for line in standing.lines):
        return True
    return standing.plan is None and isinstance(act, _PLANNED)


def replay(
    terms: Terms, policy: Policy, acts: Iterable[Act], until: date | None = None
) -> tuple[Standing, dict[int, Effect]]:
    """The loan after all its acts in order of (value date, number), and the effect of each act by its number.

    With `until`: only acts with value dates up to it, and the penalty reckoned to the beginning of that day, which is
    the loan as of then. Reversed acts, and the reversals themselves, have no effect and are left out. Raises ActRefused
    where an act cannot stand at all any more (a refund of what never came in).
    """
    standing = open_standing(terms, policy)
    effects = {}
    for act in effective(acts):
        if until is None or act.on <= until:
            effects[act.number] = apply(standing, act, strict=False)
    if until is not None:
        reckon_penalty(standing, until)
    return standing, effects


def effective(acts: Iterable[Act]) -> list[Act]:
    """The acts that count, in order of (value date, number): without reversals and what they reverse.

    A reversal of a reversal lets the first act count again. Raises ActRefused `running.no_such_act`.
    """
    by_number = {act.number: act for act in acts}
    undone: set[int] = set()
    for act in sorted(by_number.values(), key=lambda each: -each.number):
        if isinstance(act, Reversed):
            if act.act not in by_number or act.act >= act.number:
                raise ActRefused("running.no_such_act", "act")
            if act.number not in undone:
                undone.add(act.act)
    left = (act for act in by_number.values() if act.number not in undone and not isinstance(act, Reversed))
    return sorted(left, key=lambda act: (act.on, act.number))


def bring_in(standing: Standing, act: BroughtIn) -> Effect:
    """Take over a loan that ran elsewhere: its lines as they stand."""
    lines: list[Line] = [line.copy() for line in act.lines]
    if not lines or [line.number for line in lines] != list(range(1, len(lines) + 1)):
        raise ActRefused("running.no_such_line", "lines")
    if act.excess_fen < 0 or any(getattr(line, f"open_{part}_fen") < 0 for line in lines for part in Part):
        raise ActRefused("running.unknown_value", "lines")
    plan, principal = plan_of(standing), planned_principal(lines)
    if principal:
        # where they begin, and when they are due, the lines know better than the terms
        standing.plan = sliced(plan, 0, lines[0].from_on, [line.agreed_on for line in lines], principal)
    standing.lines, standing.excess_fen = lines, act.excess_fen
    return Effect(act=act.number, kind=act.kind, on=act.on, plan_changed=True, settled=standing.is_settled)


_PLANNED: Final = (Prepayment, PayOff, NewRate, Rescheduled, Holiday, Drawn, WrittenOff, BroughtIn)
_VERBS: Final[dict[type[Act], Callable[[Standing, Any, bool], Effect]]] = {
    Receipt: lambda standing, act, strict: receive(standing, act, strict=strict),
    Prepayment: lambda standing, act, strict: prepay_part(standing, act, strict=strict),
    PayOff: lambda standing, act, strict: pay_off(standing, act, strict=strict),
    ChargedFee: lambda standing, act, strict: charge(standing, act, strict=strict),
    Waiver: lambda standing, act, strict: waive(standing, act, strict=strict),
    NewRate: lambda standing, act, strict: rate_anew(standing, act, strict=strict),
    Rescheduled: lambda standing, act, strict: reschedule(standing, act, strict=strict),
    Holiday: lambda standing, act, strict: give_holiday(standing, act, strict=strict),
    Drawn: lambda standing, act, strict: draw(standing, act, strict=strict),
    WrittenOff: lambda standing, act, strict: write_off(standing, act, strict=strict),
    Recovered: lambda standing, act, strict: recover(standing, act, strict=strict),
    Refunded: lambda standing, act, _: refund(standing, act),
    BroughtIn: lambda standing, act, _: bring_in(standing, act),
}
