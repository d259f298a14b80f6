"""Stages, states, stops, promises, and who is held out. Pure.

Shares and scores are numbers from 0 to 1, days are business dates, money is fen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final
from uuid import UUID

from server.kit.uplift import is_drawn

REMINDER, GENTLE, FIRM, LEGAL = "reminder", "gentle", "firm", "legal"


class CaseState(StrEnum):
    """Open: worked on. Paused: no contact for a reason. With lawyers: they alone write. Closed: nothing is overdue."""

    OPEN = "open"
    PAUSED = "paused"
    WITH_LAWYERS = "with_lawyers"
    CLOSED = "closed"


class Step(StrEnum):
    """What may be done with a case."""

    ASSIGN = "assign"
    CONTACT = "contact"
    HAND_OVER = "hand_over"
    LETTER = "letter"
    PAUSE = "pause"
    PROMISE = "promise"
    RESUME = "resume"
    SIGNAL = "signal"
    VISIT = "visit"
    WITHDRAW = "withdraw"


_LIVING: Final = frozenset({CaseState.OPEN, CaseState.PAUSED, CaseState.WITH_LAWYERS})
ALLOWED: Final[Mapping[Step, frozenset[CaseState]]] = MappingProxyType(
    {
        Step.ASSIGN: _LIVING,
        Step.CONTACT: frozenset({CaseState.OPEN}),
        Step.HAND_OVER: frozenset({CaseState.OPEN}),
        Step.LETTER: frozenset({CaseState.OPEN}),
        Step.PAUSE: frozenset({CaseState.OPEN}),
        Step.PROMISE: _LIVING,
        Step.RESUME: frozenset({CaseState.PAUSED}),
        Step.SIGNAL: _LIVING,
        Step.VISIT: frozenset({CaseState.OPEN}),
        Step.WITHDRAW: frozenset({CaseState.WITH_LAWYERS}),
    }
)
"""In which states of a case each step is taken. A promise is taken from whoever makes one, a pause notwithstanding."""


class ContactState(StrEnum):
    """Refused: a rule forbids it. Planned: allowed and not made. Sent, reached, missed: made. Cancelled: overtaken."""

    REFUSED = "refused"
    PLANNED = "planned"
    SENT = "sent"
    REACHED = "reached"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Arm(StrEnum):
    """Treated by the strategy, or left alone for some days so that its effect can be told."""

    TREATED = "treated"
    HELD_OUT = "held_out"


class PromiseState(StrEnum):
    """Open until its day; kept when the money came by then; broken when it did not; replaced by a newer one."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"


class PauseReason(StrEnum):
    """Why nobody contacts the customer for a while."""

    AGREED = "agreed"
    COMPLAINT = "complaint"
    CRISIS = "crisis"
    DISPUTE = "dispute"
    HARDSHIP = "hardship"
    INCAPACITY = "incapacity"


@dataclass(frozen=True, slots=True)
class Stage:
    """Days past due from which to which (None: without end); days before the due date are negative."""

    code: str
    from_days: int
    until_days: int | None
    name_zh: str = ""
    name_en: str = ""

    def holds(self, days_past_due: int) -> bool:
        return self.from_days <= days_past_due and (self.until_days is None or days_past_due <= self.until_days)


STAGES: Final = (
    Stage(REMINDER, -30, 0, "到期前提醒", "Reminder before the day"),
    Stage(GENTLE, 1, 7, "温和提醒", "Gentle"),
    Stage(FIRM, 8, 30, "重点催收", "Firm"),
    Stage(LEGAL, 31, None, "法务阶段（先发函）", "Legal step, a letter first"),
)
"""The house's first stages; from then on they are dated data."""


def stage_of(days_past_due: int, stages: Sequence[Stage] = STAGES) -> Stage | None:
    """The stage at so many days past due; negative: days until the due date. None where nothing is to be done."""
    return next((stage for stage in stages if stage.holds(days_past_due)), None)


def are_sound(stages: Sequence[Stage]) -> bool:
    """Whether stages follow each other without gap or overlap, the last without end."""
    ordered = sorted(stages, key=lambda stage: stage.from_days)
    if not ordered or ordered[-1].until_days is not None:
        return False
    return all(
        before.until_days is not None and before.until_days + 1 == after.from_days
        for before, after in pairwise(ordered)
    )


def held_out(customer_id: UUID, overdue_since: date, *, share: float, salt: str) -> bool:
    """Whether this default of this customer is held out: by hash, so that anybody can reckon it again.

    Another default of the same customer is drawn anew; nobody is left alone for ever.
    """
    return is_drawn(f"{salt}|{customer_id}|{overdue_since.isoformat()}", share)


