"""What would be, without doing it: each quote applies the act to a copy of the standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.terms.prepayment import Choice
from server.terms.running.acts import Act, Prepayment, Receipt
from server.terms.running.applying import apply
from server.terms.running.early import call_in
from server.terms.running.errors import ActRefused
from server.terms.running.model import Amounts, Effect, Line, Standing
from server.terms.running.planning import plan_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOffQuote:
    """What pays the loan off on a day.

    `arrears`: what is due and unpaid, with penalty and fees charged by hand; `principal_fen`: principal not due yet;
    `interest_fen`: interest of the running period to the day; `fee_fen`: the disclosed fee; `saved_fen`: interest and
    scheduled fees that fall away.
    """

    on: date
    arrears_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    saved_fen: int
    parts: Amounts

    @property
    def total_fen(self) -> int:
        """All that has to be paid on the day."""
        return self.arrears_fen + self.principal_fen + self.interest_fen + self.fee_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaymentOption:
    """The loan after a prepayment by one choice: its lines, and interest and fees that fall away because of it."""

    choice: Choice
    effect: Effect
    lines: tuple[Line, ...]
    saved_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaymentQuote:
    """How the money of a prepayment divides, and the schedule before and after it by every choice of the contract."""

    on: date
    amount_fen: int
    arrears_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    lines: tuple[Line, ...]
    options: tuple[PrepaymentOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an act would do, the lines before and after it, and interest and fees that fall away (or, below 0, join)."""

    effect: Effect
    before: tuple[Line, ...]
    lines: tuple[Line, ...]
    saved_fen: int
    open_fen: int
    next_due_on: date | None


def quote_pay_off(standing: Standing, on: date) -> PayOffQuote:
    """What pays the loan off on a day; `PayOff` of `total_fen` on that day then does.

    Raises ActRefused: `running.replay_needed` (a day before what is reckoned), `running.nothing_open`,
    `running.written_off`, `running.before_start`.
    """
    _check(standing, on)
    after = standing.copy()
    before = _costs(after.lines)
    cost = call_in(after, on)
    if not sum(cost):
        raise ActRefused("running.nothing_open", "on")
    parts = Amounts(
        sum(line.open_principal_fen for line in after.lines),
        sum(line.open_interest_fen for line in after.lines),
        sum(line.open_penalty_fen for line in after.lines),
        sum(line.open_fee_fen for line in after.lines),
    )
    return PayOffQuote(
        on=on,
        arrears_fen=cost.arrears_fen,
        principal_fen=cost.principal_fen,
        interest_fen=cost.interest_fen,
        fee_fen=cost.fee_fen,
        saved_fen=before - _costs(after.lines),
        parts=parts,
    )


def quote_prepayment(standing: Standing, on: date, amount_fen: int) -> PrepaymentQuote:
    """What an amount of money would do as a prepayment, by every choice that the contract offers.

    Raises ActRefused as `apply` does for a `Prepayment`, and TermsError `terms.not_for_method` (flat interest is paid
    off whole).
    """
    _check(standing, on)
    choices = standing.policy.prepayment.choices
    if not choices:
        raise ActRefused("running.choice_not_offered", "choice")
    before = tuple(line.copy() for line in standing.lines)
    options = []
    for choice in choices:
        after = standing.copy()
        act = Prepayment(number=standing.acts + 1, on=on, amount_fen=amount_fen, choice=choice)
        effect = apply(after, act)
        saved = _costs(before) - _costs(after.lines)
        options.append(PrepaymentOption(choice=choice, effect=effect, lines=tuple(after.lines), saved_fen=saved))
    early = options[0].effect.splits[-1]
    return PrepaymentQuote(
        on=on,
        amount_fen=amount_fen,
        arrears_fen=amount_fen - early.total_fen,
        principal_fen=early.principal_fen,
        interest_fen=early.interest_fen,
        fee_fen=early.fee_fen,
        lines=before,
        options=tuple(options),
    )


def preview_receipt(standing: Standing, on: date, amount_fen: int) -> Preview:
    """What a receipt of an amount on a day would do. Raises ActRefused as `apply` does."""
    return preview(standing, Receipt(number=standing.acts + 1, on=on, amount_fen=amount_fen))


def preview(standing: Standing, act: Act) -> Preview:
    """What any act would do (skip a month, another rate, six periods more). Raises ActRefused as `apply` does."""
    after = standing.copy()
    effect = apply(after, act)
    return Preview(
        effect=effect,
        before=tuple(line.copy() for line in standing.lines),
        lines=tuple(after.lines),
        saved_fen=_costs(standing.lines) - _costs(after.lines),
        open_fen=after.open_fen,
        next_due_on=after.next_due_on,
    )


def _check(standing: Standing, on: date) -> None:
    plan_of(standing)
    if standing.written_off_on is not None:
        raise ActRefused("running.written_off", "on")
    if on < standing.terms.start_on:
        raise ActRefused("running.before_start", "on")
    reckoned = (line.penalty_until for line in standing.lines)
    if on < standing.last_on or any(until is not None and until > on for until in reckoned):
        raise ActRefused("running.replay_needed", "on")


def _costs(lines: Sequence[Line]) -> int:
    """Interest and fees of lines, paid or not: what a change of plan can save."""
    return sum(line.interest_fen + line.fee_fen - line.waived_interest_fen - line.waived_fee_fen for line in lines)
