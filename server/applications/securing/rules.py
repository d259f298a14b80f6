"""Parties: roles, the state table, what is sound; the figures of a security. Values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final

from server.applications.securing.errors import GuaranteeUnsound, PartyWrongState

PARTIES_MAX: Final = 6
"""As many signatures as there is room for on the last page of a contract, beside the borrower's."""
MONTHS_MAX: Final = 60
MONTHS_BY_LAW: Final = 6
"""民法典 692: where nothing is agreed, a guarantor answers for six months after the debt was due."""


class PartyRole(StrEnum):
    """A co-borrower owes like the borrower; a guarantor answers for him."""

    CO_BORROWER = "co_borrower"
    GUARANTOR = "guarantor"


class GuaranteeKind(StrEnum):
    """General 一般保证: after the borrower was sued in vain. Joint 连带责任保证: like the borrower (民法典 686-688)."""

    GENERAL = "general"
    JOINT = "joint"


class PartyState(StrEnum):
    """Where a party stands. Bound: the contract is signed by all."""

    NAMED = "named"
    CONSENTED = "consented"
    BOUND = "bound"
    RELEASED = "released"
    REMOVED = "removed"


class PartyStep(StrEnum):
    """What moves a party."""

    CONSENT = "consent"
    BIND = "bind"
    RELEASE = "release"
    REVIVE = "revive"
    REMOVE = "remove"


_S = PartyState
MOVES: Final[Mapping[tuple[PartyState, PartyStep], PartyState]] = {
    (_S.NAMED, PartyStep.CONSENT): _S.CONSENTED,
    (_S.NAMED, PartyStep.REMOVE): _S.REMOVED,
    (_S.CONSENTED, PartyStep.BIND): _S.BOUND,
    (_S.CONSENTED, PartyStep.REMOVE): _S.REMOVED,
    (_S.BOUND, PartyStep.RELEASE): _S.RELEASED,
    (_S.RELEASED, PartyStep.REVIVE): _S.BOUND,
}
"""(state, step) -> state. What does not stand here is refused."""

STANDING: Final = frozenset({_S.NAMED, _S.CONSENTED, _S.BOUND})

STATE_NAMES: Final[Mapping[PartyState, tuple[str, str]]] = {
    _S.NAMED: ("待同意", "named"),
    _S.CONSENTED: ("已同意", "agreed"),
    _S.BOUND: ("已签约", "bound"),
    _S.RELEASED: ("已解除", "released"),
    _S.REMOVED: ("已移除", "removed"),
}
STEP_NAMES: Final[Mapping[PartyStep, tuple[str, str]]] = {
    PartyStep.CONSENT: ("登记同意", "recorded as agreeing"),
    PartyStep.BIND: ("签约", "bound"),
    PartyStep.RELEASE: ("解除", "released"),
    PartyStep.REVIVE: ("恢复", "bound again"),
    PartyStep.REMOVE: ("移除", "removed"),
}


def moved(state: PartyState, step: PartyStep) -> PartyState:
    """The new state. Raises PartyWrongState where the table has no such move."""
    try:
        return MOVES[state, step]
    except KeyError:
        (state_zh, state_en), (verb_zh, verb_en) = STATE_NAMES[state], STEP_NAMES[step]
        facts = {"state_zh": state_zh, "state_en": state_en, "verb_zh": verb_zh, "verb_en": verb_en}
        raise PartyWrongState(field="partyId", **facts) from None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What a guarantor answers for: how, up to how much (fen), and how many months after the debt is due."""

    kind: GuaranteeKind
    amount_fen: int
    months_after_due: int = MONTHS_BY_LAW


def check_guarantee(role: PartyRole, guarantee: Guarantee | None) -> None:
    """A guarantor has a guarantee, a co-borrower none. Raises GuaranteeUnsound."""
    if (role is PartyRole.GUARANTOR) != (guarantee is not None):
        raise GuaranteeUnsound(field="guarantee", reason=role.value)
    if guarantee is None:
        return
    if guarantee.amount_fen <= 0:
        raise GuaranteeUnsound(field="guarantee.amount", reason="> 0")
    if not 1 <= guarantee.months_after_due <= MONTHS_MAX:
        raise GuaranteeUnsound(field="guarantee.monthsAfterDue", reason=f"1-{MONTHS_MAX}")


@dataclass(frozen=True, slots=True)
class Means:
    """What somebody has and owes a month, in fen; None where nobody has asked him."""

    income_monthly_fen: int | None
    debt_monthly_fen: int | None


def means_together(borrower: Means, co_borrowers: Sequence[Means], share: Decimal) -> Means:
    """The borrower's means with those of who borrows with him: a share of their income, and all of their debts.

    The share is rounded down to a fen. What one of them has not told is unknown of all, never nothing.
    """
    incomes = [each.income_monthly_fen for each in co_borrowers]
    debts = [borrower.debt_monthly_fen, *(each.debt_monthly_fen for each in co_borrowers)]
    income = borrower.income_monthly_fen
    if income is not None:
        told = [each for each in incomes if each is not None]
        added = int((sum(told) * share).to_integral_value(ROUND_FLOOR))
        income = None if len(told) < len(incomes) else income + added
    known = [each for each in debts if each is not None]
    return Means(income, sum(known) if len(known) == len(debts) else None)
