"""State table, terms, quote, hashes: values in, values out."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from server.applications.errors import QuoteDateOutOfRange, WrongState
from server.terms.apr import apr_of
from server.terms.convention import named
from server.terms.model import FIRST_DATE, LAST_DATE, Method, Row, Terms
from server.terms.plan import Wanted, plan_from, planned
from server.terms.schedules import schedule

RATIO_PLACES: Final = Decimal("0.0001")


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CONTRACTED = "contracted"
    DISBURSED = "disbursed"


class Step(StrEnum):
    """What moves an application."""

    AMEND = "amend"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    CONTRACT = "contract"
    DISBURSE = "disburse"
    RESCIND = "rescind"
    REVIEW = "review"
    SECURE = "secure"
    UNSECURE = "unsecure"


_S = ApplicationState

# (state, step) -> states that it may lead to; what does not stand here is refused
MOVES: Final[Mapping[tuple[ApplicationState, Step], frozenset[ApplicationState]]] = {
    (_S.DRAFT, Step.AMEND): frozenset({_S.DRAFT}),
    (_S.DRAFT, Step.SUBMIT): frozenset({_S.IN_REVIEW, _S.APPROVED, _S.REJECTED}),
    (_S.DRAFT, Step.WITHDRAW): frozenset({_S.WITHDRAWN}),
    (_S.RETURNED, Step.AMEND): frozenset({_S.RETURNED}),
    (_S.RETURNED, Step.SUBMIT): frozenset({_S.IN_REVIEW, _S.APPROVED, _S.REJECTED}),
    (_S.RETURNED, Step.WITHDRAW): frozenset({_S.WITHDRAWN}),
    (_S.IN_REVIEW, Step.APPROVE): frozenset({_S.APPROVED}),
    (_S.IN_REVIEW, Step.RETURN): frozenset({_S.RETURNED}),
    (_S.IN_REVIEW, Step.REJECT): frozenset({_S.REJECTED}),
    (_S.IN_REVIEW, Step.WITHDRAW): frozenset({_S.WITHDRAWN}),
    (_S.APPROVED, Step.WITHDRAW): frozenset({_S.WITHDRAWN}),
    (_S.APPROVED, Step.ACCEPT): frozenset({_S.APPROVED}),
    (_S.APPROVED, Step.CONTRACT): frozenset({_S.CONTRACTED}),
    (_S.CONTRACTED, Step.DISBURSE): frozenset({_S.DISBURSED}),
    (_S.CONTRACTED, Step.RESCIND): frozenset({_S.WITHDRAWN}),
    (_S.REJECTED, Step.REVIEW): frozenset({_S.IN_REVIEW}),
    **{(state, Step.SECURE): frozenset({state}) for state in (_S.DRAFT, _S.RETURNED, _S.APPROVED)},
    **{
        (state, Step.UNSECURE): frozenset({state})
        for state in (_S.DRAFT, _S.RETURNED, _S.APPROVED, _S.REJECTED, _S.WITHDRAWN)
    },
}

STATE_NAMES: Final[Mapping[ApplicationState, tuple[str, str]]] = {
    _S.DRAFT: ("草稿", "a draft"),
    _S.IN_REVIEW: ("审批中", "in review"),
    _S.APPROVED: ("已批准", "approved"),
    _S.RETURNED: ("已退回", "returned"),
    _S.REJECTED: ("已拒绝", "rejected"),
    _S.WITHDRAWN: ("已撤回", "withdrawn"),
    _S.CONTRACTED: ("已签约", "contracted"),
    _S.DISBURSED: ("已放款", "disbursed"),
}

STEP_NAMES: Final[Mapping[Step, tuple[str, str]]] = {
    Step.AMEND: ("修改", "amended"),
    Step.SUBMIT: ("提交", "submitted"),
    Step.APPROVE: ("批准", "approved"),
    Step.RETURN: ("退回", "returned"),
    Step.REJECT: ("拒绝", "rejected"),
    Step.WITHDRAW: ("撤回", "withdrawn"),
    Step.ACCEPT: ("登记客户接受", "accepted"),
    Step.CONTRACT: ("签约", "contracted"),
    Step.DISBURSE: ("放款", "disbursed"),
    Step.RESCIND: ("解除合同", "rescinded"),
    Step.REVIEW: ("人工复核", "reviewed by a person"),
    Step.SECURE: ("变更担保与当事人", "given other parties or security"),
    Step.UNSECURE: ("减少担保与当事人", "given other parties or security"),
}


def check_move(state: ApplicationState, step: Step) -> frozenset[ApplicationState]:
    """The states that a step may lead to from here. Raises WrongState where the table has no such move."""
    try:
        return MOVES[state, step]
    except KeyError:
        (state_zh, state_en), (verb_zh, verb_en) = STATE_NAMES[state], STEP_NAMES[step]
        facts = {"state_zh": state_zh, "state_en": state_en, "verb_zh": verb_zh, "verb_en": verb_en}
        raise WrongState(field="applicationId", **facts) from None


def moved(state: ApplicationState, step: Step, to: ApplicationState) -> ApplicationState:
    """The new state. Raises WrongState; a target that the step does not lead to is a mistake in the code."""
    if to not in check_move(state, step):
        message = f"{step} does not lead from {state} to {to}"
        raise ValueError(message)
    return to


class Offer(Protocol):
    """What is needed of a product version to work out a schedule."""

    method: Method
    rate_annual: Decimal
    convention: str
    fee_share: Decimal
    plan: dict[str, Any]


class Version(Offer, Protocol):
    """What else of a product version a loan takes over."""

    penalty_multiple: Decimal
    servicing: dict[str, Any]


@dataclass
class Priced:
    """A product version at the rate that an approval has laid down."""

    method: Method
    rate_annual: Decimal
    convention: str
    fee_share: Decimal
    plan: dict[str, Any]
    penalty_multiple: Decimal
    servicing: dict[str, Any]


def priced(version: Version, rate_annual: Decimal | None) -> Priced:
    """A product version at a rate of its own, at the version's where there is none."""
    rate = version.rate_annual if rate_annual is None else rate_annual
    kept = (version.convention, version.fee_share, version.plan, version.penalty_multiple, version.servicing)
    return Priced(version.method, rate, *kept)


