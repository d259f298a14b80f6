"""Kinds, the state table of charges, and how much a charge is worth: values in, values out. Amounts in fen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from server.collateral.errors import ChargeUnfit, ChargeWrongState

RANK_MAX: Final = 9
VALUATION_DAYS: Final = 365
"""How long a valuation tells what a thing is worth."""
RATIO_PLACES: Final = Decimal("0.0001")


class ItemKind(StrEnum):
    """What a thing is."""

    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    EQUIPMENT = "equipment"
    DEPOSIT = "deposit"
    RECEIVABLE = "receivable"


class ChargeKind(StrEnum):
    """Mortgage 抵押: the owner keeps the thing. Pledge 质押: it is handed over, or registered as a right."""

    MORTGAGE = "mortgage"
    PLEDGE = "pledge"


class ValuationMethod(StrEnum):
    """How a value was found."""

    MARKET = "market"
    INCOME = "income"
    COST = "cost"
    FACE_VALUE = "face_value"
    INTERNAL = "internal"


class ChargeState(StrEnum):
    """Where a charge stands. Discharged: its debt is gone, the register has not been told."""

    AGREED = "agreed"
    REGISTERED = "registered"
    DISCHARGED = "discharged"
    RELEASED = "released"
    DROPPED = "dropped"


class ChargeStep(StrEnum):
    """What moves a charge."""

    REGISTER = "register"
    DISCHARGE = "discharge"
    REVIVE = "revive"
    RELEASE = "release"
    DROP = "drop"


_S = ChargeState
MOVES: Final[Mapping[tuple[ChargeState, ChargeStep], ChargeState]] = {
    (_S.AGREED, ChargeStep.REGISTER): _S.REGISTERED,
    (_S.AGREED, ChargeStep.DROP): _S.DROPPED,
    (_S.AGREED, ChargeStep.DISCHARGE): _S.DROPPED,
    (_S.REGISTERED, ChargeStep.DISCHARGE): _S.DISCHARGED,
    (_S.DISCHARGED, ChargeStep.REVIVE): _S.REGISTERED,
    (_S.DISCHARGED, ChargeStep.RELEASE): _S.RELEASED,
}
"""(state, step) -> state. What does not stand here is refused."""

LIVING: Final = frozenset({_S.AGREED, _S.REGISTERED, _S.DISCHARGED})
"""Charges that hold their rank."""
COUNTED: Final = frozenset({_S.AGREED, _S.REGISTERED})
"""Charges that stand behind a debt, or shall."""

STATE_NAMES: Final[Mapping[ChargeState, tuple[str, str]]] = {
    _S.AGREED: ("待登记", "not registered yet"),
    _S.REGISTERED: ("已登记", "registered"),
    _S.DISCHARGED: ("债务已清，待注销", "discharged"),
    _S.RELEASED: ("已注销", "released"),
    _S.DROPPED: ("已取消", "dropped"),
}
STEP_NAMES: Final[Mapping[ChargeStep, tuple[str, str]]] = {
    ChargeStep.REGISTER: ("登记", "registered"),
    ChargeStep.DISCHARGE: ("解除", "discharged"),
    ChargeStep.REVIVE: ("恢复", "revived"),
    ChargeStep.RELEASE: ("注销登记", "released"),
    ChargeStep.DROP: ("取消", "dropped"),
}

FITTING: Final[Mapping[ItemKind, frozenset[ChargeKind]]] = {
    ItemKind.REAL_ESTATE: frozenset({ChargeKind.MORTGAGE}),
    ItemKind.VEHICLE: frozenset({ChargeKind.MORTGAGE, ChargeKind.PLEDGE}),
    ItemKind.EQUIPMENT: frozenset({ChargeKind.MORTGAGE, ChargeKind.PLEDGE}),
    ItemKind.DEPOSIT: frozenset({ChargeKind.PLEDGE}),
    ItemKind.RECEIVABLE: frozenset({ChargeKind.PLEDGE}),
}
"""Which right there is in which thing (民法典 395, 425, 440)."""


def moved(state: ChargeState, step: ChargeStep) -> ChargeState:
    """The new state. Raises ChargeWrongState where the table has no such move."""
    try:
        return MOVES[state, step]
    except KeyError:
        (state_zh, state_en), (verb_zh, verb_en) = STATE_NAMES[state], STEP_NAMES[step]
        facts = {"state_zh": state_zh, "state_en": state_en, "verb_zh": verb_zh, "verb_en": verb_en}
        raise ChargeWrongState(field="chargeId", **facts) from None


def check_fitting(item: ItemKind, charge: ChargeKind) -> None:
    """Raises ChargeUnfit for a right that there is not in such a thing."""
    if charge not in FITTING[item]:
        raise ChargeUnfit(field="kind")


@dataclass(frozen=True, slots=True)
class Hold:
    """What a living charge of the house takes of an item."""

    charge_id: UUID
    rank: int
    secured_fen: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What is known of a charged item. `value_fen` None: nobody has valued it lately."""

    charge_id: UUID
    item_id: UUID
    value_fen: int | None
    share: Decimal
    prior_fen: int
    rank: int
    secured_fen: int
    holds: Sequence[Hold] = ()

    @property
    def ahead_fen(self) -> int:
        """What stands before this charge: others outside the house, and its own charges of a lower rank."""
        own = sum(each.secured_fen for each in self.holds if each.rank < self.rank and each.charge_id != self.charge_id)
        return self.prior_fen + own

    @property
    def secured_in_all_fen(self) -> int:
        """What all charges on the item secure, those outside the house and this one with them."""
        others = sum(each.secured_fen for each in self.holds if each.charge_id != self.charge_id)
        return self.prior_fen + others + self.secured_fen

    @property
    def others(self) -> int:
        """How many other charges of the house lie on the item."""
        return sum(each.charge_id != self.charge_id for each in self.holds)

    @property
    def lendable_fen(self) -> int | None:
        """What of the value counts; fractions of a fen do not."""
        return None if self.value_fen is None else counted_part(self.value_fen, self.share)

    @property
    def counted_fen(self) -> int | None:
        """What the charge counts for: of what is left behind those before it, at most what it secures."""
        lendable = self.lendable_fen
        return None if lendable is None else min(self.secured_fen, max(0, lendable - self.ahead_fen))

    @property
    def is_over_secured(self) -> bool:
        """Whether all that is secured is more than what counts of the value."""
        lendable = self.lendable_fen
        return lendable is not None and self.secured_in_all_fen > lendable


def counted_part(value_fen: int, share: Decimal) -> int:
    """A share of a value, rounded down."""
    return int((value_fen * share).to_integral_value(ROUND_FLOOR))


def counted_together(worths: Iterable[Worth]) -> int | None:
    """What charges count for together; None where one of them is not known."""
    parts = [each.counted_fen for each in worths]
    return None if None in parts else sum(part for part in parts if part is not None)


def loan_to_value(amount_fen: int, worths: Sequence[Worth]) -> Decimal | None:
    """(loan + what stands before it) / value of the items, four places, rounded up.

    None without items, and where a value is not known or nothing. An item counts once.
    """
    if not worths or any(not each.value_fen for each in worths):
        return None
    value_fen = sum({each.item_id: each.value_fen or 0 for each in worths}.values())
    ahead_fen = sum(each.ahead_fen for each in worths)
    return (Decimal(amount_fen + ahead_fen) / Decimal(value_fen)).quantize(RATIO_PLACES, ROUND_CEILING)


def is_current(valued_on: date, today: date) -> bool:
    """Whether a valuation still tells the value."""
    return valued_on <= today <= valued_on + timedelta(days=VALUATION_DAYS)
