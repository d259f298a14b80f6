"""What a version allows. Pure: values in, refusals out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from server.kit.money import Money
from server.products.errors import AmountOutOfRange, NotOffered, PurposeNotAllowed, TermOutOfRange, TermsUnsound
from server.terms.convention import PROFILES
from server.terms.model import PRINCIPAL_LIMIT_FEN, Method

TERM_MONTHS_LIMIT = 360


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


class Offer(Protocol):
    """What is needed of a version to check an application against it."""

    amount_min_fen: int
    amount_max_fen: int
    term_months_min: int
    term_months_max: int
    purposes: list[str]
    effective_from: date
    effective_until: date | None


def check_terms(version: Offer, amount_fen: int, term_months: int) -> None:
    """Raises AmountOutOfRange (field amount) or TermOutOfRange (field termMonths)."""
    if not version.amount_min_fen <= amount_fen <= version.amount_max_fen:
        minimum, maximum = Money(version.amount_min_fen), Money(version.amount_max_fen)
        raise AmountOutOfRange(field="amount", minimum=minimum, maximum=maximum)
    if not version.term_months_min <= term_months <= version.term_months_max:
        raise TermOutOfRange(field="termMonths", minimum=version.term_months_min, maximum=version.term_months_max)


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
        "rateAnnual": not _within(spec.rate_annual, Decimal(0), Decimal("0.999999")),
        "convention": spec.convention not in PROFILES,
        "penaltyMultiple": not _within(spec.penalty_multiple, Decimal(1), Decimal(2)),
        "feeShare": not _within(spec.fee_share, Decimal(0), Decimal("0.999999")),
        "purposes": not _named(spec.purposes),
    }
    for field, wrong in problems.items():
        if wrong:
            raise TermsUnsound(field=field, reason=field)


def _within(value: Decimal, lowest: Decimal, highest: Decimal) -> bool:
    return value.is_finite() and lowest <= value <= highest


def _named(purposes: Sequence[str]) -> bool:
    return bool(purposes) and all(purposes) and len(set(purposes)) == len(purposes)
