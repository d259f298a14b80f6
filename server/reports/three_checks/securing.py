"""Parties and collateral in the report's first chapter. Pure."""

from typing import Any

from server.applications.securing import rules as parties
from server.collateral import rules as collateral
from server.contracts.signers.naming import GUARANTEES_ZH, ITEMS_ZH, RIGHTS_ZH, ROLES_ZH, SHARED_ZH
from server.reports.three_checks.wording import NONE, yuan


def party(row: Any, name_masked: str | None) -> list[str]:
    """Who stands beside the borrower, and for what he answers."""
    answers = SHARED_ZH
    if row.guarantee is not None:
        kind, months = GUARANTEES_ZH[row.guarantee], row.months_after_due
        answers = f"{kind}，最高 {yuan(row.amount_fen)} 元，到期后 {months} 个月"
    return [ROLES_ZH[row.role], name_masked or NONE, answers, parties.STATE_NAMES[row.state][0]]


def charge(row: Any, item: Any, value_fen: int | None) -> list[str]:
    """An item that secures the loan, what it is worth, and its entry in the public register."""
    what = f"{ITEMS_ZH[item.kind]} {item.title}" if item is not None else NONE
    entry = f"{row.authority} {row.registration_number}" if row.registered_on is not None else NONE
    right = f"{RIGHTS_ZH[row.kind]} 第{row.rank}顺位"
    return [what, right, yuan(row.secured_fen), yuan(value_fen), collateral.STATE_NAMES[row.state][0], entry]
