"""Kinds, states, eligibility, what is offered. Pure: facts in, bars or terms out; missing facts speak against.

Amounts are fen, rates fractions a year, shares fractions, days business dates.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from server.kit.uplift import is_drawn
from server.offers import reasons
from server.offers.errors import OfferNotInState
from server.offers.reasons import Bar

STEP_FEN: Final = 10_000
"""Amounts are offered in whole hundreds of yuan."""
PLACES: Final = Decimal("0.0001")
DAYS_A_MONTH: Final = Decimal("30.4375")


class OfferKind(StrEnum):
    """More than before, cheaper than before, or the same again (续贷)."""

    LIMIT_UP = "limit_up"
    RATE_DOWN = "rate_down"
    RENEWAL = "renewal"


class CampaignState(StrEnum):
    """Drawing: its population is looked at. Drafted: it waits for the second person. Running: messages go out."""

    DRAWING = "drawing"
    DRAFTED = "drafted"
    APPROVED = "approved"
    RUNNING = "running"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class OfferArm(StrEnum):
    """Made an offer, left alone to compare with, or not in question."""

    TREATED = "treated"
    CONTROL = "control"
    OUT = "out"


class OfferState(StrEnum):
    """Where an offer stands. Excluded and control never move."""

    EXCLUDED = "excluded"
    CONTROL = "control"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What moves an offer."""

    APPROVE = "approve"
    SEND = "send"
    OPEN = "open"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


_S = OfferState
_OUT: Final = {
    Step.ACCEPT: _S.ACCEPTED,
    Step.DECLINE: _S.DECLINED,
    Step.EXPIRE: _S.EXPIRED,
    Step.WITHDRAW: _S.WITHDRAWN,
}
MOVES: Final[Mapping[tuple[OfferState, Step], OfferState]] = MappingProxyType(
    {
        (_S.DRAFTED, Step.APPROVE): _S.APPROVED,
        (_S.DRAFTED, Step.WITHDRAW): _S.WITHDRAWN,
        (_S.APPROVED, Step.SEND): _S.SENT,
        (_S.APPROVED, Step.WITHDRAW): _S.WITHDRAWN,
        (_S.SENT, Step.OPEN): _S.OPENED,
        **{(_S.SENT, step): state for step, state in _OUT.items()},
        **{(_S.OPENED, step): state for step, state in _OUT.items()},
    }
)
"""What does not stand here is refused."""
WAITING: Final = frozenset({_S.SENT, _S.OPENED})
UNANSWERED: Final = frozenset({_S.DRAFTED, _S.APPROVED, *WAITING})

CAMPAIGN_MOVES: Final[Mapping[CampaignState, frozenset[CampaignState]]] = MappingProxyType(
    {
        CampaignState.DRAWING: frozenset({CampaignState.DRAFTED, CampaignState.WITHDRAWN}),
        CampaignState.DRAFTED: frozenset({CampaignState.DRAWING, CampaignState.APPROVED, CampaignState.WITHDRAWN}),
        CampaignState.APPROVED: frozenset({CampaignState.RUNNING, CampaignState.WITHDRAWN}),
        CampaignState.RUNNING: frozenset({CampaignState.ENDED, CampaignState.WITHDRAWN}),
        CampaignState.ENDED: frozenset(),
        CampaignState.WITHDRAWN: frozenset(),
    }
)


def moved(state: OfferState, step: Step) -> OfferState:
    """The state after a step. Raises OfferNotInState."""
    try:
        return MOVES[state, step]
    except KeyError:
        raise OfferNotInState(field="offerId", state=state.value) from None