def terms_of(
    offer: Offer, amount_fen: int, term_months: int, start_on: date, non_working: Collection[date] = ()
) -> Terms:
    """The terms of a loan under a product version: its plan, and a one-time fee with the first instalment.

    `non_working` are the days over which due dates roll where the plan says so (`reference.days_off`).
    """
    wanted = Wanted(amount_fen, offer.rate_annual, offer.method, term_months, start_on)
    convention = named(offer.convention)
    return planned(plan_from(offer.plan), wanted, convention, fee_share=offer.fee_share, non_working=non_working)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a loan would cost: its schedule, the all-in annual rate that price caps test, and the interest in all.

    `weekends_only`: years whose holidays nobody has named yet, so that due dates in them roll over weekends alone.
    """

    terms: Terms
    rows: Sequence[Row]
    apr: Decimal
    apr_effective: Decimal
    weekends_only: tuple[int, ...] = ()

    @property
    def total_interest_fen(self) -> int:
        return sum(row.interest_fen for row in self.rows)

    @property
    def highest_instalment_fen(self) -> int:
        return max(row.total_fen for row in self.rows)

    @property
    def term_days(self) -> int:
        return (self.rows[-1].due_on - self.terms.start_on).days


def check_start(start_on: date, term_months: int) -> None:
    """Raises QuoteDateOutOfRange (field startOn) for a day from which no schedule is made."""
    if not FIRST_DATE <= start_on <= date(LAST_DATE.year - term_months // 12 - 1, 1, 1):
        raise QuoteDateOutOfRange(field="startOn")


def quote(offer: Offer, amount_fen: int, term_months: int, start_on: date, non_working: Collection[date] = ()) -> Quote:
    """Schedule and annual rate of a loan that begins on a day. Raises QuoteDateOutOfRange."""
    check_start(start_on, term_months)
    terms = terms_of(offer, amount_fen, term_months, start_on, non_working)
    rows = schedule(terms)
    rate = apr_of(terms, rows)
    return Quote(terms, rows, rate.nominal, rate.effective)


@dataclass(frozen=True, slots=True)
class Content:
    """What is recommended, decided on and approved. `account` names the customer's verified account, where known.

    `rate_annual` is the rate that an approval has laid down above the product's own; `security` has a mark for each
    party and each charge.
    """

    application_id: UUID
    customer_id: UUID
    product_version_id: UUID
    amount_fen: int
    term_months: int
    purpose: str
    account: str | None
    rate_annual: Decimal | None = None
    security: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """JSON with sorted keys and no spaces: the same content is the same text.

        No rate of its own, none told; no parties and no charges beside the borrower's word, none told.
        """
        told = asdict(self)
        if not self.security:
            del told["security"]
        if self.rate_annual is None:
            del told["rate_annual"]
        else:
            told["rate_annual"] = format(self.rate_annual.normalize(), "f")
        return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def content_hash(content: Content) -> str:
    """SHA-256 over the canonical content."""
    return hashlib.sha256(content.canonical.encode()).hexdigest()


def opinion_hash(content: Content, reason: str, *, officer_id: UUID, at: str) -> str:
    """SHA-256 over the content's hash, the officer, the instant and his reason; lines in this order."""
    lines = (content_hash(content), str(officer_id), at, reason)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def with_editor(editors: Sequence[UUID], editor: UUID) -> list[UUID]:
    """The editors with this one among them, each once, in the order in which they came."""
    return list(dict.fromkeys([*editors, editor]))


def shown_ratio(ratio: Decimal | None) -> Decimal | None:
    """A ratio with four places, rounded up: what lies above a limit never reads as the limit."""
    return None if ratio is None else ratio.quantize(RATIO_PLACES, ROUND_CEILING)
