"""A loan as it stands (`Standing`, `Line`) and what an act did to it (`Effect`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final, Self

from server.kit.money import Rounding, round_quotient
from server.terms.allocation import Due, Part, Split
from server.terms.model import Terms
from server.terms.running.policy import Policy


@dataclass(frozen=True, slots=True)
class Amounts:
    """Fen by part."""

    principal_fen: int = 0
    interest_fen: int = 0
    penalty_fen: int = 0
    fee_fen: int = 0

    @property
    def total_fen(self) -> int:
        """All parts together."""
        return self.principal_fen + self.interest_fen + self.penalty_fen + self.fee_fen

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(getattr(self, f"{part}_fen") + getattr(other, f"{part}_fen") for part in _IN_ORDER))


_IN_ORDER = (Part.PRINCIPAL, Part.INTEREST, Part.PENALTY, Part.FEE)


@dataclass(slots=True, kw_only=True)
class Line:
    """One instalment of a running loan: what is owed, paid and waived by part.

    Interest runs evenly from `from_on` (first night in; the beginning of the period, or the last change inside it) to
    `agreed_on` (last night out); `earlier_interest_fen` of it had accrued before `from_on`. `due_on` is the agreed date
    rolled over days without work. `penalty_until`: penalty is reckoned through the end of the day before it (None: not
    yet); `overdue_fen_days`: overdue principal x days since the penalty rate last changed; `penalty_base_fen`: penalty
    from before that and fixed late fees. What does not follow from the present plan: `settled_principal_fen` and
    `settled_interest_fen` (paid early, inside the period), `charged_fee_fen` (charged beside the plan);
    `earlier_fen_days` are fen-days from before the penalty rate last changed (they bound late fees).
    """

    number: int
    from_on: date
    agreed_on: date
    due_on: date
    principal_fen: int
    interest_fen: int
    fee_fen: int = 0
    balance_after_fen: int = 0
    paid_principal_fen: int = 0
    paid_interest_fen: int = 0
    paid_fee_fen: int = 0
    paid_penalty_fen: int = 0
    waived_interest_fen: int = 0
    waived_fee_fen: int = 0
    waived_penalty_fen: int = 0
    penalty_until: date | None = None
    overdue_fen_days: int = 0
    penalty_base_fen: int = 0
    penalty_fen: int = 0
    earlier_interest_fen: int = 0
    settled_principal_fen: int = 0
    settled_interest_fen: int = 0
    charged_fee_fen: int = 0
    earlier_fen_days: int = 0

    @property
    def open_principal_fen(self) -> int:
        """Principal that is still owed."""
        return self.principal_fen - self.paid_principal_fen

    @property
    def open_interest_fen(self) -> int:
        """Interest of the period that is still owed."""
        return self.interest_fen - self.paid_interest_fen - self.waived_interest_fen

    @property
    def open_penalty_fen(self) -> int:
        """Penalty so far that is still owed."""
        return self.penalty_fen - self.paid_penalty_fen - self.waived_penalty_fen

    @property
    def open_fee_fen(self) -> int:
        """Fees that are still owed."""
        return self.fee_fen - self.paid_fee_fen - self.waived_fee_fen

    @property
    def open_fen(self) -> int:
        """All that is still owed."""
        # in one sum: a day's close asks this of every line, and four properties take four times as long
        owed_fen = self.principal_fen + self.interest_fen + self.penalty_fen + self.fee_fen
        paid_fen = self.paid_principal_fen + self.paid_interest_fen + self.paid_penalty_fen + self.paid_fee_fen
        return owed_fen - paid_fen - self.waived_interest_fen - self.waived_penalty_fen - self.waived_fee_fen

    def copy(self) -> Line:
        """A line of its own. By hand, because `replace` takes ten times as long."""
        made = object.__new__(Line)
        for name, value in zip(_LINE, _VALUES(self), strict=True):
            setattr(made, name, value)
        return made

    @property
    def due(self) -> Due:
        """What is still owed, as `allocate` takes it."""
        return Due(
            self.number,
            self.due_on,
            fee_fen=self.open_fee_fen,
            penalty_fen=self.open_penalty_fen,
            interest_fen=self.open_interest_fen,
            principal_fen=self.open_principal_fen,
        )


_LINE: Final = tuple(each.name for each in fields(Line))
_VALUES: Final = attrgetter(*_LINE)


@dataclass(slots=True, kw_only=True)
class Standing:
    """A loan on a day: mutable, changed by `apply` and `reckon_penalty` only.

    `terms` are those of the contract. `plan` are the terms that the lines from number `plan_from` on follow from now
    (None where they were not loaded: acts that change the plan are then replayed); `plan_carried_fen` is interest from
    before the plan that its first interest-bearing row takes over. `rate_annual`, `penalty_multiple` and `penalty_rate`
    hold now, `day_base` divides the penalty. `excess_fen` stands in suspense. `last_on` and `acts`: value date and
    number of the last act.
    """

    terms: Terms
    policy: Policy
    lines: list[Line]
    rate_annual: Decimal
    penalty_rate: Decimal
    day_base: int
    last_on: date
    plan: Terms | None = None
    plan_from: int = 1
    plan_carried_fen: int = 0
    penalty_multiple: Decimal
    excess_fen: int = 0
    acts: int = 0
    written_off_on: date | None = None
    written_off: Amounts = field(default_factory=Amounts)

    @property
    def open_principal_fen(self) -> int:
        """Principal that the customer owes, due or not, written off or not."""
        return sum(line.open_principal_fen for line in self.lines)

    @property
    def outstanding_fen(self) -> int:
        """Principal in the books: nothing once the loan is written off."""
        return 0 if self.written_off_on else self.open_principal_fen

    @property
    def open_fen(self) -> int:
        """All that the customer owes by the plan, due or not, with the penalty reckoned so far."""
        return sum(line.open_fen for line in self.lines)

    @property
    def next_due_on(self) -> date | None:
        """When the oldest instalment that is not paid up is due."""
        return min((line.due_on for line in self.lines if line.open_fen), default=None)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed any more."""
        return not any(line.open_fen for line in self.lines)

    def days_past_due(self, on: date) -> int:
        """Days since the oldest unpaid instalment fell due; 0 when none has."""
        oldest = self.next_due_on
        return max(0, (on - oldest).days) if oldest else 0

    def line(self, number: int) -> Line | None:
        """The line of that number."""
        return next((line for line in self.lines if line.number == number), None)

    def copy(self) -> Self:
        """A standing of its own: lines are copied, all else is immutable."""
        return replace(self, lines=[line.copy() for line in self.lines])