def is_control(campaign_id: UUID, customer_id: UUID, share: Decimal) -> bool:
    """Whether a customer is left alone in this campaign; in another he is drawn anew."""
    return is_drawn(f"{campaign_id}|{customer_id}", float(share))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is known of a customer on a day. None is unknown.

    The basis is the loan that the offer goes by: one that runs, else the newest. `due` and `on_time` are instalments
    of the window, `late_days` the longest delay in it. `granted_fen` is the principal of the loans that run.
    """

    customer_id: UUID
    branch_id: UUID
    officer_id: UUID
    kind: str
    is_active: bool
    income_monthly_fen: int | None
    debt_monthly_fen: int | None
    exposure_fen: int
    group_exposure_fen: int
    loan_id: UUID
    loan_runs: bool
    principal_fen: int
    loan_outstanding_fen: int
    rate_annual: Decimal
    term_months: int
    product_code: str
    purpose: str | None
    outstanding_fen: int
    granted_fen: int
    current_days: int
    is_written_off: bool
    first_on: date | None
    last_closed_on: date | None
    due: int
    on_time: int
    late_days: int | None
    has_bad_tier: bool
    has_case: bool
    has_alert: bool
    has_hold: bool
    tickets: tuple[str, ...]
    has_consent: bool
    is_applying: bool
    has_other_offer: bool
    last_sent_on: date | None

    @property
    def punctuality(self) -> Decimal | None:
        """Instalments paid on time over those due; None where none was due."""
        return (Decimal(self.on_time) / self.due).quantize(PLACES, ROUND_FLOOR) if self.due else None

    @property
    def utilisation(self) -> Decimal:
        """What is out over what was lent on the loans that run; nothing where none runs."""
        if not self.granted_fen:
            return Decimal(0)
        return (Decimal(self.outstanding_fen) / self.granted_fen).quantize(PLACES, ROUND_DOWN)

    def months(self, today: date) -> int:
        """Whole months since the first loan."""
        return int((today - self.first_on).days / DAYS_A_MONTH) if self.first_on else 0

    def told(self, today: date) -> dict[str, Any]:
        """What is kept of it with the offer: figures, nothing that names anybody."""
        kept = {"due", "on_time", "late_days", "outstanding_fen", "granted_fen", "exposure_fen", "current_days"}
        figures = {name: value for name, value in asdict(self).items() if name in kept}
        return figures | {"utilisation": str(self.utilisation), "months_on_book": self.months(today)}


Thresholds = Mapping[str, Decimal]
"""Numbers of one kind of offer by code, as they hold on a day; one that is missing is not asked for."""


def bars(kind: OfferKind, who: Behaviour, numbers: Thresholds, today: date, *, writes: bool = True) -> list[Bar]:
    """Everything that speaks against an offer of this kind to this customer; with `writes`, against writing to him."""
    found = [*_conduct(kind, who, numbers, today), *_standing(who)]
    return [*found, *_contact(who, numbers, today)] if writes else found


def _conduct(kind: OfferKind, who: Behaviour, numbers: Thresholds, today: date) -> list[Bar]:
    found, months = [], who.months(today)
    if who.current_days > 0 or who.is_written_off:
        found.append(reasons.OVERDUE)
    least = numbers["on_time_share_min"]
    if who.punctuality is not None and who.punctuality < least:
        found.append(reasons.PUNCTUALITY.of(share=_percent(who.punctuality), least=_percent(least)))
    most, window = int(numbers["late_days_max"]), int(numbers["late_months"])
    if who.late_days is not None and who.late_days > most:
        found.append(reasons.LATENESS.of(days=who.late_days, most=most, months=window))
    if (
        who.due < max(1, int(numbers["instalments_min"]))
        or months < numbers["months_on_book_min"]
        or who.late_days is None
    ):
        found.append(reasons.TOO_YOUNG.of(due=who.due, months=months))
    used = who.utilisation
    if not numbers.get("utilisation_min", Decimal(0)) <= used <= numbers.get("utilisation_max", Decimal(1)):
        found.append(reasons.UTILISATION.of(share=_percent(used)))
    if kind is OfferKind.RATE_DOWN and not who.loan_runs:
        found.append(reasons.NOT_RUNNING)
    ended = numbers.get("ended_days_max")
    if ended is not None and not who.granted_fen and _days_since(who.last_closed_on, today) > ended:
        found.append(reasons.ENDED.of(days=int(ended)))
    return found


def _standing(who: Behaviour) -> list[Bar]:
    asked = set(who.tickets)
    checks = (
        (reasons.TIER, who.has_bad_tier),
        (reasons.CASE, who.has_case),
        (reasons.ALERT, who.has_alert),
        (reasons.HOLD, who.has_hold),
        (reasons.COMPLAINT, bool(asked & reasons.OF_COMPLAINT)),
        (reasons.HARDSHIP, bool(asked & reasons.OF_HARDSHIP)),
        (reasons.LEAVING, bool(asked & reasons.OF_LEAVING)),
        (reasons.UNDER_WAY, who.is_applying),
        (reasons.GONE, not who.is_active),
    )
    return [bar for bar, met in checks if met]


def _contact(who: Behaviour, numbers: Thresholds, today: date) -> list[Bar]:
    gap = int(numbers["gap_days"])
    recent = who.last_sent_on is not None and _days_since(who.last_sent_on, today) < gap
    found = [] if who.has_consent else [reasons.CONSENT]
    return [*found, reasons.RECENT.of(days=gap)] if recent or who.has_other_offer else found


def _days_since(day: date | None, today: date) -> int:
    return (today - day).days if day else 10**6


def _percent(share: Decimal) -> str:
    return f"{share * 100:.1f}%"


def amount_offered_fen(who: Behaviour, factor: Decimal, most_fen: int) -> int:
    """The principal before times a factor, at most so much, in whole hundreds of yuan."""
    wanted = int((Decimal(who.principal_fen) * factor).to_integral_value(ROUND_DOWN))
    return min(wanted, most_fen) // STEP_FEN * STEP_FEN


def rate_offered(rate: Decimal, cut: Decimal, floor: Decimal) -> Decimal | None:
    """A lower rate, never below the floor; None where that is no lower."""
    lower = max(rate - cut, floor)
    return lower if lower < rate else None


def term_offered(term_months: int, least: int, most: int, every: int) -> int | None:
    """The term before within a product's bounds, in whole periods; None where there is none."""
    term = min(max(term_months, least), most) // every * every
    if term < least:
        term = -(-least // every) * every
    return term if 0 < term <= most else None
