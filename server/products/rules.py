"""What a version allows. Pure: values in, refusals out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, Final, Protocol

from server.kit.money import Money
from server.products.errors import (
    AmountOutOfRange,
    NotOffered,
    PurposeNotAllowed,
    TermNotWholePeriods,
    TermOutOfRange,
    TermsUnsound,
)
from server.products.visits import visit_policy
from server.terms.convention import PROFILES, named
from server.terms.errors import TermsError
from server.terms.model import PRINCIPAL_LIMIT_FEN, Method, PeriodUnit
from server.terms.plan import Plan, Wanted, plan_from, planned
from server.terms.running.policy import policy_from
from server.terms.schedules import schedule

TERM_MONTHS_LIMIT: Final = 360
RATE_LIMIT: Final = Decimal("0.999999")
SOME_DAY: Final = date(2026, 1, 15)


@dataclass(frozen=True)
class VersionSpec:
    """The figures of a new version; see `ProductVersion` for their meaning."""

    method: Method
    amount_min_fen: int
    amount_max_fen: int
    term_months_min: int
    term_months_max: int
    rate_annual: Decimal
    convention: str
    penalty_multiple: Decimal
    fee_share: Decimal
    purposes: tuple[str, ...]
    rate_annual_max: Decimal | None = None
    plan: dict[str, Any] = field(default_factory=dict)
    servicing: dict[str, Any] = field(default_factory=dict)
    visit: dict[str, Any] = field(default_factory=dict)
    verified_by: dict[str, list[str]] = field(default_factory=dict)


class Offer(Protocol):
    """What is needed of a version to check an application against it."""

    amount_min_fen: int
    amount_max_fen: int
    term_months_min: int
    term_months_max: int
    purposes: list[str]
    effective_from: date
    effective_until: date | None
    plan: dict[str, Any]


def check_terms(version: Offer, amount_fen: int, term_months: int) -> None:
    """Raises AmountOutOfRange (field amount), TermOutOfRange or TermNotWholePeriods (field termMonths)."""
    if not version.amount_min_fen <= amount_fen <= version.amount_max_fen:
        minimum, maximum = Money(version.amount_min_fen), Money(version.amount_max_fen)
        raise AmountOutOfRange(field="amount", minimum=minimum, maximum=maximum)
    if not version.term_months_min <= term_months <= version.term_months_max:
        raise TermOutOfRange(field="termMonths", minimum=version.term_months_min, maximum=version.term_months_max)
    plan = plan_from(version.plan)
    if plan.period_unit is PeriodUnit.MONTH and term_months % plan.every:
        raise TermNotWholePeriods(field="termMonths", every=plan.every)


def check_purpose(version: Offer, purpose: str) -> None:
    """Raises PurposeNotAllowed (field purpose)."""
    if purpose not in version.purposes:
        raise PurposeNotAllowed(field="purpose")


def check_offered(version: Offer, on: date) -> None:
    """Raises NotOffered (field productVersionId) when the version does not hold on that day."""
    ended = version.effective_until is not None and version.effective_until < on
    if ended or on < version.effective_from:
        raise NotOffered(field="productVersionId")


def check_spec(spec: VersionSpec) -> None:
    """Raises TermsUnsound naming the field that makes no sense."""
    problems = {
        "amountMin": not 0 < spec.amount_min_fen <= spec.amount_max_fen <= PRINCIPAL_LIMIT_FEN,
        "termMonthsMin": not 0 < spec.term_months_min <= spec.term_months_max <= TERM_MONTHS_LIMIT,
        "rateAnnual": not _within(spec.rate_annual, Decimal(0), RATE_LIMIT),
        "rateAnnualMax": not _within(_dearest(spec), spec.rate_annual, RATE_LIMIT),
        "convention": spec.convention not in PROFILES,
        "penaltyMultiple": not _within(spec.penalty_multiple, Decimal(1), Decimal(2)),
        "feeShare": not _within(spec.fee_share, Decimal(0), RATE_LIMIT),
        "purposes": not _named(spec.purposes),
        "verifiedBy": not all(_named(tuple(sources)) for sources in spec.verified_by.values()),
    }
    for name, wrong in problems.items():
        if wrong:
            raise TermsUnsound(field=name, reason=name)
    _check_plan(spec)
    _check_servicing(spec)
    visit_policy(spec.visit)


def _check_plan(spec: VersionSpec) -> None:
    """The plan is one, and every amount, rate and term within the bounds gives a schedule under it."""
    try:
        plan = plan_from(spec.plan)
        _check_balloon(spec.method, plan)
        amounts, rates = (spec.amount_min_fen, spec.amount_max_fen), {spec.rate_annual, _dearest(spec)}
        for amount_fen, rate, months in product(amounts, rates, _terms(spec, plan)):
            wanted = Wanted(amount_fen, rate, spec.method, months, SOME_DAY)
            schedule(planned(plan, wanted, named(spec.convention), fee_share=spec.fee_share))
    except TermsError as refusal:
        reason = f"{refusal.message_zh} / {refusal.message}"
        raise TermsUnsound(field=f"plan.{camel(refusal.field)}", reason=reason) from None


def _dearest(spec: VersionSpec) -> Decimal:
    """The highest rate at which the version may be lent."""
    return spec.rate_annual if spec.rate_annual_max is None else spec.rate_annual_max


def _check_balloon(method: Method, plan: Plan) -> None:
    if method is Method.BALLOON and not plan.balloon_share:
        raise TermsError("terms.balloon_out_of_range", "balloon_share")


def _terms(spec: VersionSpec, plan: Plan) -> list[int]:
    """The shortest and the longest term that holds whole periods. Raises TermsError where there is none."""
    step = plan.every if plan.period_unit is PeriodUnit.MONTH else 1
    shortest, longest = -(-spec.term_months_min // step) * step, spec.term_months_max // step * step
    if longest < shortest:
        raise TermsError("terms.term_not_whole_periods", "every")
    return sorted({shortest, longest})


def _check_servicing(spec: VersionSpec) -> None:
    """The servicing policy is one."""
    try:
        policy_from(spec.servicing)
    except TermsError as refusal:
        reason = f"{refusal.message_zh} / {refusal.message}"
        raise TermsUnsound(field=f"servicing.{camel(refusal.field)}", reason=reason) from None


def camel(name: str) -> str:
    """A field's name as the API writes it."""
    first, *rest = name.removesuffix("_fen").split("_")
    return first + "".join(part.capitalize() for part in rest)


def _within(value: Decimal, lowest: Decimal, highest: Decimal) -> bool:
    return value.is_finite() and lowest.is_finite() and lowest <= value <= highest


def _named(purposes: Sequence[str]) -> bool:
    return bool(purposes) and all(purposes) and len(set(purposes)) == len(purposes)