_STANDING: Final = tuple(each.name for each in fields(Standing))


class Saved:
    """A standing as it was, to come back to. Every act begins with it, so the values are only noted, not copied."""

    __slots__ = ("_lines", "_standing", "_values")

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._values = [(name, getattr(standing, name)) for name in _STANDING]
        self._lines = [(line, _VALUES(line)) for line in standing.lines]

    def restore(self) -> None:
        """Bring the standing and its lines back to what they were."""
        for name, value in self._values:
            setattr(self._standing, name, value)
        for line, values in self._lines:
            for name, value in zip(_LINE, values, strict=True):
                setattr(line, name, value)
        self._standing.lines = [line for line, _ in self._lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an act did.

    `splits`: what of a payment went to which line (they and `excess_fen` add up to it; `excess_fen` is negative where
    money left suspense). `charged`: fees and late fees (as penalty) that became owed by the act itself; `waived`,
    `written_off`: what was let go, given up. `interest_to_day_fen`: interest settled to the day by an early payment.
    `drawn_fen`: principal that went out. `plan_changed`: the lines were laid down anew. `settled`: nothing is owed now.
    """

    act: int
    kind: str
    on: date
    splits: tuple[Split, ...] = ()
    excess_fen: int = 0
    charged: Amounts = field(default_factory=Amounts)
    waived: Amounts = field(default_factory=Amounts)
    written_off: Amounts = field(default_factory=Amounts)
    interest_to_day_fen: int = 0
    drawn_fen: int = 0
    plan_changed: bool = False
    settled: bool = False

    @property
    def paid(self) -> Amounts:
        """The splits, part by part."""
        return sum_of(self.splits)


def sum_of(splits: Iterable[Split]) -> Amounts:
    """Splits added up by part."""
    principal = interest = penalty = fee = 0
    for split in splits:
        principal += split.principal_fen
        interest += split.interest_fen
        penalty += split.penalty_fen
        fee += split.fee_fen
    return Amounts(principal, interest, penalty, fee)


def accrued_interest_fen(line: Line, on: date) -> int:
    """Interest of a line that has accrued at the end of the day before `on`: by days, whole from its agreed date on.

    earlier + round half up((interest - earlier) x days since `from_on` / days of the period), one rounding of the
    cumulative, so that a day's accrual is a difference of two and any date can be asked.
    """
    if on >= line.agreed_on:
        return line.interest_fen
    days = (on - line.from_on).days
    if days <= 0:
        return line.earlier_interest_fen
    whole = (line.agreed_on - line.from_on).days
    rest = line.interest_fen - line.earlier_interest_fen
    return line.earlier_interest_fen + round_quotient(rest * days, whole, Rounding.HALF_UP)
