"""One payment over several debts of one customer (Civil Code, articles 560 and 561)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.kit.money import share_out
from server.terms.errors import TermsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What one loan asks for: `due_on` is when the oldest unpaid part of it was due.

    `secured_fen` is what collateral covers of it; `burden` how heavy it is for the debtor: its yearly rate, with the
    penalty where it is overdue, in any whole unit that is the same for all debts.
    """

    id: str
    open_fen: int
    due_on: date
    secured_fen: int = 0
    burden: int = 0


def share_over_debts(
    amount_fen: int, debts: Sequence[Debt], on: date, *, designated: Sequence[str] = ()
) -> tuple[dict[str, int], int]:
    """Share a payment that does not suffice for all debts of one customer; returns fen by debt, and the excess.

    Article 560: first what the debtor designates when paying (`designated`, in that order); then what is due before
    what is not; of debts due the least secured; of equally secured ones the heavier; of equally heavy ones the one due
    earlier; what is equal in all that is shared in proportion. How a share goes over fees, interest and principal of
    its debt (article 561) is the loan's own order. Shares and excess add up to the amount; no share exceeds its debt.
    Raises TermsError `terms.amount_negative`; `terms.unknown_value` for a designated debt that is not there.
    """
    if amount_fen < 0 or any(debt.open_fen < 0 for debt in debts):
        raise TermsError("terms.amount_negative", "amount_fen")
    by_id = {debt.id: debt for debt in debts}
    if len(by_id) != len(debts) or any(name not in by_id for name in designated):
        raise TermsError("terms.unknown_value", "designated")
    shares = dict.fromkeys(by_id, 0)
    left = amount_fen
    named = list(dict.fromkeys(designated))
    groups = [[by_id[name]] for name in named] + _groups([debt for debt in debts if debt.id not in named], on)
    for group in groups:
        paid = min(left, sum(debt.open_fen for debt in group))
        if paid:
            for debt, share in zip(group, share_out(paid, [debt.open_fen for debt in group]), strict=True):
                shares[debt.id] = share
            left -= paid
    return shares, left


def _groups(debts: Sequence[Debt], on: date) -> list[list[Debt]]:
    """Debts in the order of the law; those that it holds equal stand together."""
    groups: dict[tuple[bool, int, int, date], list[Debt]] = {}
    for debt in debts:
        key = (debt.due_on > on, debt.secured_fen, -debt.burden, debt.due_on)
        groups.setdefault(key, []).append(debt)
    return [groups[key] for key in sorted(groups)]
