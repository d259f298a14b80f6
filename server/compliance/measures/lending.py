"""Concentration, funding, the use of money, partners: the supervision of micro-lenders (金规〔2024〕26号)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.compliance.engine import Parameters, Unknown, measure
from server.compliance.measures.days import day

NET_ASSETS = "net_assets_last_year_end"


@measure
def borrower_share(*, borrower_balance_fen: int, new_amount_fen: int, net_assets_last_year_end: int) -> Decimal:
    """(balance + new amount) / net assets at last year-end."""
    return _share(borrower_balance_fen + new_amount_fen, net_assets_last_year_end)


@measure
def group_share(*, group_balance_fen: int, new_amount_fen: int, net_assets_last_year_end: int) -> Decimal:
    """The same for the borrower and all that is related to him."""
    return _share(group_balance_fen + new_amount_fen, net_assets_last_year_end)


@measure
def balance_for_purposes(
    parameters: Parameters, /, *, purpose: str, balances_by_purpose: Mapping[str, int], new_amount_fen: int
) -> int:
    """What the household owes for purposes of one kind, in fen; nothing where the new loan is of another kind."""
    wanted = parameters["purposes"]
    if purpose not in wanted:
        return 0
    return new_amount_fen + sum(fen for name, fen in balances_by_purpose.items() if name in wanted)


@measure
def nonstandard_leverage(*, funding_nonstandard_fen: int, net_assets_last_year_end: int) -> Decimal:
    """Bank loans and shareholders' loans over net assets."""
    return _share(funding_nonstandard_fen, net_assets_last_year_end)


@measure
def standard_leverage(*, funding_standard_fen: int, net_assets_last_year_end: int) -> Decimal:
    """Bonds and asset-backed securities over net assets."""
    return _share(funding_standard_fen, net_assets_last_year_end)


@measure
def offline_steps(*, steps_online: Mapping[str, bool]) -> list[str]:
    """The core steps that did not go through the system."""
    return sorted(step for step, online in steps_online.items() if not online)


@measure
def forbidden_uses(parameters: Parameters, /, *, purpose: str, payee_kinds: Sequence[str]) -> list[str]:
    """Purpose and kinds of payees that stand on the list of what no loan may be for."""
    return sorted({purpose, *payee_kinds} & set(parameters["forbidden"]))


@measure
def purpose_faults(
    parameters: Parameters, /, *, contract_purpose: str, days_since_disbursement: int, use_evidence: int
) -> list[str]:
    """The contract names no purpose, or the use was not shown in time."""
    faults = [] if contract_purpose else ["purpose"]
    late = days_since_disbursement > parameters["evidence_days"] and not use_evidence
    return [*faults, "use_evidence"] if late else faults


@measure
def undedicated_accounts(*, money_accounts: Sequence[str], registered_accounts: Sequence[str]) -> list[str]:
    """Accounts through which money of the loan went that are not registered lending accounts."""
    return sorted(set(money_accounts) - set(registered_accounts))


@measure
def unlisted_partners(
    *, partners: Sequence[str], partner_list: Sequence[Mapping[str, Any]], event_date: str
) -> list[str]:
    """Partners at work that are not on the list, or whose agreement is over."""
    listed = {each["name"] for each in partner_list if not each.get("until") or day(each["until"]) >= day(event_date)}
    return sorted(set(partners) - listed)


@measure
def own_decision_share(*, decided_count: int, own_decided_count: int) -> Decimal:
    """Which part of the decisions the lender has taken by rules and people of its own; 1 where none was taken."""
    return Decimal(own_decided_count) / decided_count if decided_count else Decimal(1)


@measure
def instalments_of_income(*, monthly_due_fen: int, income_monthly_fen: int) -> Decimal:
    """All instalments of a month over the income of a month."""
    if income_monthly_fen <= 0:
        raise Unknown("income_monthly_fen")
    return Decimal(monthly_due_fen) / income_monthly_fen


@measure
def balance_with_platform(*, borrower_balance_fen: int, new_amount_fen: int) -> int:
    """What the borrower would owe to this platform, in fen."""
    return borrower_balance_fen + new_amount_fen


@measure
def self_paid_fen(*, amount_fen: int, paid_to_supplier: bool) -> int:
    """What is paid to the borrower himself, in fen."""
    return 0 if paid_to_supplier else amount_fen


def _share(fen: int, net_assets_fen: int) -> Decimal:
    """Net assets of nothing or less leave no room for any share: a person has to look."""
    if Decimal(net_assets_fen) <= 0:
        raise Unknown(NET_ASSETS)
    return Decimal(fen) / Decimal(net_assets_fen)
