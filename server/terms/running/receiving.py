"""Money in and out: receipts, recoveries of what was written off, refunds of what stands in suspense."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from server.kit.money import LIMIT_FEN
from server.terms.allocation import NON_PERFORMING_ORDER, Order, Split, Sweep, allocate
from server.terms.running.acts import Receipt, Recovered, Refunded
from server.terms.running.errors import ActRefused
from server.terms.running.model import Effect, Line, Standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.policy import Ahead


def receive(standing: Standing, act: Receipt, *, strict: bool = True) -> Effect:
    """Share a receipt out over what is due, then as far ahead as the policy lets it run; the rest joins the excess.

    `strict` refuses what would make no sense as a new act; a replay takes it as it can be taken.
    """
    check_amount(act.amount_fen)
    if strict and standing.written_off_on is not None:
        raise ActRefused("running.written_off", "act")
    if act.from_excess and act.amount_fen > standing.excess_fen:
        raise ActRefused("running.more_than_excess", "amount_fen")
    reckon_penalty(standing, act.on)
    splits, left = share_receipt(standing, act.amount_fen, act.on)
    gained = left - act.amount_fen if act.from_excess else left
    standing.excess_fen += gained
    return effect_of(standing, act, splits=splits, excess_fen=gained)


def recover(standing: Standing, act: Recovered, *, strict: bool = True) -> Effect:
    """Share out what came in for a written-off loan: by the recovery order of the policy, part after part."""
    check_amount(act.amount_fen)
    if strict and standing.written_off_on is None:
        raise ActRefused("running.not_written_off", "act")
    reckon_penalty(standing, act.on)
    splits, left = share_receipt(standing, act.amount_fen, act.on)
    standing.excess_fen += left
    return effect_of(standing, act, splits=splits, excess_fen=left)


def refund(standing: Standing, act: Refunded) -> Effect:
    """Give money back out of suspense."""
    check_amount(act.amount_fen)
    if act.amount_fen > standing.excess_fen:
        raise ActRefused("running.more_than_excess", "amount_fen")
    standing.excess_fen -= act.amount_fen
    return effect_of(standing, act, excess_fen=-act.amount_fen)


def check_amount(amount_fen: int) -> None:
    """Refuse what is no amount of money. Raises ActRefused."""
    if type(amount_fen) is not int or amount_fen <= 0:
        raise ActRefused("running.amount_not_positive", "amount_fen")
    if amount_fen > LIMIT_FEN:
        raise ActRefused("running.amount_too_large", "amount_fen")


def share_receipt(standing: Standing, amount_fen: int, on: date) -> tuple[tuple[Split, ...], int]:
    """Share an amount out over the lines, credit them, and return splits and what is left. Penalty is reckoned."""
    if standing.written_off_on is not None:
        return credit(standing.lines, amount_fen, standing.policy.recovery_order, Sweep.BY_PART)
    order, sweep = order_on(standing, on)
    splits, left = credit(due_on(standing, on), amount_fen, order, sweep)
    if not left:
        return splits, 0
    more, left = credit(ahead_on(standing, on), left, standing.policy.order, Sweep.BY_INSTALMENT)
    return splits + more, left


def order_on(standing: Standing, on: date) -> tuple[Order, Sweep]:
    """The order of parts and the way through the lines: principal first when late enough and agreed so."""
    policy = standing.policy
    if policy.late_order is not None and standing.days_past_due(on) > policy.late_after_days:
        return policy.late_order, Sweep.BY_PART
    return policy.order, policy.sweep


def due_on(standing: Standing, on: date) -> list[Line]:
    """Lines whose agreed date has come."""
    return [line for line in standing.lines if line.agreed_on <= on]


def ahead_on(standing: Standing, on: date) -> list[Line]:
    """Lines not due yet that a receipt may pay."""
    later = [line for line in standing.lines if line.agreed_on > on and line.open_fen]
    ahead = standing.policy.ahead
    return later if ahead is Ahead.ALL else later[:1] if ahead is Ahead.NEXT else []


def credit(
    lines: Sequence[Line], amount_fen: int, order: Order = NON_PERFORMING_ORDER, sweep: Sweep = Sweep.BY_INSTALMENT
) -> tuple[tuple[Split, ...], int]:
    """Share an amount out over lines and add the splits to what is paid of them."""
    splits, left = allocate(amount_fen, [line.due for line in lines], order, sweep=sweep)
    pay(lines, splits)
    return splits, left


def pay(lines: Iterable[Line], splits: Iterable[Split]) -> None:
    """Add splits to what is paid of their lines."""
    by_number = {line.number: line for line in lines}
    for split in splits:
        line = by_number[split.number]
        line.paid_principal_fen += split.principal_fen
        line.paid_interest_fen += split.interest_fen
        line.paid_fee_fen += split.fee_fen
        line.paid_penalty_fen += split.penalty_fen


def effect_of(
    standing: Standing, act: Receipt | Recovered | Refunded, *, splits: tuple[Split, ...] = (), excess_fen: int = 0
) -> Effect:
    """The effect of money that moved."""
    return Effect(
        act=act.number,
        kind=act.kind,
        on=act.on,
        splits=splits,
        excess_fen=excess_fen,
        settled=standing.is_settled,
    )
