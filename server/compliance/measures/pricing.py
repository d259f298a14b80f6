"""What the money costs and how that is said."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.compliance.engine import Parameters, Unknown, measure

SIMPLE = "simple"
SIMPLE_LABEL = "单利"


@measure
def apr_all_in(*, apr: str) -> Decimal:
    """The all-in annual cost, a fraction (PBoC 公告〔2021〕第3号: all that the borrower pays)."""
    return Decimal(apr)


@measure
def apr_over_lpr(*, apr: str, lpr_1y: str) -> Decimal:
    """The all-in annual cost over the one-year LPR of the day."""
    if not Decimal(lpr_1y):
        raise Unknown("lpr_1y")
    return Decimal(apr) / Decimal(lpr_1y)


@measure
def term_days(*, term_days: int) -> int:
    """Days from the payment to the last instalment."""
    return term_days


@measure
def withheld_fen(*, principal_fen: int, paid_out_fen: int, fees_withheld_fen: int) -> int:
    """What of the principal did not reach the borrower, in fen."""
    return max(principal_fen - paid_out_fen, fees_withheld_fen)


@measure
def unclear_rates(*, materials: Sequence[Mapping[str, Any]]) -> list[str]:
    """Advertisements without the annual rate, or with a daily rate that is larger than it."""
    return [
        each["name"]
        for each in materials
        if not each["apr_shown"] or each.get("daily_prominence", 0) > each.get("apr_prominence", 0)
    ]


@measure
def contract_rate_gap(parameters: Parameters, /, *, contract_apr: str, apr_method: str, apr: str) -> Decimal:
    """How far the contract's annual rate lies from the one worked out; 1 where it names none or no known method."""
    if not contract_apr or apr_method not in parameters["methods"]:
        return Decimal(1)
    return abs(Decimal(contract_apr) - Decimal(apr))


@measure
def unlabelled_simple_rates(*, rates_shown: Sequence[Mapping[str, str]]) -> list[str]:
    """Where a simple annual rate is shown and not called one."""
    return [
        each["name"]
        for each in rates_shown
        if each["apr_method"] == SIMPLE and SIMPLE_LABEL not in each.get("label", "")
    ]


@measure
def disclosure_gaps(
    parameters: Parameters, /, *, disclosure_parts: Sequence[str], confirmed_at: str, contract_at: str
) -> list[str]:
    """Parts of the cost-disclosure form that are not there, and a confirmation that is not there or came too late."""
    gaps = [part for part in parameters["parts"] if part not in disclosure_parts]
    return [*gaps, "confirmed_at"] if not confirmed_at or confirmed_at > contract_at else gaps


@measure
def signed_online(*, signed_online: bool) -> int:
    """Whether the contract was signed on a screen away from the counter."""
    return int(signed_online)


@measure
def reading_seconds(*, form_popped_up: bool, form_read_seconds: int) -> int:
    """How long the form stood open before it could be confirmed; nothing where it did not open by itself."""
    return form_read_seconds if form_popped_up else 0


@measure
def undisclosed_fees(*, fee_codes: Sequence[str], disclosed_fees: Sequence[str]) -> list[str]:
    """Fees that were charged and do not stand in what the borrower was shown."""
    return sorted(set(fee_codes) - set(disclosed_fees))


@measure
def penalty_outside_band(parameters: Parameters, /, *, penalty_multiple: str, penalty_reason: str) -> list[str]:
    """The multiple of the contract rate, where it lies outside the band for this reason."""
    low, high = parameters["bands"][penalty_reason]
    return [] if Decimal(low) <= Decimal(penalty_multiple) <= Decimal(high) else [penalty_multiple]


@measure
def overdue_rate(*, penalty_rate: str, late_fee_rate: str) -> Decimal:
    """Interest, penalty and late fees on overdue principal, a fraction a year."""
    return Decimal(penalty_rate) + Decimal(late_fee_rate)


@measure
def capitalised_fen(*, capitalised_interest_fen: int) -> int:
    """Interest that has become principal, in fen."""
    return capitalised_interest_fen


@measure
def rate_over_lpr(*, rate_annual: str, lpr_1y: str) -> Decimal:
    """The rate before the change over the one-year LPR."""
    if not Decimal(lpr_1y):
        raise Unknown("lpr_1y")
    return Decimal(rate_annual) / Decimal(lpr_1y)
