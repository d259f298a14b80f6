"""What the lender's banks know on the first day: each account's balance of some time ago, and what moved on it since.

The books are read back, so bank and books agree on every day that is told. A movement carries what a bank would show of
it: the number of the payment order or the reference of the repayment, and the other side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import SHANGHAI, business_date
from server.ledger.rules import Account
from server.seeds.borrowers import Borrower
from server.seeds.lender import Funding

BANK_DAYS: Final = 92
"""So many days before today the banks' memory begins."""
GROUP_ACCOUNT, GROUP_NAME = "31009900000000000001", "示例控股集团有限公司"
"""Where the lender's own money comes from."""
LENDER_NUMBER, LENDER_PHONE = "91310000MA00000000", "02100000000"
NOON: Final = time(12)
OPENING: Final = text(
    "SELECT p.funding_account_id, sum(p.amount_fen) AS fen FROM ledger_postings p "
    "JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id "
    "WHERE p.account_code = :bank AND e.value_on < :since GROUP BY 1"
)
MOVED: Final = text(
    "SELECT p.funding_account_id, p.customer_id, p.amount_fen, e.value_on, e.recorded_at, "
    "o.number AS order_number, o.purpose, r.reference, a.reference AS allotment "
    "FROM ledger_postings p JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id "
    "LEFT JOIN payment_orders o ON o.customer_id = p.customer_id AND o.id = e.event_id "
    "LEFT JOIN repayments r ON r.customer_id = p.customer_id AND r.id = e.event_id "
    "LEFT JOIN funding_allotments a ON a.id = e.event_id "
    "WHERE p.account_code = :bank AND e.value_on >= :since ORDER BY e.recorded_at, e.id, p.line"
)


@dataclass(frozen=True)
class BankPast:
    """For a bank to be told: accounts with the balance that they began with, then what moved, in order."""

    accounts: list[dict[str, Any]] = field(repr=False)
    transfers: list[dict[str, Any]] = field(repr=False)


async def bank_past(
    session: AsyncSession, funding: Iterable[Funding], borrowers: Sequence[Borrower], *, today: date, lender: str
) -> BankPast:
    """What the books say of the lender's accounts, as their banks would tell it."""
    asked = {"bank": Account.BANK.value, "since": today - timedelta(days=BANK_DAYS)}
    opening = {row.funding_account_id: int(row.fen) for row in await session.execute(OPENING, asked)}
    numbers = {account.id: account.number for account in funding}
    holder = {"name": lender, "id_number": LENDER_NUMBER, "phone": LENDER_PHONE}
    accounts = [
        {"account": number, "balance_fen": opening.get(account_id, 0)} | holder
        for account_id, number in numbers.items()
    ]
    parties = {borrower.id: (borrower.account_number, borrower.name) for borrower in borrowers}
    moved = (await session.execute(MOVED, asked)).mappings()
    return BankPast(accounts, [_transfer(row, numbers[row["funding_account_id"]], parties) for row in moved])


def _transfer(row: Mapping[Any, Any], own: str, parties: Mapping[UUID, tuple[str, str]]) -> dict[str, Any]:
    other, name = parties.get(row["customer_id"], (GROUP_ACCOUNT, GROUP_NAME))
    fen, at = row["amount_fen"], row["recorded_at"]
    if business_date(at) != row["value_on"]:
        at = datetime.combine(row["value_on"], NOON, SHANGHAI).astimezone(UTC)
    out = {"payer_account": own, "payee_account": other, "payee_name": name}
    come = {"payer_account": other, "payer_name": name, "payee_account": own}
    return (come if fen > 0 else out) | {
        "amount_fen": abs(fen),
        "remark": row["purpose"] or (f"还款 {row['reference']}" if row["reference"] else "资金拨付"),
        "order_number": row["order_number"] or "",
        "transaction": row["allotment"] or "",
        "at": at.isoformat(),
    }