def promise_outcome(amount_fen: int, paid_fen: int, due_on: date, today: date, *, grace_days: int = 0) -> PromiseState:
    """How a promise stands at the end of a day; `paid_fen` is what came in from its making to its day and grace."""
    if paid_fen >= amount_fen:
        return PromiseState.KEPT
    return PromiseState.BROKEN if today >= due_on + timedelta(days=grace_days) else PromiseState.OPEN


@dataclass(frozen=True, slots=True)
class Standing:
    """What the house's own stops look at before a contact.

    `third_party`: None for the debtor himself, else whether he has agreed that this person is called.
    """

    today: date
    days_past_due: int
    channel: str
    message_kind: str
    third_party: bool | None = None
    money_on_the_way: bool = False
    quiet: bool = False
    tickets: Collection[str] = ()
    paused_for: PauseReason | None = None
    held_out_until: date | None = None
    call_free_until: date | None = None
    letter_from_days: int = 31
    visit_from_days: int = 61


@dataclass(frozen=True, slots=True)
class Stop:
    """A rule of the house that stops contacts: code and sentence in both languages."""

    code: str
    zh: str
    en: str


ON_THE_WAY: Final = Stop("HC-01", "客户款项在途，入账或失败前暂停联系", "A payment is on its way: wait for its end")
JUST_PAID: Final = Stop("HC-02", "刚收到客户还款，暂停联系", "A payment has just come: no contact for now")
COMPLAINED: Final = Stop("HC-03", "客户投诉或异议处理中，停止催收联系", "A complaint or objection is being looked into")
IN_HARDSHIP: Final = Stop("HC-04", "客户困难申请处理中，停止催收联系", "A hardship request is being looked into")
PAUSED: Final = Stop("HC-05", "案件已暂停，不得联系", "The case is paused")
LEFT_ALONE: Final = Stop("HC-06", "对照组观察期内不作主动联系", "Held out: no contact in the days of observation")
CALL_FREE: Final = Stop("HC-07", "客户情绪激动，当日停止通话与上门", "The customer was agitated: no call today")
TOO_EARLY_LETTER: Final = Stop("HC-08", "未到法务阶段，不得发函", "Letters begin with the legal stage")
TOO_EARLY_VISIT: Final = Stop("HC-09", "未到可上门阶段", "Visits begin later")
NOT_DUE: Final = Stop("HC-10", "款项未逾期，只可提醒不可催收", "Nothing is overdue: remind, do not demand")
NOT_AGREED: Final = Stop("HC-11", "客户未同意联系该第三人", "The customer has not agreed that this person is called")
OVERTAKEN: Final = Stop("HC-12", "联系计划已过有效时间", "The plan is too old: nothing was sent")
NOT_TO_OTHERS: Final = Stop(
    "HC-13", "短信只发给客户本人，第三人只可致电", "Messages go to the customer alone: others are called"
)
COMPLAINTS: Final = frozenset({"complaint", "objection"})
HARDSHIP: Final = "hardship"
SPOKEN: Final = frozenset({"call", "visit"})


def is_rest(local_hour: int, *, from_hour: int, until_hour: int) -> bool:
    """Whether an hour lies in the hours of rest, which begin in the evening and end in the morning."""
    return local_hour >= from_hour or local_hour < until_hour


def stops(case: Standing) -> list[Stop]:
    """Every stop of the house that this contact meets, in the order of their codes; none means the law is asked."""
    checks = (
        (ON_THE_WAY, case.money_on_the_way),
        (JUST_PAID, case.quiet),
        (COMPLAINED, bool(COMPLAINTS & set(case.tickets))),
        (IN_HARDSHIP, HARDSHIP in case.tickets),
        (PAUSED, case.paused_for is not None),
        (LEFT_ALONE, case.held_out_until is not None and case.today < case.held_out_until),
        (
            CALL_FREE,
            case.third_party is None
            and case.channel in SPOKEN
            and case.call_free_until is not None
            and case.today <= case.call_free_until,
        ),
        (TOO_EARLY_LETTER, case.channel == "letter" and case.days_past_due < case.letter_from_days),
        (TOO_EARLY_VISIT, case.channel == "visit" and case.days_past_due < case.visit_from_days),
        (NOT_DUE, case.days_past_due <= 0 and case.message_kind == "demand"),
        (NOT_AGREED, case.third_party is False),
        (NOT_TO_OTHERS, case.third_party is not None and case.channel == "message"),
    )
    return [stop for stop, met in checks if met]
