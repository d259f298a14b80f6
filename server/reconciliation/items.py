"""The book items of a funding account: what the ledger posted on the bank, event by event, with all that names it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, LargeBinary, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.rules import Account
from server.reconciliation.matching.values import Item
from server.reconciliation.rules import numbers_in

# One row an event: reversals name the event that they take back, and cash that was booked against the bank and taken
# into the till at once is one with its repayment, and nothing. Row policies hold every table of it to the caller's
# sight; `:branches` is the same scope written once more, null for all.
ITEMS: Final = """
SELECT coalesce(c.repayment_id, e.event_id) AS event_id, min(e.value_on) AS day, sum(p.amount_fen) AS fen,
       min(l.number) AS loan,
       min(o.number) AS order_number, min(r.reference) AS reference, min(a.reference) AS allotment,
       (array_agg(original.event_id) FILTER (WHERE original.event_id IS NOT NULL))[1] AS reverses,
       (SELECT array_agg(b.number_index) FROM bank_accounts b WHERE b.customer_id = p.customer_id) AS payers,
       (array_agg(o.payee_index) FILTER (WHERE o.payee_index IS NOT NULL))[1] AS payee
  FROM ledger_postings p
  JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
  LEFT JOIN loans l ON l.customer_id = p.customer_id AND l.id = p.loan_id
  LEFT JOIN payment_orders o ON o.customer_id = p.customer_id AND o.id = e.event_id
  LEFT JOIN repayments r ON r.customer_id = p.customer_id AND r.id = e.event_id
  LEFT JOIN funding_allotments a ON a.id = e.event_id
  LEFT JOIN cash_receipts c ON c.customer_id = p.customer_id AND c.id = e.event_id
  LEFT JOIN ledger_entries original ON original.customer_id = e.customer_id AND original.id = e.reverses
 WHERE p.account_code = :bank AND p.funding_account_id = :account AND {which}
   AND (CAST(:branches AS uuid[]) IS NULL OR p.branch_id = ANY(CAST(:branches AS uuid[])))
 GROUP BY coalesce(c.repayment_id, e.event_id), p.customer_id
HAVING sum(p.amount_fen) <> 0
 ORDER BY day, 1
"""
MATCHED: Final = (
    "EXISTS (SELECT 1 FROM statement_matches m WHERE m.funding_account_id = :account "
    "AND m.event_id = coalesce(c.repayment_id, e.event_id))"
)
SETTLED: Final = (
    "EXISTS (SELECT 1 FROM statement_breaks b WHERE b.funding_account_id = :account AND b.event_id = e.event_id "
    "AND b.state = 'resolved' AND b.resolution IN ('accepted', 'corrected'))"
)
OPEN: Final = f"e.value_on >= :since AND NOT {MATCHED} AND NOT {SETTLED}"
RECENT: Final = f"e.value_on >= :since AND {MATCHED}"
CHOSEN: Final = f"e.event_id = ANY(CAST(:events AS uuid[])) AND NOT {MATCHED}"
BALANCE: Final = text(
    "SELECT coalesce(sum(p.amount_fen), 0) FROM ledger_postings p "
    "JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id "
    "WHERE p.account_code = :bank AND p.funding_account_id = :account AND e.value_on <= :until"
)
KNOWN_PAYERS: Final = text(
    "SELECT DISTINCT number_index FROM bank_accounts WHERE number_index = ANY(CAST(:indexes AS bytea[]))"
).bindparams(bindparam("indexes", type_=ARRAY(LargeBinary)))


async def open_items(
    session: AsyncSession, branches: Sequence[UUID] | None, account_id: UUID, since: date
) -> list[Item]:
    """Items from a day on that no line is matched with and no resolved break has settled."""
    return await _items(session, OPEN, account_id, branches, since=since)


async def matched_items(
    session: AsyncSession, branches: Sequence[UUID] | None, account_id: UUID, since: date
) -> list[Item]:
    """Items from a day on that are matched."""
    return await _items(session, RECENT, account_id, branches, since=since)


async def chosen_items(
    session: AsyncSession, branches: Sequence[UUID] | None, account_id: UUID, events: Sequence[UUID]
) -> list[Item]:
    """Of these events the items that are not matched."""
    return await _items(session, CHOSEN, account_id, branches, events=list(events))


async def _items(
    session: AsyncSession, which: str, account_id: UUID, branches: Sequence[UUID] | None, **values: Any
) -> list[Item]:
    asked = text(ITEMS.format(which=which)).bindparams(
        bindparam("account", type_=Uuid()),
        bindparam("branches", type_=ARRAY(Uuid)),
        *(bindparam(name, type_=Date() if name == "since" else ARRAY(Uuid)) for name in values),
    )
    given = {"bank": Account.BANK.value, "account": account_id, "branches": branches, **values}
    return [_item(row) for row in (await session.execute(asked, given)).mappings()]


def _item(row: Any) -> Item:
    told = [name for name in (row["order_number"], row["reference"], row["allotment"]) if name]
    payers = {row["payee"]} if row["payee"] else set(row["payers"] or ())
    return Item(
        id=row["event_id"],
        day=row["day"],
        amount_fen=int(row["fen"]),
        tokens=frozenset((*told, *numbers_in(*told))),
        loan=row["loan"],
        payers=frozenset(payers),
        reverses=row["reverses"],
    )


async def ledger_balance(session: AsyncSession, account_id: UUID, until: date) -> int:
    """What the books say stands on the account at the end of a day, by value date."""
    found = await session.execute(BALANCE, {"bank": Account.BANK.value, "account": account_id, "until": until})
    return int(found.scalar_one())


async def known_payers(session: AsyncSession, indexes: set[bytes]) -> frozenset[bytes]:
    """Which of these are accounts of customers in sight."""
    return frozenset((await session.execute(KNOWN_PAYERS, {"indexes": sorted(indexes)})).scalars())
