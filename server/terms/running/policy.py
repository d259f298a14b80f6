"""How a loan is served: what the product version declares and the contract repeats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from server.terms.accrual import PENALTY_MULTIPLE
from server.terms.allocation import DEFAULT_ORDER, NON_PERFORMING_ORDER, Order, Part, Sweep
from server.terms.prepayment import Choice
from server.terms.running.errors import ActRefused
from server.terms.validation import check_rate

# regulation: a prepayment costs at most 1 % of the prepaid principal and at most one month's interest on it
HOUSE_FEE_SHARE: Final = Decimal("0.01")
HOUSE_FEE_MONTHS: Final = 1
# nothing for loans of less than a year, nothing once half the term is over
HOUSE_FREE_BELOW_MONTHS: Final = 12
HOUSE_FREE_AFTER_SHARE: Final = Decimal("0.5")
HOUSE_CAP_ANNUAL: Final = Decimal("0.24")  # interest, penalty and late fees on overdue principal (rule PR-14)
LATE_AFTER_DAYS: Final = 90


class Ahead(StrEnum):
    """How far an ordinary receipt runs ahead of what is due; what is beyond stands in suspense."""

    NOTHING = "nothing"  # it pays what is due
    NEXT = "next"  # and the next instalment, as scheduled
    ALL = "all"  # and all that follow, as scheduled


@dataclass(frozen=True, slots=True)
class PrepaymentRule:
    """What was agreed for paying early: choices, the least principal, the disclosed fee as a share of the principal.

    The house cap (`HOUSE_FEE_SHARE`, one month's interest, free below a year and after half the term) holds above it.
    """

    choices: tuple[Choice, ...] = (Choice.SHORTEN_TERM, Choice.LOWER_INSTALMENT)
    minimum_fen: int = 0
    fee_share: Decimal = Decimal(0)
    free_below_months: int = HOUSE_FREE_BELOW_MONTHS
    free_after_share: Decimal = HOUSE_FREE_AFTER_SHARE

    def __post_init__(self) -> None:
        check_rate(self.fee_share, "fee_share")
        check_rate(self.free_after_share, "free_after_share")
        if self.minimum_fen < 0 or self.free_below_months < HOUSE_FREE_BELOW_MONTHS:
            raise ActRefused("running.unknown_value", "prepayment")
        if self.fee_share > HOUSE_FEE_SHARE or self.free_after_share > HOUSE_FREE_AFTER_SHARE:
            raise ActRefused("running.above_cap", "prepayment")


@dataclass(frozen=True, slots=True)
class Policy:
    """The servicing policy. `version` is the name of the rules that explanations quote.

    `order` and `sweep` share a payment over what is due; past `late_after_days` days `late_order` does where the
    contract has one (principal first). `ahead`: how far a receipt may run ahead. `grace_days`: paid within them nothing
    is charged; later the days run from the due date, or from the end of the grace with `grace_is_free`. Penalty rate =
    contract rate x `penalty_multiple`, never above `cap_annual`; `penalty_day_base` None takes the days of the year of
    the convention. `credit_limit_fen` bounds the principal of a loan drawn as needed.
    """

    version: str = "house-1"
    order: Order = DEFAULT_ORDER
    sweep: Sweep = Sweep.BY_INSTALMENT
    late_order: Order | None = None
    late_after_days: int = LATE_AFTER_DAYS
    recovery_order: Order = NON_PERFORMING_ORDER
    ahead: Ahead = Ahead.ALL
    grace_days: int = 0
    grace_is_free: bool = False
    penalty_multiple: Decimal = PENALTY_MULTIPLE
    penalty_day_base: int | None = None
    cap_annual: Decimal | None = HOUSE_CAP_ANNUAL
    prepayment: PrepaymentRule = field(default_factory=PrepaymentRule)
    credit_limit_fen: int | None = None

    def __post_init__(self) -> None:
        check_rate(self.penalty_multiple, "penalty_multiple")
        if self.cap_annual is not None:
            check_rate(self.cap_annual, "cap_annual")
        for name in ("order", "recovery_order", "late_order"):
            order = getattr(self, name)
            if order is not None and sorted(order) != sorted(Part):
                raise ActRefused("running.unknown_value", name)
        no_base = self.penalty_day_base is not None and self.penalty_day_base < 1
        if no_base or min(self.grace_days, self.late_after_days, self.credit_limit_fen or 0) < 0:
            raise ActRefused("running.unknown_value", "policy")

    def as_dict(self) -> dict[str, Any]:
        """The policy as plain JSON: `policy_from` reads it back. Shares and multiples are decimal strings."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def policy_from(data: Mapping[str, Any], *, base: Policy | None = None) -> Policy:
    """A policy from plain JSON; what is not named is the house's (or `base`'s).

    Raises ActRefused `running.unknown_value` with the field, or `running.above_cap`.
    """
    return replace(base or Policy(), **_read(data, _POLICY))


def _plain(value: Any) -> Any:
    if isinstance(value, PrepaymentRule):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, StrEnum):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _read(data: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    found = {}
    for name, value in data.items():
        if name not in readers:
            raise ActRefused("running.unknown_value", name)
        try:
            found[name] = readers[name](value)
        except (ValueError, TypeError, InvalidOperation, AttributeError) as refusal:
            if isinstance(refusal, ActRefused):
                raise
            raise ActRefused("running.unknown_value", name) from None
    return found


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError
    return value


def _share(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TypeError
    return Decimal(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _order(value: Any) -> Order:
    return tuple(Part(each) for each in value)


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


_PREPAYMENT: Final[dict[str, Callable[[Any], Any]]] = {
    "choices": lambda value: tuple(Choice(each) for each in value),
    "minimum_fen": _whole,
    "fee_share": _share,
    "free_below_months": _whole,
    "free_after_share": _share,
}
_POLICY: Final[dict[str, Callable[[Any], Any]]] = {
    "version": str,
    "order": _order,
    "sweep": Sweep,
    "late_order": _or_none(_order),
    "late_after_days": _whole,
    "recovery_order": _order,
    "ahead": Ahead,
    "grace_days": _whole,
    "grace_is_free": _flag,
    "penalty_multiple": _share,
    "penalty_day_base": _or_none(_whole),
    "cap_annual": _or_none(_share),
    "prepayment": lambda value: PrepaymentRule(**_read(value, _PREPAYMENT)),
    "credit_limit_fen": _or_none(_whole),
}
